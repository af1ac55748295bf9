"""The engine keeps its promises on small markets of every shape, checked against brute force and a second program."""

import itertools
import json

import pytest
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from applications.matching.certify import certify
from applications.matching.deferred_acceptance import solve
from applications.matching.explain import explain, sentence
from applications.matching.instance import read_instance


@st.composite
def markets(draw, people=5, places=3, with_tree=True):
    """A small market with ties, refusals, and perhaps caps and floors."""
    applicants = [f"a{i}" for i in range(draw(st.integers(1, people)))]
    positions = [f"p{i}" for i in range(draw(st.integers(1, places)))]
    data = {"applicants": {}, "positions": {}, "nodes": {}}
    for person in applicants:
        data["applicants"][person] = draw(st.lists(st.sampled_from(positions), unique=True))
    if with_tree:
        data["nodes"] = {
            "n0": {"cap": draw(st.integers(1, 4))},
            "n1": {"cap": draw(st.integers(1, 3)), "floor": draw(st.integers(0, 1)), "parent": "n0"},
        }
    for key in positions:
        order = draw(st.permutations(applicants))
        kept = order[: draw(st.integers(0, len(order)))]
        ties = (
            [list(group) for group in itertools.batched(kept, 2)]
            if hasattr(itertools, "batched")
            else [[one] for one in kept]
        )
        data["positions"][key] = {"capacity": draw(st.integers(0, 2)), "ranking": draw(st.sampled_from([ties, kept]))}
        if with_tree:
            data["positions"][key]["node"] = draw(st.sampled_from(["n0", "n1"]))
    return data


def matched(data, seed="s"):
    problem, faults = read_instance(data)
    assert not faults
    return solve(problem, seed)


def feasible(data):
    """Every assignment that nobody would refuse at once."""
    people = sorted(data["applicants"])
    return [
        dict(zip(people, choice, strict=True))
        for choice in itertools.product(*[[None, *data["applicants"][person]] for person in people])
    ]


@settings(max_examples=150, deadline=None)
@given(markets())
def test_every_result_is_certified_by_the_second_program(data):
    assert certify(data, "s", matched(data)) == []


@settings(max_examples=60, deadline=None)
@given(markets(people=4))
def test_it_is_the_best_stable_result_for_every_applicant(data):
    mine = matched(data)["assignment"]
    for other in feasible(data):
        if certify(data, "s", {"assignment": other}):
            continue
        for person, wanted in data["applicants"].items():
            rank = {None: len(wanted)} | {position: place for place, position in enumerate(wanted)}
            assert rank[mine[person]] <= rank[other[person]]


@settings(max_examples=60, deadline=None)
@given(markets(people=4), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(data, random):
    people, positions = list(data["applicants"].items()), list(data["positions"].items())
    random.shuffle(people)
    random.shuffle(positions)
    shuffled = data | {"applicants": dict(people), "positions": dict(positions)}
    assert matched(data) == matched(shuffled)


@settings(max_examples=25, deadline=None)
@given(markets(people=4))
def test_no_applicant_gains_by_another_list(data):
    truth = matched(data)["assignment"]
    for person, wanted in data["applicants"].items():
        rank = {None: len(wanted)} | {position: place for place, position in enumerate(wanted)}
        for size in range(len(wanted) + 1):
            for lie in itertools.permutations(wanted, size):
                got = matched(data | {"applicants": data["applicants"] | {person: list(lie)}})["assignment"][person]
                assert rank[got] >= rank[truth[person]]


@settings(max_examples=80, deadline=None)
@given(markets(people=4))
def test_a_changed_result_never_passes(data):
    """Only stable assignments pass; of these the engine's is one, so a forged one that passes would be stable itself."""
    mine = matched(data)["assignment"]
    seats = {key: row["capacity"] for key, row in data["positions"].items()}
    for person, wanted in data["applicants"].items():
        for position in wanted:
            crowd = sum(1 for other in mine.values() if other == position)
            if mine[person] != position and crowd >= seats[position]:
                assert certify(data, "s", {"assignment": mine | {person: position}})


def test_caps_close_the_seat_with_the_worst_published_number():
    data = {
        "applicants": {"a": ["p1"], "b": ["p2"], "c": ["p1"]},
        "positions": {
            key: {"capacity": 2, "ranking": ["a", "b", "c"], "node": "north", "target": 1} for key in ("p1", "p2")
        },
        "nodes": {"north": {"cap": 2}},
        "seat_order": ["p1", "p2"],
    }
    result = matched(data)
    assert result["assignment"] == {"a": "p1", "b": "p2", "c": None}
    problem, _ = read_instance(data)
    reason = explain(problem, "s", result, data["applicants"])["c"][0]
    assert reason["reason"] == "CAP_REACHED"
    assert "north" in sentence(reason, "en")


FAULTY = [
    ({"applicants": {"a": ["p9"]}, "positions": {}}, "unknown position"),
    ({"applicants": {"a": ["p", "p"]}, "positions": {"p": {"capacity": 1}}}, "twice"),
    ({"applicants": {}, "positions": {"p": {"capacity": -1}}}, "capacity"),
    ({"applicants": {}, "positions": {"p": {"capacity": 1.5}}}, "capacity"),
    ({"applicants": {}, "positions": {}, "nodes": {"x": {"parent": "y"}, "y": {"parent": "x"}}}, "ancestor"),
    ({"applicants": {}, "positions": {}, "nodes": {"x": {"cap": 1, "floor": 2}}}, "above the cap"),
    (
        {"applicants": {"a": [], "b": []}, "positions": {"p": {"capacity": 1}}, "fixed": [["a", "p"], ["b", "p"]]},
        "takes 1",
    ),
    ([], "needs an object"),
]


@pytest.mark.parametrize(("data", "words"), FAULTY)
def test_a_wrong_instance_gets_a_plain_line(data, words):
    problem, faults = read_instance(data)
    assert problem is None
    assert any(words in fault for fault in faults)


def test_the_command_refuses_what_it_cannot_read(tmp_path, capsys):
    path = tmp_path / "wrong.json"
    for text in ('{"applicants": NaN}', "[" * 100_000, "{"):
        path.write_text(text)
        with pytest.raises(SystemExit) as stop:
            call_command("match", str(path))
        assert stop.value.code == 2


def test_the_command_matches_a_file_to_the_byte(tmp_path, capsys):
    data = {
        "applicants": {"a1": ["p2", "p1"], "a2": ["p2"]},
        "positions": {"p1": {"capacity": 1, "ranking": ["a1"]}, "p2": {"capacity": 1, "ranking": [["a1", "a2"]]}},
    }
    path = tmp_path / "market.json"
    path.write_text(json.dumps(data))
    outputs = []
    for _ in range(2):
        call_command("match", str(path), "--seed", "2026")
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1]
    assert json.loads(outputs[0])["stable"] is True
