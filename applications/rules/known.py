"""Everything that a rule may look at: answers and what they mean, days of the call, places. Plain values, no records."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0
Point = tuple[float, float]  # latitude, longitude


@dataclass(frozen=True)
class Known:
    """An answer that is None was left empty for certain; one that is not there is not known (yet).

    Places stand by their code (`TH-40`). `chosen` holds where the chosen openings are; None: nothing was chosen yet.
    """

    answers: Mapping[str, object] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)  # role → key of the question that has it
    scales: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # key → options, lowest first
    days: Mapping[str, date] = field(default_factory=dict)  # cohort_start, call_close
    points: Mapping[str, Point] = field(default_factory=dict)
    chosen: tuple[Point | None, ...] | None = None

    def key_of(self, kind: str, name: str) -> str:
        return self.roles.get(name, "") if kind == "role" else name

    def with_answers(self, answers: Mapping[str, object]) -> "Known":
        return replace(self, answers=answers)


def day_of(value: object, known: Known) -> date | None:
    """A day by its name or as 2028-03-01."""
    if not isinstance(value, str):
        return None
    try:
        return known.days.get(value) or date.fromisoformat(value)
    except ValueError:
        return None


def km_between(one: Point, other: Point) -> float:
    """The great circle between two points."""
    (lat, lon), (lat2, lon2) = ((radians(x), radians(y)) for x, y in (one, other))
    half = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def shortest_km(home: object, known: Known) -> tuple[float | None, bool]:
    """The way from home to the nearest chosen opening, and whether all places were known."""
    start = known.points.get(home) if isinstance(home, str) else None
    if start is None or not known.chosen:
        return None, False
    ways = [km_between(start, point) for point in known.chosen if point]
    return min(ways, default=None), len(ways) == len(known.chosen)
