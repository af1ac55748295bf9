"""The theorem of docs/matching.md, checked against the definition on markets small enough to enumerate."""

import json
from itertools import permutations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from applications.matching import certify, solve
from applications.matching.deferred_acceptance import State

from .markets import frozen, instances
from .oracle import Oracle


def free_pairs(result) -> frozenset:
    fixed = result.market.fixed_at
    return frozenset((a, p) for a, p in enumerate(result.outcome.assignment) if p >= 0 and fixed[a] < 0)


@settings(max_examples=300)
@given(instances(), st.text(max_size=5))
def test_it_is_the_stable_matching_that_every_applicant_likes_best(data, seed):
    snapshot = frozen(data)
    assume(snapshot)
    result = solve(snapshot, seed)
    _, best = Oracle(result.market).best()
    assert best is not None
    assert free_pairs(result) == best
    assert certify(snapshot.json, seed, result.json)["violations"] == []


@settings(max_examples=60)
@given(instances(), st.randoms(use_true_random=False))
def test_the_order_of_applications_and_of_rows_does_not_matter(data, random):
    snapshot = frozen(data)
    assume(snapshot)
    result = solve(snapshot, "s")
    people = [a for a in range(result.market.n) if result.market.fixed_at[a] < 0]
    for _ in range(4):
        random.shuffle(people)
        assert State(result.market).run(list(people)).assignment() == result.outcome.assignment
    shuffled = {key: shuffle(value, random) if isinstance(value, dict) else value for key, value in data.items()}
    assert frozen(shuffled).json == snapshot.json


def shuffle(rows: dict, random) -> dict:
    keys = list(rows)
    random.shuffle(keys)
    return {key: rows[key] for key in keys}


@settings(max_examples=25)
@given(instances(people=5, places=3))
def test_no_list_serves_an_applicant_better_than_the_true_one(data):
    assume(frozen(data))
    honest = solve(frozen(data), "s").assignment
    for a, wanted in data["applicants"].items():
        for size in range(len(data["positions"]) + 1):
            for lie in permutations(sorted(data["positions"]), size):
                told = solve(frozen(data | {"applicants": data["applicants"] | {a: list(lie)}}), "s").assignment[a]
                if told in wanted:  # a place that was never wanted is no gain
                    assert honest[a] is not None
                    assert honest[a] not in wanted or wanted.index(told) >= wanted.index(honest[a])


@settings(max_examples=120)
@given(instances(), st.data())
def test_a_mutated_result_always_fails(data, draw):
    snapshot = frozen(data)
    assume(snapshot)
    result = solve(snapshot, "s")
    row = json.loads(result.json)
    kind = draw.draw(st.sampled_from(["assignment", "cutoffs", "nodes", "reasons", "closed_seats", "hash", "more"]))
    if kind == "assignment":
        a = draw.draw(st.sampled_from(sorted(row["assignment"])))
        others = {None, "nowhere", *data["positions"]} - {row["assignment"][a]}
        row["assignment"][a] = draw.draw(st.sampled_from(sorted(others, key=str)))
    elif kind == "reasons":
        a = draw.draw(st.sampled_from(sorted(row["reasons"])))
        row["reasons"][a] += "P"
    elif kind == "nodes":
        row["nodes"]["top"]["count"] += 1
    elif kind == "cutoffs":
        row["cutoffs"]["p0"] = {"class": 99, "lottery": 1}
    elif kind == "closed_seats":
        row["closed_seats"].append({"position": "p0"})
    else:
        row[kind] = "0"
    assert not certify(snapshot.json, "s", json.dumps(row))["ok"]


@settings(max_examples=150)
@given(instances())
def test_another_stable_matching_is_not_certified(data):
    snapshot = frozen(data)
    assume(snapshot)
    result = solve(snapshot, "s")
    stable, best = Oracle(result.market).best()
    names, places = snapshot.data["applicants"], snapshot.data["positions"]
    for other in stable:
        if other != best:
            row = json.loads(result.json)
            for a, _ in best - other:
                row["assignment"][names[a]] = None
            for a, p in other:
                row["assignment"][names[a]] = places[p]
            assert not certify(snapshot.json, "s", json.dumps(row))["ok"]


@settings(max_examples=150)
@given(instances(), st.data())
def test_crossing_families_stay_feasible_and_fair_and_say_that_this_is_all(data, draw):
    values = st.sampled_from(["metro", "town"])
    caps = {"metro": draw.draw(st.integers(1, 3)), "town": draw.draw(st.integers(1, 3))}
    data["families"] = {"city-type": {"caps": caps, "of": {p: draw.draw(values) for p in data["positions"]}}}
    snapshot = frozen(data)
    assume(snapshot)
    result = solve(snapshot, "s")
    assert result.guarantee == "fair, cutoff" and not result.stable
    assert certify(snapshot.json, "s", result.json)["violations"] == []
    for a in result.assignment:
        result.explain(a)
    for p in data["positions"]:
        result.explain_position(p)
    assert sum(row["count"] > row["cap"] for row in result.nodes.values() if row["cap"] is not None) == 0
