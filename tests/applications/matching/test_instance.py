"""Files that cannot be used: one clear line per fault, exit 2, never a traceback."""

import json

import pytest
from django.core.management import call_command

from applications.matching import UNSAID, Faulty, Problem, Result, Snapshot, certify, solve
from applications.matching.texts import say

GOOD = {
    "applicants": {"a1": ["p2", "p1"], "a2": ["p1"], "a3": ["p1", "p2"]},
    "positions": {
        "p1": {"capacity": 2, "ranking": ["a3", ["a1", "a2"]], "node": "x"},
        "p2": {"capacity": 1, "ranking": ["a1"], "node": "x"},
    },
    "nodes": {"x": {"cap": 2, "floor": 1, "parent": "y"}, "y": {}},
}
P1 = GOOD["positions"]["p1"]
FAULTS = {
    "unknown_position": {"applicants": {"a1": ["p9"]}},
    "unknown_applicant": {"positions": {"p1": {"capacity": 1, "ranking": ["a9"]}}, "applicants": {}},
    "unknown_node": {"positions": GOOD["positions"] | {"p1": P1 | {"node": "z"}}},
    "duplicate": {"applicants": GOOD["applicants"] | {"a1": ["p1", "p1"]}},
    "negative": {"positions": GOOD["positions"] | {"p1": P1 | {"capacity": -1}}},
    "not_whole": {"positions": GOOD["positions"] | {"p1": P1 | {"capacity": True}}},
    "cycle": {"nodes": {"x": {"parent": "y"}, "y": {"parent": "x"}}},
    "deep_tree": {"nodes": {"x": {}} | {f"n{i}": {"parent": f"n{i - 1}" if i else "x"} for i in range(30)}},
    "floor_over_cap": {"nodes": {"x": {"cap": 1, "floor": 2}}},
    "needs_over_cap": {"nodes": {"x": {"floor": 2, "parent": "y"}, "y": {"cap": 1}}},
    "fixed_over_capacity": {"fixed": [["a1", "p2"], ["a2", "p2"]]},
    "fixed_twice": {"fixed": [["a1", "p1"], ["a1", "p2"]]},
    "fixed_forbidden": {"fixed": [["a1", "p1"]], "forbidden": [["a1", "p1"]]},
    "order_incomplete": {"seat_order": ["p1"]},
    "reserves_over_capacity": {"positions": GOOD["positions"] | {"p1": P1 | {"reserves": {"g": 3}}}},
    "too_many_seats": {"positions": {p: P1 | {"capacity": 999_999} for p in ("p1", "p2")}},
    "unknown_key": {"extra": 1},
    "wrong_type": {"applicants": {"a1": "p1"}},
    "bad_id": {"applicants": {"": []}, "positions": {}},
}


@pytest.mark.parametrize("code", FAULTS)
def test_every_fault_is_one_line_in_both_languages(code):
    problem = Problem.from_json(json.dumps(GOOD | FAULTS[code]))
    found = [issue for issue in problem.errors if issue.code == code]
    assert found
    for issue in found:
        assert issue.text("en") and issue.text("th") and "\n" not in issue.text("en")
    with pytest.raises(Faulty):
        problem.freeze()


@pytest.mark.parametrize(
    "text",
    [
        "[" * 1_000_000,
        '{"a":' * 1_000_000,
        '{"a": NaN}',
        '{"a": 1.5}',
        '{"a": 1, "a": 2}',
        "",
        "nonsense",
        "9" * 5_000,
        "[]",
    ],
)
def test_what_is_no_instance_is_refused(text, tmp_path, capsys):
    path = tmp_path / "i.json"
    path.write_text(text)
    with pytest.raises(SystemExit) as stop:
        call_command("match", str(path))
    assert stop.value.code == 2
    assert capsys.readouterr().err.startswith("error: ")


def test_a_file_that_is_too_large_or_no_text_is_refused(tmp_path, capsys):
    large, binary = tmp_path / "large.json", tmp_path / "binary.json"
    with large.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    binary.write_bytes(b"\xff\xfe{}")
    for path in (large, binary, tmp_path / "absent.json", tmp_path):
        with pytest.raises(SystemExit) as stop:
            call_command("match", str(path))
        assert stop.value.code == 2
        assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_command_matches_certifies_and_explains(tmp_path, capsys):
    path, output = tmp_path / "i.json", tmp_path / "r.json"
    path.write_text(json.dumps(GOOD))
    call_command("match", str(path), seed="s", output=str(output), certify=True, explain="a2")
    assert "CAP_REACHED" in capsys.readouterr().out
    assert json.loads(output.read_text())["assignment"] == {"a1": "p2", "a2": None, "a3": "p1"}


def test_rows_and_file_mean_the_same_and_stored_results_come_back():
    rows = Problem.from_rows(
        positions=[("p2", 1, "x"), ("p1", 2, "x")],
        tree=[("y", None, None, 0), ("x", "y", 2, 1)],
        wishes=[("a3", "p1", 2), ("a3", "p2", None), ("a1", "p2", 1), ("a1", "p1", 7), ("a2", "p1", 7)],
    ).freeze()
    snapshot = Problem.from_json(json.dumps(GOOD)).freeze()
    assert rows.json == snapshot.json
    result = solve(snapshot, "s")
    again = Result.from_json(Snapshot.from_json(snapshot.json), result.json)
    assert again.json == result.json
    assert certify(snapshot.json, "s", result.json)["ok"]
    for name in result.assignment:
        for row in result.explain(name)["rows"]:
            assert say(row, "th") and say(row, "en")


@pytest.mark.parametrize(
    ("wishes", "faults"),
    [
        ([("a", "p", UNSAID)], ["positions.p: unscored a"]),
        ([("a", "q", 1)], ["wishes of a: unknown_position q"]),
        ([("a", None, 1)], ["wishes of a: unknown_position None"]),
        ([("a", "p", -1)], ["positions.p.tiers.a: negative -1"]),
        ([("a", "p", True)], ["positions.p.tiers.a: not_whole True"]),
        ([("a", "p", "1")], ["positions.p.tiers.a: not_whole 1"]),
        ([("a", "p", 10**9)], ["positions.p.tiers.a: negative 1000000000"]),
        ([("a", "p", 1), ("b", "p", 1), ("a", "o", 1)], ["wishes: scattered a"]),
        ([("a\x00", "p", 1)], ["applicants: bad_id a?"]),
    ],
)
def test_what_is_wrong_in_rows_is_named(wishes, faults):
    problem = Problem.from_rows(positions=[("p", 1, None), ("o", 1, None)], wishes=wishes)
    assert [f"{issue.where}: {issue.code} {issue.values['value']}" for issue in problem.errors] == faults
    with pytest.raises(Faulty):
        problem.freeze()


def test_a_position_wished_for_twice_counts_once_and_people_without_wishes_stay_known():
    problem = Problem.from_rows(positions=[("p", 1, None)], wishes=[("a", "p", 3), ("a", "p", 3)], applicants=["b"])
    assert [issue.code for issue in problem.validate() if issue.code == "duplicate"] == ["duplicate"]
    assert solve(problem.freeze(), "s").assignment == {"a": "p", "b": None}


def test_no_rows_at_all_are_a_market_of_nobody():
    assert solve(Problem.from_rows(positions=[("p", 1, None)], wishes=[]).freeze(), "s").assignment == {}
