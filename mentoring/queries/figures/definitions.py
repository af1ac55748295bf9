"""The figures themselves, in the order in which they are shown."""

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.models import ActivityLog, Claim, Mission, Outcome, Placement, Problem
from mentoring.queries.figures.compute import number, people_reached, provinces
from mentoring.queries.figures.registry import Choose, Figure, register
from mentoring.queries.figures.rules import counting, in_scope, not_counted
from mentoring.queries.figures.scope import PLACES, Scope

BEGUN = ("active", "on_leave", "completing", "completed", "withdrawn", "terminated", "transferred")


def _begun() -> QuerySet[Placement]:
    """Placements that were worked in: whoever left on the first day or before never began."""
    return Placement.objects.filter(state__in=BEGUN).exclude(
        ~Q(state="completed"), ended_on__isnull=False, ended_on__lte=F("starts_on")
    )


def placements(scope: Scope) -> QuerySet[Placement]:
    return _begun().filter(scope.places(), scope.period("starts_on"))


def completions(scope: Scope) -> QuerySet[Placement]:
    return Placement.objects.filter(scope.places(), scope.period("ended_on"), state="completed")


def placements_within(scope: Scope) -> QuerySet[Placement]:
    """Placements of which at least one day lies in the period."""
    rows = _begun().filter(scope.places())
    if scope.to_on:
        rows = rows.filter(starts_on__lte=scope.to_on)
    if scope.from_on:
        rows = rows.filter(Q(ended_on=None, ends_on__gte=scope.from_on) | Q(ended_on__gte=scope.from_on))
    return rows


def missions(scope: Scope) -> QuerySet[Mission]:
    rows = Mission.objects.filter(agreed_at__isnull=False).exclude(state="cancelled")
    return rows.filter(scope.places("placement__"), scope.period("agreed_at__date"), scope.domains("domains"))


def _of_claims(model: type[Claim], kind: str) -> tuple[Choose, Choose]:
    return (
        lambda scope: counting(in_scope(model, kind, scope)),
        lambda scope: not_counted(in_scope(model, kind, scope)),
    )


LOGS, LOGS_MISSING = _of_claims(ActivityLog, Claim.Kind.LOG)
OUTCOMES, OUTCOMES_MISSING = _of_claims(Outcome, Claim.Kind.OUTCOME)
PROBLEMS, PROBLEMS_MISSING = _of_claims(Problem, Claim.Kind.PROBLEM)

register(
    Figure(
        "F-01",
        _("Placements begun"),
        _("placements"),
        _("Placements that were worked in, by their first day, whatever became of them later."),
        placements,
        number,
        dimensions=PLACES,
        counts_people=True,
        rows_are_people=True,
        version=2,
    )
)
register(
    Figure(
        "F-02",
        _("Placements completed"),
        _("placements"),
        _("Placements that ended with the state “completed”, by their last day."),
        completions,
        number,
        dimensions=PLACES,
        counts_people=True,
        rows_are_people=True,
        version=2,
    )
)
register(
    Figure(
        "F-03",
        _("Provinces with an ambassador"),
        _("provinces"),
        _("Different provinces in which a placement was worked in; in a period: for at least one day of it."),
        placements_within,
        provinces,
        dimensions=PLACES,
        rows_are_people=True,
        version=2,
    )
)
register(
    Figure(
        "F-09",
        _("Missions agreed"),
        _("missions"),
        _("Missions that the host agreed to and that were not cancelled, by the day of the agreement."),
        missions,
        number,
        version=2,
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
        version=2,
    )
)
register(
    Figure(
        "F-11",
        pgettext_lazy("figure", "People reached"),
        _("people"),
        _(
            "For each group of people the largest meeting, or newcomers up to the group's confirmed size; different"
            " groups are added. Meetings without a fixed group count as participations only."
        ),
        LOGS,
        people_reached,
        LOGS_MISSING,
        counts_people=True,
        version=2,
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
            "Changes confirmed by the host and verified by an officer who is not their author, with a record or an"
            " official document."
        ),
        OUTCOMES,
        number,
        OUTCOMES_MISSING,
    )
)
