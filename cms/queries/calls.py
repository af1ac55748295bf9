"""What the page of a call reads from its records."""

from collections import Counter
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db.models import Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.models import Criterion, Decision, DocumentKind, EligibilityRule, Question
from applications.queries.forms import standing_forms
from applications.queries.rules import requirements
from programme.domains import domain_short
from programme.kernel.shapes import Sheet
from programme.models import Call, Domain, Milestone, Opening, Province
from programme.queries.calls import when_told

WHAT_HAPPENS: dict[str, Any] = {  # the cohort's dates as somebody reads them who does not know the programme
    Milestone.Kind.SCREEN: gettext_lazy("Documents and eligibility are checked"),
    Milestone.Kind.REVIEW: gettext_lazy("Applications are read"),
    Milestone.Kind.INTERVIEW: gettext_lazy("Interviews"),
    Milestone.Kind.MATCH: gettext_lazy("People and agencies are matched"),
    Milestone.Kind.ANNOUNCE: gettext_lazy("Results are announced"),
    Milestone.Kind.ANSWER: gettext_lazy("Those selected answer their offers"),
    Milestone.Kind.ORIENTATION: gettext_lazy("Orientation before the first day"),
    Milestone.Kind.PLACEMENT: gettext_lazy("Work at the host agencies"),
    Milestone.Kind.EVALUATION: gettext_lazy("The year is evaluated"),
    Milestone.Kind.CLOSING: gettext_lazy("Closing and certificates"),
}


def openings_by_province(call: Call) -> list[tuple[Province, list[Opening], int]]:
    """Approved openings of a call, province by province, with how many seats there are. One query."""
    rows = (
        call.openings.filter(state="approved")
        .select_related("agency", "city__province")
        .order_by("city__province__order_key", "pk")
    )
    found = [(province, list(openings)) for province, openings in groupby(rows, key=lambda row: row.city.province)]
    return [(province, openings, sum(row.seats for row in openings)) for province, openings in found]


def call_sheet(call: Call) -> Sheet:
    """Everything the page of a call shows from records, whatever the hour and the language. Nine queries; eleven once lists are frozen."""
    provinces = openings_by_province(call)
    openings = [opening for _province, rows, _seats in provinces for opening in rows]
    return {
        "provinces": provinces, "openings": openings, "seats": sum(opening.seats for opening in openings),
        "agencies": len({opening.agency_id for opening in openings}),
        "milestones": list(call.cohort.milestones.filter(audience="public")), "criteria": rubric_of(call),
        "questions": list(Question.objects.filter(form=form_of(call)).order_by("position", "pk")),
        "papers": list(DocumentKind.objects.filter(form=form_of(call)).order_by("position", "pk")),
        "rules": list(EligibilityRule.objects.filter(form=form_of(call)).order_by("position", "pk")),
        "amendments": list(call.amendments.order_by("-published_at", "pk")), "results": results_of(call), **match_record(call),
    }  # fmt: skip


def match_record(call: Call) -> Sheet:
    """What anybody may check of the match: frozen lists, seeds, released results, and how many pairs were decided by hand."""
    draws = list(call.seed_draws.defer("inputs").order_by("round", "number"))
    if not draws:
        return {"draws": []}
    released = call.match_runs.filter(state="released").defer("snapshot", "result").order_by("number")
    by_hand = call.match_rules.filter(removed_at=None, approved_by__isnull=False).count()
    return {"draws": draws, "released": list(released), "by_hand": by_hand}


def form_of(call: Call) -> Subquery:
    """The key of the form that applicants answer, for use inside another query."""
    return Subquery(standing_forms(call.form_versions.all()).values("pk")[:1])


def rubric_of(call: Call) -> list[Criterion]:
    return list(Criterion.objects.filter(rubric__call=call).order_by("position", "pk"))


def results_of(call: Call) -> list[str]:
    """Receipt numbers of those selected, once the results are released; nobody is named."""
    if call.state != "announced":
        return []
    chosen = Decision.objects.filter(application__call=call, kind=Decision.Kind.SELECTED, released_at__isnull=False)
    numbers = chosen.order_by("application__receipt_number").values_list("application__receipt_number", flat=True)
    return [number for number in numbers if number]


def openings_by_domain(openings: list[Opening]) -> list[tuple[str, str, int, int]]:
    """Key, short name, how many openings touch it and how many seats these have, in the domains' own order."""
    counts, seats = Counter[str](), Counter[str]()
    for opening in openings:
        for key in set(opening.domains):
            counts[key] += 1
            seats[key] += opening.seats
    return [(key, domain_short(key), counts[key], seats[key]) for key in Domain.values if counts[key]]


def requirements_of(sheet: Sheet, call: Call) -> list[str]:
    return requirements(sheet["rules"], sheet["questions"], call)


def dates_of(call: Call, milestones: list[Milestone], now: datetime) -> list[Sheet]:
    """[{"at", "until", "label", "is_past", "is_deadline"}]: when the call opens and closes, and the cohort's public dates.

    What a call opens and closes by is its own record; the cohort's stretch for applications is left out. In order.
    """
    rows = [_of_milestone(row, call) for row in milestones if row.kind != Milestone.Kind.APPLY]
    rows.append(_date(call.opens_at, _("Applications open")))
    rows.append(_date(call.closes_at, _("Applications close"), is_deadline=True))
    return [row | {"is_past": row["at"] < now} for row in sorted(rows, key=lambda row: row["at"])]


def _of_milestone(row: Milestone, call: Call) -> dict[str, Any]:
    if row.kind == Milestone.Kind.ANNOUNCE:
        return _date(when_told(row, call), said(row))
    return _date(row.starts_at, said(row), until=row.ends_at)


def said(milestone: Milestone) -> str:
    """A date as a reader needs it: the officer's own words, else what happens then."""
    return milestone.label_or_empty or str(WHAT_HAPPENS.get(milestone.kind, milestone.label))


def _date(at: datetime, label: str, *, until: datetime | None = None, is_deadline: bool = False) -> Sheet:
    return {"at": at, "until": until, "label": label, "is_deadline": is_deadline}
