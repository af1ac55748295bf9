"""Withdrawals, new seats and hosts that leave, against the enumeration of every stable matching."""

import json

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from applications.matching import certify_repair, rematch, solve
from applications.matching.later_market import later_market

from .markets import frozen, instances
from .oracle import Oracle


def pairs(oracle, places):
    return frozenset((a, places[a]) for a in oracle.free if places[a] >= 0)


@st.composite
def changes(draw, result):
    people = list(result.assignment)
    open_places = [p for p, seats in zip(result.cutoffs, result.market.capacity, strict=True) if seats]
    seats = st.dictionaries(st.sampled_from(open_places), st.integers(1, 2), max_size=2) if open_places else st.just({})
    return {
        "withdrawn": draw(st.lists(st.sampled_from(people), unique=True, max_size=3)),
        "new_seats": draw(seats),
    }


def oracle_after(repair):
    oracle = Oracle(repair.market)
    gone = {repair.snapshot.data["applicants"].index(name) for name in repair.terms["withdrawn"]}
    oracle.free = [a for a in oracle.free if a not in gone]
    return oracle


@settings(max_examples=500)
@given(instances(), st.data())
def test_the_chain_is_stable_harms_nobody_and_moves_no_one_who_need_not_move(data, draw):
    assume(snapshot := frozen(data))
    result = solve(snapshot, "s")
    repair = rematch(snapshot, result, **draw.draw(changes(result)), movable="all")
    assert certify_repair(snapshot.json, "s", repair.json)["violations"] == []
    oracle, before = oracle_after(repair), list(result.outcome.assignment)
    after = pairs(oracle, repair.places)
    assert oracle.is_feasible(after)
    assert oracle.is_stable(after)
    rank = {a: oracle.rank(a, after) for a in oracle.free}
    old = {a: oracle.rank(a, pairs(oracle, before)) for a in oracle.free}
    assert all(rank[a] <= old[a] for a in oracle.free)
    for other in oracle.matchings():  # every stable matching that harms nobody lifts everyone at least as far
        if all(oracle.rank(a, other) <= old[a] for a in oracle.free) and oracle.is_stable(other):
            assert all(oracle.rank(a, other) <= rank[a] for a in oracle.free)


@settings(max_examples=200)
@given(instances(), st.data(), st.sampled_from(["unplaced", "opted_in"]))
def test_only_those_who_may_move_move_and_among_them_nobody_is_passed_over(data, draw, mode):
    assume(snapshot := frozen(data))
    result = solve(snapshot, "s")
    willing = draw.draw(st.lists(st.sampled_from(list(result.assignment)), unique=True)) if mode == "opted_in" else []
    repair = rematch(snapshot, result, **draw.draw(changes(result)), movable=mode, opted_in=willing)
    assert certify_repair(snapshot.json, "s", repair.json)["violations"] == []
    oracle, people = oracle_after(repair), snapshot.data["applicants"]
    after = pairs(oracle, repair.places)
    movable = {a for a in oracle.free if result.outcome.assignment[a] < 0 or people[a] in willing}
    assert all(repair.places[a] == result.outcome.assignment[a] for a in oracle.free if a not in movable)
    assert oracle.is_feasible(after)
    stay = frozenset(pair for pair in after if pair[0] not in movable)
    assert not any(oracle.blocks(list(after), a, p, stay) for a, p in oracle.wants(after) if a in movable)


def test_a_floor_that_only_one_who_stays_stands_in_the_way_of_moves_nobody():
    """A new seat of p3 would fill the floor above it, but under the cap it is a3's place, and a3 may not move."""
    data = {
        "applicants": {"a1": ["p3"], "a2": ["p2", "p3"], "a3": ["p2"]},
        "positions": {
            "p2": {"capacity": 1, "ranking": ["a3", "a2"], "node": "top"},
            "p3": {"capacity": 1, "ranking": ["a1", "a2"], "node": "north"},
        },
        "nodes": {"top": {"cap": 2}, "north": {"parent": "top"}, "empty": {"floor": 2, "parent": "north"}},
    }
    snapshot = frozen(data)
    repair = rematch(snapshot, solve(snapshot, "s"), new_seats={"p3": 1}, movable="unplaced")
    assert repair.assignment == {"a1": "p3", "a2": None, "a3": "p2"}
    assert certify_repair(snapshot.json, "s", repair.json)["ok"]


def test_a_seat_whose_floor_is_met_meanwhile_is_still_offered():
    """Two seats come free; the first one taken meets the floor above both, and the second is wanted more."""
    data = {
        "applicants": {"a0": ["p2", "p1"], "a1": [], "a2": ["p1"]},
        "positions": {
            "p1": {"capacity": 1, "ranking": ["a2", "a0"], "node": "top"},
            "p2": {"capacity": 1, "ranking": ["a0"], "node": "top"},
        },
        "nodes": {"top": {"floor": 1}},
        "seat_order": ["p1", "p2"],
        "fixed": [["a1", "p2"]],
    }
    snapshot = frozen(data)
    repair = rematch(snapshot, solve(snapshot, "s"), withdrawn=["a1", "a2"])
    assert repair.assignment["a0"] == "p2"
    assert certify_repair(snapshot.json, "s", repair.json)["ok"]


@settings(max_examples=150)
@given(instances(), st.data())
def test_people_of_a_host_that_leaves_re_enter(data, draw):
    assume(snapshot := frozen(data))
    result = solve(snapshot, "s")
    closed = [draw.draw(st.sampled_from(list(result.cutoffs)))]
    everyone = rematch(snapshot, result, closed=closed, movable="all")
    oracle = oracle_after(everyone)
    _, best = oracle.best()
    assert pairs(oracle, everyone.places) == best  # a full run without that position
    kept = rematch(snapshot, result, closed=closed, movable="unplaced")
    for repair in (everyone, kept):
        assert certify_repair(snapshot.json, "s", repair.json)["violations"] == []
    for a, p in result.assignment.items():
        if p is not None and p not in closed:
            assert kept.assignment[a] == p
    oracle = oracle_after(kept)
    after, shut = pairs(oracle, kept.places), snapshot.data["positions"].index(closed[0])
    # The others keep their seats; nobody who entered wants a seat that could be filled on top of what is filled. To pass
    # from one seat of a full node to another is no such thing: the published seat order chose between the two.
    for a, p in oracle.wants(after):
        if result.outcome.assignment[a] in (-1, shut):
            assert not oracle.is_feasible([*after, (a, p)])


@settings(max_examples=50)
@given(instances(), st.data())
def test_a_result_without_changes_stays_as_it_is(data, draw):
    assume(snapshot := frozen(data))
    result = solve(snapshot, "s")
    repair = rematch(snapshot, result, movable=draw.draw(st.sampled_from(["unplaced", "all"])))
    assert repair.moves == [] and repair.assignment == result.assignment
    assert later_market(snapshot, result.market).seat_number == result.market.seat_number


@settings(max_examples=200)
@given(instances(), st.data(), st.sampled_from(["unplaced", "all"]))
def test_a_mutated_repair_is_not_certified(data, draw, mode):
    assume(snapshot := frozen(data))
    repair = rematch(snapshot, solve(snapshot, "s"), **draw.draw(changes(solve(snapshot, "s"))), movable=mode)
    row = json.loads(repair.json)
    kind = draw.draw(st.sampled_from(["assignment", "moves", "hash", "more"]))
    if kind == "assignment":
        a = draw.draw(st.sampled_from(sorted(row["assignment"])))
        others = {None, "nowhere", *data["positions"]} - {row["assignment"][a]}
        row["assignment"][a] = draw.draw(st.sampled_from(sorted(others, key=str)))
    elif kind == "moves":
        row["moves"].append({"applicant": "a0", "from": "p0", "to": None})
    else:
        row[kind] = "0"
    assert not certify_repair(snapshot.json, "s", json.dumps(row))["ok"]
