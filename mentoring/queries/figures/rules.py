"""What counts: one table, read when something is verified, counted, or explained. Every claim gets exactly one reason."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from mentoring.models import Claim, Evidence
from mentoring.queries.figures.scope import Scope


@dataclass(frozen=True)
class Rule:
    """When a claim of one kind counts. Grades run from 1 (A) to 4 (D); at most `weakest` counts.

    `only_when_it_counts`: an officer cannot verify what would not count. Elsewhere verifying says that it happened, and
    the page says that it does not count. `period` is the day that lies in a period, `domains` where its domains stand.
    """

    weakest: int
    only_when_it_counts: bool
    domains: str
    period: str = "happened_on"


RULES: dict[str, Rule] = {
    Claim.Kind.LOG: Rule(weakest=Evidence.Grade.C, only_when_it_counts=False, domains="mission__domains"),
    Claim.Kind.OUTCOME: Rule(weakest=Evidence.Grade.B, only_when_it_counts=True, domains="domains"),
    Claim.Kind.PROBLEM: Rule(weakest=Evidence.Grade.C, only_when_it_counts=False, domains="domains"),
}
REASONS = {
    "draft": _("Not handed in yet"),
    "waiting_host": _("Waiting for the host"),
    "returned": _("Returned to the author"),
    "waiting_programme": _("Waiting for verification"),
    "disputed": _("Disputed"),
    "voided": _("Voided"),
    "unconfirmed": _("The host never confirmed it"),
    "outside": _("Outside the dates of the placement"),
    "no_evidence": _("No evidence"),
    "refused": _("Those shown have not agreed"),
    "weak_evidence": _("Evidence too weak"),
}
STATE_REASONS = {
    "draft": "draft",
    "submitted": "waiting_host",
    "returned": "returned",
    "confirmed": "waiting_programme",
    "disputed": "disputed",
    "voided": "voided",
}


def with_reason(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Annotates `reason`, the one why a claim does not count or an empty text, and `obstacle`, what stands in its way
    whatever its state. One query, however many rows and kinds."""
    shown = Evidence.objects.filter(claims=OuterRef("pk")).order_by("grade")
    best = shown.exclude(consent=Evidence.ConsentOf.NOT_GIVEN)
    last = Coalesce(F("placement__ended_on"), F("placement__ends_on"))
    weakest = Case(
        *[When(kind=kind, then=Value(int(rule.weakest))) for kind, rule in RULES.items()], output_field=IntegerField()
    )
    obstacle = Case(
        When(Q(happened_on__lt=F("placement__starts_on")) | Q(happened_on__gt=last), then=Value("outside")),
        When(any_grade=None, then=Value("no_evidence")),
        When(best_grade=None, then=Value("refused")),
        When(best_grade__gt=F("weakest"), then=Value("weak_evidence")),
        default=Value(""),
        output_field=CharField(),
    )
    return rows.annotate(
        any_grade=Subquery(shown.values("grade")[:1]),
        best_grade=Subquery(best.values("grade")[:1]),
        weakest=weakest,
        obstacle=obstacle,
        reason=Case(
            *[When(state=state, then=Value(reason)) for state, reason in STATE_REASONS.items()],
            When(confirmed_by=None, then=Value("unconfirmed")),
            default=F("obstacle"),
            output_field=CharField(),
        ),
    )


def counting(rows: QuerySet[Any]) -> QuerySet[Any]:
    return with_reason(rows).filter(reason="")


def not_counted(rows: QuerySet[Any]) -> QuerySet[Any]:
    return with_reason(rows).exclude(reason="")


def stands(claim: Claim) -> tuple[str, str]:
    """Why one claim does not count, and what would keep it from counting once it is verified: codes of `REASONS`."""
    row = with_reason(Claim.objects.filter(pk=claim.pk)).values_list("reason", "obstacle").first()
    return row or ("", "")


def in_scope(model: type[Claim], kind: str, scope: Scope) -> QuerySet[Any]:
    """Claims of one kind that a question is about, in any state but discarded."""
    rule = RULES[kind]
    return model.objects.exclude(state="discarded").filter(
        scope.places("placement__"), scope.period(rule.period), scope.domains(rule.domains)
    )
