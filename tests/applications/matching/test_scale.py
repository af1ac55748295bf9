"""Another author's program gives the same matching, and at twenty thousand applicants nobody is passed over."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from matching.games import HospitalResident

from applications.matching import Problem, certify, rematch, solve


def market(dice: random.Random, people: int, places: int, seats: int, length: int) -> Problem:
    p_ids = [f"p{i:05}" for i in range(places)]
    lists = {f"a{i:05}": dice.sample(p_ids, min(length, places)) for i in range(people)}
    return Problem.from_rows(
        positions=[(p, dice.randint(1, seats), f"province-{i % 7}") for i, p in enumerate(p_ids)],
        tree=[("programme", None, places * seats // 2, 0)]
        + [(f"province-{i}", "programme", places * seats // 9, 3) for i in range(7)],
        wishes=[(a, p, dice.randrange(12)) for a, row in lists.items() for p in row],
    )


@settings(max_examples=60)
@given(st.randoms(use_true_random=False), st.integers(2, 12), st.integers(1, 5))
def test_the_package_matching_finds_the_same_places(dice, people, places):
    problem = market(dice, people, places, 2, places)
    problem.reader.raw["nodes"] = {name: {} for name in problem.reader.raw["nodes"]}  # it knows no caps
    snapshot = problem.freeze()
    result, m = solve(snapshot, "s"), solve(snapshot, "s").market
    ranked: dict = {}
    for a in range(m.n):
        for i in range(m.start[a], m.start[a + 1]):
            ranked.setdefault(m.pos[i], []).append((-m.nkey[i], a))
    theirs = HospitalResident.create_from_dictionaries(
        {a: [m.pos[i] for i in range(m.start[a], m.start[a + 1])] for a in range(m.n)},
        {p: [a for _, a in sorted(keys)] for p, keys in ranked.items()},
        {p: m.capacity[p] for p in ranked},
    ).solve(optimal="resident")
    found = {resident.name: hospital.name for hospital, held in theirs.items() for resident in held}
    assert found == {a: p for a, p in enumerate(result.outcome.assignment) if p >= 0}


def test_twenty_thousand_applicants_without_a_blocking_pair():
    snapshot = market(random.Random(5), 20_000, 500, 8, 6).freeze()
    result = solve(snapshot, "seed")
    assert certify(snapshot.json, "seed", result.json)["violations"] == []
    assert passed_over(result) == []
    gone = [a for a, p in result.assignment.items() if p][:300]
    repair = rematch(snapshot, result, withdrawn=gone, movable="all")
    assert not set(gone) & {move["applicant"] for move in repair.moves}
    assert len(repair.moves) >= 250  # freed seats are taken on


def passed_over(result) -> list:
    """Applicants ranked above somebody at a place they prefer to their own: by the rows, nothing else."""
    m, at, wronged = result.market, result.outcome.assignment, []
    last = [keys[-1] if keys else None for keys in result.outcome.people]
    for a in range(m.n):
        for i in range(m.start[a], m.start[a + 1]):
            p = m.pos[i]
            if p == at[a]:
                break
            if last[p] is not None and m.nkey[i] > last[p]:
                wronged.append((a, p))
    return wronged
