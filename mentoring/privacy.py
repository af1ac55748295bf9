"""What the field holds about an ambassador: the year, the work, what was said of it, and what backs it."""

from django.utils.translation import gettext as _

from mentoring.models import (
    ActivityLog,
    Claim,
    Evidence,
    HelpCall,
    Mission,
    Outcome,
    Placement,
    Problem,
    RoleAssignment,
)
from mentoring.states import LIVING
from programme.kernel.dates import day
from programme.kernel.privacy import Holding, register_copy, register_hindrances, register_holdings, state_for_person
from programme.models import User
from programme.privacy import path_of

CLAIM = ("kind", "happened_on", "created_at", "submitted_at", "confirmed_at", "verified_at")
LOG = ("headline", "note", "place_name", "latitude", "longitude", "minutes", "next_step", "needs_help")
OUTCOME = ("statement", "measure", "unit", "before", "after", "before_text", "after_text", "contribution")
PROBLEM = ("title", "statement", "size_number", "size_unit", "size_of", "size_method", "answer_text")
MISSION = ("title", "aim", "starts_on", "ends_on", "partners", "risks", "what_changed", "what_did_not")


@register_copy("placements")
def placements(user: User) -> list[dict]:
    rows = Placement.objects.filter(ambassador=user).select_related("agency", "city", "cohort", "opening")
    return [
        {
            "agency": row.agency.name,
            "city": row.city.name,
            "opening": row.opening.title,
            "state": state_for_person(row.MACHINE, row.state),
            "known to evaluators as": row.pseudonym,
            "with": [
                {"name": one.user.get_full_name(), "as": one.get_kind_display(), "from": one.from_on, "to": one.to_on}
                for one in row.roles.select_related("user__profile").order_by("pk")
            ],
            "leave": list(row.leaves.order_by("pk").values("from_on", "to_on", "reason")),
        }
        | _fields(row, ("starts_on", "ends_on", "ended_on", "exit_reason"))
        for row in rows.order_by("pk")
    ]


@register_copy("missions")
def missions(user: User) -> list[dict]:
    rows = Mission.objects.filter(placement__ambassador=user).order_by("pk")
    return [_fields(row, MISSION) | {"state": state_for_person(row.MACHINE, row.state)} for row in rows]


@register_copy("logs")
def logs(user: User) -> list[dict]:
    rows = ActivityLog.objects.filter(author=user).prefetch_related("people__group", "evidence__file").order_by("pk")
    return [
        _claim(row, LOG)
        | {
            "activity": row.get_activity_display(),
            "people": [
                {"group": one.group and one.group.name, "number": one.number, "first time": one.first_time}
                for one in row.people.all()
            ],
        }
        for row in rows
    ]


@register_copy("outcomes")
def outcomes(user: User) -> list[dict]:
    rows = Outcome.objects.filter(author=user).prefetch_related("evidence__file").order_by("pk")
    return [_claim(row, OUTCOME) for row in rows]


@register_copy("problems")
def problems(user: User) -> list[dict]:
    rows = Problem.objects.filter(author=user).prefetch_related("evidence__file").order_by("pk")
    return [_claim(row, PROBLEM) for row in rows]


@register_copy("calls for help")
def help_calls(user: User) -> list[dict]:
    rows = HelpCall.objects.filter(asked_by=user).order_by("asked_at", "pk")
    names = ("words", "asked_at", "answer", "answered_at")
    return [_fields(row, names) | {"state": state_for_person(row.MACHINE, row.state)} for row in rows]


def _claim(row: Claim, names: tuple[str, ...]) -> dict:
    return (
        _fields(row, (*CLAIM, *names))
        | {"state": state_for_person(row.MACHINE, row.state)}
        | {"evidence": [_evidence(one) for one in row.evidence.all()]}
        | {"answers": list(row.reviews.exclude(comment="").order_by("at", "pk").values("at", "comment"))}
    )


def _evidence(row: Evidence) -> dict:
    return _fields(row, ("caption", "url", "captured_at")) | {
        "kind": row.get_kind_display(),
        "consent": row.get_consent_display(),
        "file": path_of(row.file) if row.file else "",
    }


def _fields(row, names: tuple[str, ...]) -> dict:
    return {name: getattr(row, name) for name in names}


@register_holdings
def field_holdings(user: User) -> list[Holding]:
    row = Placement.objects.filter(ambassador=user).order_by("pk").first()
    if row is None:
        return []
    stays = _("Published figures rest on it. It stands as the work of %(pseudonym)s, without exact places.")
    return [
        Holding(
            _("The work of your year: missions, logs, outcomes, problems and their evidence"),
            _("For good"),
            stays=stays % {"pseudonym": row.pseudonym},
        ),
        Holding(_("Why you were on leave, and what you wrote when you called for help"), _("Until you have it erased")),
    ]


@register_hindrances
def field_hindrances(user: User) -> list[str]:
    own = Placement.objects.filter(ambassador=user, state__in=LIVING).select_related("agency").order_by("pk")
    found = [
        _("Your year at %(agency)s runs until %(day)s. End it with the programme office first, or wait until then.")
        % {"agency": row.agency.name, "day": day(row.ends_on)}
        for row in own
    ]
    standing = RoleAssignment.objects.filter(user=user, to_on=None, placement__state__in=LIVING)
    if standing.exists():
        found.append(_("You stand by an ambassador. Ask the programme office to name somebody else first."))
    return found
