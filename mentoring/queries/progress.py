"""How far a mission and a month have come, from what was written down."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mentoring.models import ActivityLog, Mission, Placement
from programme.kernel.shapes import Sheet
from programme.models import Domain


@dataclass(frozen=True)
class Measure:
    """One measure of a mission, in words and as the part of the way that is gone."""

    label: str
    unit: str
    before: Decimal | None
    target: Decimal | None
    now: Decimal | None
    on: date | None
    source: str

    @property
    def percent(self) -> int | None:
        """The part of the way from before to target, falling or rising; None where one end is missing or both are one."""
        if self.now is None or self.before is None or self.target is None or self.target == self.before:
            return None
        return round((self.now - self.before) / (self.target - self.before) * 100)


def measures_of(mission: Mission) -> list[Measure]:
    return [
        Measure(
            label=row["label"], unit=row.get("unit", ""), before=_number(row, "before"), target=_number(row, "target"),
            now=_number(row, "now"), on=date.fromisoformat(row["on"]) if row.get("on") else None,
            source=row.get("source", ""),
        )
        for row in mission.measures
    ]  # fmt: skip


def _number(row: dict[str, str], name: str) -> Decimal | None:
    return Decimal(row[name]) if row.get(name) else None


def month_so_far(placement: Placement, on: date) -> Sheet:
    """{"n": logs of this calendar month, "parts": [(domain, how many)]} by the first domain of their mission. One query."""
    logs = ActivityLog.objects.filter(placement=placement, happened_on__year=on.year, happened_on__month=on.month)
    domains = logs.exclude(state="discarded").values_list("mission__domains", flat=True)
    counts = Counter(found[0] if found else "" for found in domains)
    return {
        "n": counts.total(),
        "parts": [(key, counts[key]) for key in Domain.values if counts[key]],
        "rest": counts[""],
    }
