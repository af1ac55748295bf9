"""What a computed run is judged by: its figures beside those of other runs, its limits, its empty seats."""

from collections import Counter
from math import isqrt

from applications.matching import Result, floor_report, what_if
from programme.kernel.shapes import Sheet
from programme.models import Call


def figures_of(call: Call, result: Result) -> Sheet:
    """Whole numbers and hundredths: placed, unplaced, seats, open, first, mean and spread of the choice that people got,
    the hosts' mean tier, and how the placed spread over regions and kinds of agencies."""
    figures = result.figures()
    choices = {int(rank): count for rank, count in figures["choices"].items()}
    placed = Counter(place for place in result.assignment.values() if place)
    openings = {row.code: row for row in call.openings.select_related("agency", "city__province")}
    regions: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for code, count in placed.items():
        regions[openings[code].city.province.region] += count
        kinds[openings[code].agency.kind] += count
    return {
        "people": figures["applicants"], "placed": figures["placed"], "unplaced": figures["unplaced"],
        "seats": figures["seats"], "open": figures["seats_open"], "first": choices.get(1, 0),
        "choices": {str(rank): choices[rank] for rank in sorted(choices)},
        **_mean_and_spread(choices), "host_mean": _host_mean(result),
        "regions": dict(sorted(regions.items())), "kinds": dict(sorted(kinds.items())),
    }  # fmt: skip


def _mean_and_spread(choices: dict[int, int]) -> Sheet:
    """Mean choice and its standard deviation, both rounded to hundredths; nothing when nobody was placed by a list."""
    n = sum(choices.values())
    if not n:
        return {"mean_rank": None, "spread": None}
    total = sum(rank * count for rank, count in choices.items())
    squares = sum(rank * rank * count for rank, count in choices.items())
    variance = 10_000 * (n * squares - total * total) // (n * n)
    return {"mean_rank": (100 * total + n // 2) // n / 100, "spread": isqrt(variance) / 100}


def _host_mean(result: Result) -> float | None:
    """The mean tier in which hosts had placed the people they got."""
    data, rows = result.snapshot.data, result.outcome.row
    tiers = [data["tiers"][a][i - result.market.start[a]] + 1 for a, i in enumerate(rows) if i >= 0]
    return (100 * sum(tiers) + len(tiers) // 2) // len(tiers) / 100 if tiers else None


def report_of(result: Result) -> Sheet:
    """{"limits": nodes with a cap or floor, "floors": missed ones with proof or prices, "vacancies": seats left empty and
    why, "by_hand": how many places differ without the decisions by hand, or None when there are none}."""
    data = result.snapshot.data
    limits = [row for row in result.node_report() if row["cap"] is not None or row["floor"]]
    wanted = Counter(p for row in data["lists"] for p in row)
    vacancies = []
    for p, name in enumerate(data["positions"]):
        if result.outcome.count[p] < result.market.capacity[p]:
            row = result.explain_position(name)
            vacancies.append(
                {key: row.get(key) for key in ("position", "seats", "placed", "empty", "vacancy", "node", "cap")}
                | {"listed": wanted[p]}
            )
    by_hand = None
    if data["fixed"] or data["forbidden"]:
        people, places = data["applicants"], data["positions"]
        without = {
            "release": [people[a] for a, _ in data["fixed"]],
            "allow": [[people[a], places[p]] for a, p in data["forbidden"]],
        }
        by_hand = len(what_if(result, without).moves)
    return {"limits": limits, "floors": floor_report(result), "vacancies": vacancies, "by_hand": by_hand}
