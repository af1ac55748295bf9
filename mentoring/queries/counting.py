"""The only place that decides what counts: every claim gets exactly one reason why not, or none and counts."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, CharField, Exists, F, Model, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from mentoring.models import Claim, Evidence
from programme.models import Domain

REASONS = {
    "draft": _("Not handed in yet"),
    "waiting_host": _("Waiting for the host"),
    "returned": _("Returned to the author"),
    "waiting_programme": _("Waiting for verification"),
    "disputed": _("Disputed"),
    "voided": _("Voided"),
    "outside": _("Outside the dates of the placement"),
    "no_evidence": _("No evidence"),
    "refused": _("Those shown have not agreed"),
    "weak_evidence": _("Evidence too weak"),
}
STATE_REASONS = {
    "draft": "draft", "submitted": "waiting_host", "returned": "returned", "confirmed": "waiting_programme", "disputed": "disputed", "voided": "voided",
}  # fmt: skip


@dataclass(frozen=True)
class Scope:
    """What a figure is asked for. Empty parts mean everything."""

    cohort_id: int | None = None
    province_id: int | None = None
    region: str = ""
    domain: str = ""
    from_on: date | None = None
    to_on: date | None = None

    def claims(self, model: type[Model] = Claim) -> QuerySet:
        """Claims of the scope, of any state but discarded."""
        rows = model.objects.exclude(state="discarded")
        if self.cohort_id:
            rows = rows.filter(placement__cohort_id=self.cohort_id)
        if self.province_id:
            rows = rows.filter(placement__city__province_id=self.province_id)
        if self.region:
            rows = rows.filter(placement__city__province__region=self.region)
        if self.from_on:
            rows = rows.filter(happened_on__gte=self.from_on)
        if self.to_on:
            rows = rows.filter(happened_on__lte=self.to_on)
        if self.domain in Domain.values:
            name = (
                "domains" if any(field.name == "domains" for field in model._meta.get_fields()) else "mission__domains"
            )
            rows = rows.filter(**{f"{name}__icontains": f'"{self.domain}"'})
        return rows

    def as_data(self) -> dict:
        return {
            key: value.isoformat() if isinstance(value, date) else value
            for key, value in self.__dict__.items()
            if value
        }


def with_reason(rows: QuerySet, *, min_grade: int) -> QuerySet:
    """Annotates `reason`: the one why a claim does not count, or an empty text. One query, however many rows."""
    shown = Evidence.objects.filter(claims=OuterRef("pk"))
    best = shown.exclude(consent="refused").order_by("grade").values("grade")[:1]
    last = Coalesce(F("placement__ended_on"), F("placement__ends_on"))
    return rows.annotate(best_grade=Subquery(best)).annotate(
        reason=Case(
            *[When(state=state, then=Value(reason)) for state, reason in STATE_REASONS.items()],
            When(Q(happened_on__lt=F("placement__starts_on")) | Q(happened_on__gt=last), then=Value("outside")),
            When(~Exists(shown), then=Value("no_evidence")),
            When(best_grade=None, then=Value("refused")),
            When(best_grade__gt=min_grade, then=Value("weak_evidence")),
            default=Value(""),
            output_field=CharField(),
        )
    )


def counting(rows: QuerySet, *, min_grade: int) -> QuerySet:
    return with_reason(rows, min_grade=min_grade).filter(reason="", state="verified").exclude(verified_by=F("author"))


def not_counted(rows: QuerySet, *, min_grade: int) -> QuerySet:
    return with_reason(rows, min_grade=min_grade).exclude(reason="")
