"""Missed floors come with a proof or with prices; a rule tried out changes nothing but that rule."""

from itertools import product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from applications.matching import Problem, certify, floor_report, solve, what_if
from applications.matching.validation import Reader
from applications.matching.what_if import thaw

from .markets import frozen, instances
from .oracle import Oracle


def most_inside(oracle, x) -> int:
    """By enumeration: the most people any assignment along the lists can place in node x, other nodes' caps aside."""
    m, best = oracle.m, 0
    below = {y for p, chain in enumerate(m.chain) if x in chain for y in chain[: chain.index(x) + 1]}
    for places in product(*[[*oracle.lists[a], -1] for a in oracle.free]):
        pairs = [*((a, p) for a, p in zip(oracle.free, places, strict=True) if p >= 0), *oracle.pinned]
        inside = [p for _, p in pairs if x in m.chain[p]]
        fits = all(inside.count(p) <= m.capacity[p] for p in inside)
        if fits and all(sum(y in m.chain[p] for p in inside) <= m.cap[y] for y in below):
            best = max(best, len(inside))
    return best


@settings(max_examples=300)
@given(instances())
def test_a_missed_floor_is_proven_impossible_or_priced(data):
    assume(snapshot := frozen(data))
    result = solve(snapshot, "s")
    oracle, names = Oracle(result.market), result.node_names
    report = floor_report(result)
    assert {row["node"] for row in report} == {name for name, row in result.nodes.items() if row["short"]}
    for row in report:
        x = names.index(row["node"])
        assert row["reach"] == most_inside(oracle, x)
        if row["certificate"]:
            assert row["reach"] < row["floor"]
            check_certificate(result, x, row)
        for price in row["prices"]:
            assert row["reach"] >= row["floor"] and price["gain"] > 0
            check_price(result, row["node"], price)


def check_certificate(result, x, row):
    """Everyone with a row inside the node is named, or can only be under one of the limits; together they are the reach."""
    m, proof = result.market, row["certificate"]
    assert len(proof["people"]) + sum(limit["limit"] for limit in proof["limits"]) == row["reach"]
    limited = {limit["name"] for limit in proof["limits"]}
    for a, name in enumerate(result.snapshot.data["applicants"]):
        rows = [i for i in range(m.start[a], m.start[a + 1]) if not m.status[i]] if m.fixed_at[a] < 0 else []
        for p in {m.pos[i] for i in rows} | {m.fixed_at[a]} - {-1}:
            if x in m.chain[p] and name not in proof["people"]:
                above = m.chain[p][: m.chain[p].index(x)]
                assert limited & {result.snapshot.data["positions"][p], *(result.node_names[y] for y in above)}


def check_price(result, node, price):
    """The places after a price is paid: feasible, one seat fewer at its position, more people in the node."""
    at = dict(result.assignment) | {move["applicant"]: move["to"] for move in price["moves"]}
    assert all(result.assignment[move["applicant"]] == move["from"] for move in price["moves"])
    oracle, data = Oracle(result.market), result.snapshot.data
    pairs = [(a, data["positions"].index(at[data["applicants"][a]])) for a in oracle.free if at[data["applicants"][a]]]
    assert oracle.is_feasible(pairs)
    _, inside = oracle.counts(pairs)
    assert inside[result.node_names.index(node)] == result.nodes[node]["count"] + price["gain"]
    assert list(at.values()).count(price["position"]) == list(result.assignment.values()).count(price["position"]) - 1


@settings(max_examples=200)
@given(instances())
def test_a_snapshot_thaws_and_freezes_to_the_same_market(data):
    assume(snapshot := frozen(data))
    again = Problem(Reader(thaw(snapshot), is_file=False)).freeze()
    assert solve(again, "s").outcome.assignment == solve(snapshot, "s").outcome.assignment
    assert solve(again, "s").outcome.nodes == solve(snapshot, "s").outcome.nodes
    assert Problem(Reader(thaw(again), is_file=False)).freeze().json == again.json


@settings(max_examples=100)
@given(instances(), st.data())
def test_what_if_is_the_run_under_that_rule(data, draw):
    assume(snapshot := frozen(data))
    result = solve(snapshot, "s")
    cap = draw.draw(st.sampled_from([None, *range(data["nodes"]["x0"]["floor"], 4)]))
    change = {"nodes": data["nodes"] | {"x0": data["nodes"]["x0"] | {"cap": cap}}}
    assume(changed := frozen(data | change))
    tried = what_if(result, {"cap": {"x0": cap}})
    assert tried.result.assignment == solve(changed, "s").assignment
    assert {row["applicant"]: row["to"] for row in tried.moves} == {
        a: p for a, p in tried.result.assignment.items() if p != result.assignment[a]
    }


@settings(max_examples=150)
@given(instances(), st.data())
def test_crossing_seats_that_are_filled_leave_no_one_wanting_a_free_one(data, draw):
    values = st.sampled_from(["metro", "town"])
    caps = {"metro": draw.draw(st.integers(1, 3)), "town": draw.draw(st.integers(1, 3))}
    data["families"] = {"city-type": {"caps": caps, "of": {p: draw.draw(values) for p in data["positions"]}}}
    assume(snapshot := frozen(data))
    result, plain = solve(snapshot, "s", fill=True), solve(snapshot, "s")
    assert certify(snapshot.json, "s", result.json)["violations"] == []
    assert result.figures()["placed"] >= plain.figures()["placed"]
    oracle = Oracle(result.market)
    matching = [(a, result.outcome.assignment[a]) for a in oracle.free if result.outcome.assignment[a] >= 0]
    for a, p in oracle.wants(matching):
        assert not oracle.is_feasible([*matching, (a, p)])
