"""The registry of figures: one function each, used by page, drill-down, report, story and open data alike."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mentoring.models import ActivityLog, Mission, Outcome, PeopleCount, Placement, Problem
from mentoring.queries.counting import Scope, counting, not_counted
from mentoring.queries.rollup import Count, reach

BEGUN = ("active", "on_leave", "completing", "completed", "withdrawn", "terminated", "transferred")


@dataclass(frozen=True)
class Figure:
    """A number with its name, its formula in words, its rows and its value. Change the formula: raise the version."""

    key: str
    label: str
    unit: str
    formula: str
    rows: Callable[[Scope], QuerySet]
    value: Callable[[QuerySet], dict]
    missing: Callable[[Scope], QuerySet] | None = None  # rows that do not count, each with one reason
    version: int = 1

    def compute(self, scope: Scope) -> dict:
        return self.value(self.rows(scope)) | {"unit": str(self.unit)}


REGISTRY: dict[str, Figure] = {}


def register(figure: Figure) -> None:
    REGISTRY[figure.key] = figure


def number(rows: QuerySet) -> dict:
    return {"value": rows.count()}


def placements(scope: Scope, states=BEGUN) -> QuerySet:
    rows = Placement.objects.filter(state__in=states)
    if scope.cohort_id:
        rows = rows.filter(cohort_id=scope.cohort_id)
    if scope.province_id:
        rows = rows.filter(city__province_id=scope.province_id)
    if scope.region:
        rows = rows.filter(city__province__region=scope.region)
    if scope.to_on:
        rows = rows.filter(starts_on__lte=scope.to_on)
    return rows


def missions(scope: Scope) -> QuerySet:
    rows = (
        Mission.objects.filter(agreed_at__isnull=False)
        .exclude(state="cancelled")
        .filter(placement__in=placements(scope, ("planned", *BEGUN)))
    )
    return rows.filter(domains__icontains=f'"{scope.domain}"') if scope.domain else rows


def people_reached(rows: QuerySet) -> dict:
    counts = PeopleCount.objects.filter(log__in=rows.values("pk")).select_related("group__parent")
    found = []
    for row in counts:
        root = row.group.parent or row.group if row.group_id else None
        size = root.size if root and root.confirmed_at else None
        found.append(Count(root.code if root else "", row.number, row.first_time, size))
    result = reach(found)
    return {"value": result.people, "at_least": result.at_least, "participations": result.participations}


def of_claims(model, min_grade: int):
    return (
        lambda scope: counting(scope.claims(model), min_grade=min_grade),
        lambda scope: not_counted(scope.claims(model), min_grade=min_grade),
    )


LOGS, LOGS_MISSING = of_claims(ActivityLog, 3)
OUTCOMES, OUTCOMES_MISSING = of_claims(Outcome, 2)
PROBLEMS, PROBLEMS_MISSING = of_claims(Problem, 3)

register(
    Figure(
        "F-01",
        _("Placements begun"),
        _("placements"),
        _("Placements whose first day has come, whatever became of them later."),
        placements,
        number,
    )
)
register(
    Figure(
        "F-02",
        _("Placements completed"),
        _("placements"),
        _("Placements that ended with the state “completed”."),
        lambda scope: placements(scope, ("completed",)),
        number,
    )
)
register(
    Figure(
        "F-03",
        _("Provinces with an ambassador"),
        _("provinces"),
        _("Different provinces of begun placements."),
        placements,
        lambda rows: {"value": rows.values("city__province").distinct().count()},
    )
)
register(
    Figure(
        "F-09",
        _("Missions agreed"),
        _("missions"),
        _("Missions that the host agreed to and that were not cancelled."),
        missions,
        number,
    )
)
register(
    Figure(
        "F-10",
        _("Field activities"),
        _("activities"),
        _(
            "Logs confirmed by the host and verified by the programme, with a dated photo or better, within the placement."
        ),
        LOGS,
        number,
        LOGS_MISSING,
    )
)
register(
    Figure(
        "F-11",
        _("People reached"),
        _("people"),
        _(
            "For each group of people the largest meeting, or newcomers up to the group's confirmed size; different groups are added. Meetings without a fixed group count as participations only."
        ),
        LOGS,
        people_reached,
        LOGS_MISSING,
    )
)
register(
    Figure(
        "F-12",
        _("City problems verified"),
        _("problems"),
        _("Problems that the host confirmed and the programme verified."),
        PROBLEMS,
        number,
        PROBLEMS_MISSING,
    )
)
register(
    Figure(
        "F-13",
        _("Verified outcomes"),
        _("outcomes"),
        _(
            "Changes confirmed by the host and verified by an officer who is not their author, with a record or an official document."
        ),
        OUTCOMES,
        number,
        OUTCOMES_MISSING,
    )
)
