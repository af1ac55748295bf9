"""The engine beside PyPI `matching` in one run, and alone at a hundred thousand applicants. Ratios count, not seconds.

python bench/matching.py [--quick]
"""

import random
import resource
import sys
import threading
import time
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent.parent)  # not this folder: it would hide the package of the same name

from applications.matching import Problem, certify, solve  # noqa: E402
from applications.matching.deferred_acceptance import run  # noqa: E402
from applications.matching.market import build  # noqa: E402

LEVELS, PROVINCES, SEED = 101, 77, "bench"


def generated(people: int, places: int, seats: int, length: int, with_tree: bool) -> dict:
    """A market with 101 score levels, skewed popularity, and 60 % of people who list only their home province."""
    dice = random.Random(7)
    a_ids, p_ids = [f"a{i:06}" for i in range(people)], [f"p{i:06}" for i in range(places)]
    province = [dice.randrange(PROVINCES) for _ in p_ids]
    inside: list[list[int]] = [[] for _ in range(PROVINCES)]
    for p, x in enumerate(province):
        inside[x].append(p)
    capacity = [seats // places + (p < seats % places) for p in range(places)]
    lists, tiers = [], []
    for _ in a_ids:
        at_home = inside[dice.randrange(PROVINCES)] if dice.random() < 0.6 else None
        pool = at_home or range(places)
        wanted: dict[int, int] = {}
        while len(wanted) < min(length, len(pool)):
            wanted.setdefault(pool[int(dice.random() ** 2 * len(pool))], dice.randrange(LEVELS))
        lists.append(list(wanted))
        tiers.append(list(wanted.values()))
    tree = []
    if with_tree:
        tree = [("programme", None, seats * 7 // 8, 0)]
        tree += [(f"r{r}", "programme", seats // 5, seats // 20) for r in range(6)]
        for x in range(PROVINCES):
            held = sum(capacity[p] for p in inside[x])
            tree.append((f"v{x}", f"r{x % 6}", max(1, held * 4 // 5), held // 10))
    node = [f"v{x}" if with_tree else None for x in province]
    return {"a": a_ids, "p": p_ids, "capacity": capacity, "lists": lists, "tiers": tiers, "tree": tree, "node": node}


def problem_of(rows: dict) -> Problem:
    a_ids, p_ids = rows["a"], rows["p"]
    return Problem.from_rows(
        positions=zip(p_ids, rows["capacity"], rows["node"], strict=True),
        tree=rows["tree"],
        applicants=a_ids,
        wishes=(
            (a, p_ids[p], tier)
            for a, row, marks in zip(a_ids, rows["lists"], rows["tiers"], strict=True)
            for p, tier in zip(row, marks, strict=True)
        ),
    )


def theirs(rows: dict, market) -> tuple[float, float, dict | str]:
    """The package on the same market, ties broken by the same lottery, with all the recursion it asks for."""
    from matching.games import HospitalResident  # only needed here, and slow to import

    ranked: list[list[tuple]] = [[] for _ in rows["p"]]
    for a, row in enumerate(rows["lists"]):
        for i, p in enumerate(row, market.start[a]):
            ranked[p].append((-market.nkey[i], a))
    residents = {f"a{a}": [f"h{p}" for p in row] for a, row in enumerate(rows["lists"]) if row}
    hospitals = {f"h{p}": [f"a{a}" for _, a in sorted(keys)] for p, keys in enumerate(ranked) if keys}
    start = time.perf_counter()
    game = HospitalResident.create_from_dictionaries(
        residents, hospitals, {h: rows["capacity"][int(h[1:])] for h in hospitals}
    )
    setup = time.perf_counter() - start
    found: list = []

    def work() -> None:
        start = time.perf_counter()
        try:
            matching = game.solve(optimal="resident")
            seconds = time.perf_counter() - start
            places = {int(r.name[1:]): int(h.name[1:]) for h, held in matching.items() for r in held}
            found.append((seconds, places))
        except RecursionError:
            found.append((time.perf_counter() - start, "recursion error"))

    sys.setrecursionlimit(10**7)
    threading.stack_size(1 << 30)
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return (setup, *found[0]) if found else (setup, 0.0, "died")


def side_by_side(people: int, places: int, seats: int, length: int) -> None:
    rows = generated(people, places, seats, length, with_tree=False)
    snapshot = problem_of(rows).freeze()
    market = build(snapshot, SEED)
    times = []
    for _ in range(3):
        start = time.perf_counter()
        found = run(build(snapshot, SEED)).assignment()
        whole = time.perf_counter() - start
        start = time.perf_counter()
        run(market)
        times.append((time.perf_counter() - start, whole))
    ours, whole = map(min, zip(*times, strict=True))
    setup, seconds, other = theirs(rows, market)
    line = f"{people:>7} × {places:<6} ours {ours * 1000:8.1f} ms   matching {seconds * 1000:10.1f} ms"
    if isinstance(other, str):
        print(f"{line}   {other}")
        return
    same = {a: p for a, p in enumerate(found) if p >= 0} == other
    print(f"{line}   {seconds / ours:6.0f} ×   {'the same result' if same else 'ANOTHER RESULT'}")
    print(
        f"        with its set-up {whole * 1000:8.1f} ms   {(setup + seconds) * 1000:19.1f} ms   {(setup + seconds) / whole:6.0f} ×"
    )


def peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def alone(people: int, places: int, seats: int, length: int) -> None:
    """From rows to hashes, with every reason and a certificate; the share of each step."""
    rows = generated(people, places, seats, length, with_tree=True)
    before, steps, start = peak_mb(), [], time.perf_counter()

    def step(name: str, work):
        began = time.perf_counter()
        value = work()
        steps.append((name, time.perf_counter() - began, peak_mb()))
        return value

    problem = step("rows", lambda: problem_of(rows))
    step("validate", problem.validate)
    snapshot = step("freeze", problem.freeze)
    del problem
    step("hash", lambda: snapshot.hash)
    result = step("lottery, match", lambda: solve(snapshot, SEED))
    answered = time.perf_counter() - start
    step("every reason", lambda: result.codes)
    step("JSON, hash", lambda: result.hash)
    texts, figures, closed = (snapshot.json, SEED, result.json), result.figures(), len(result.closed_seats)
    snapshot = result = None  # the certifier reads texts, on another machine or here
    certificate = step("certify", lambda: certify(*texts))
    total = time.perf_counter() - start
    assert certificate["ok"], certificate["violations"][:3]
    entries = sum(map(len, rows["lists"]))
    print(
        f"{people:>7} × {places:<6} {entries:,} rows, {figures['placed']:,} placed, {closed:,} positions cut by a cap"
    )
    print(
        f"        answer in {answered:.2f} s, certified in {total:.2f} s; peak memory {peak_mb()} MB, of which the generated rows {before} MB"
    )
    for name, seconds, peak in steps:
        print(f"        {name:<16} {seconds * 1000:7.0f} ms  {100 * seconds / total:4.0f} %   peak {peak} MB")


if __name__ == "__main__":
    if "--quick" not in sys.argv:
        print("The engine alone: caps and floors on provinces, regions and the programme")
        alone(100_000, 10_000, 20_000, 10)
    print("Beside PyPI matching: plain capacities, the same market, the match alone")
    for size in ((1_500, 30, 50, 4), (5_000, 90, 150, 3), (20_000, 2_000, 4_000, 10)):
        side_by_side(*size)
