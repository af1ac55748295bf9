"""What the page of a call reads from its records."""

from collections import Counter
from datetime import datetime
from itertools import groupby

from django.db.models import Subquery
from django.utils.translation import gettext as _

from applications.domain.eligibility import requirements
from applications.models import Criterion, Decision, Question
from programme.domains import domain_short
from programme.models import Call, Domain, Milestone, Opening, Province


def openings_by_province(call: Call) -> list[tuple[Province, list[Opening]]]:
    """Approved openings of a call, province by province. One query."""
    rows = (
        call.openings.filter(state="approved")
        .select_related("agency", "city__province")
        .order_by("city__province__order_key", "pk")
    )
    return [(province, list(openings)) for province, openings in groupby(rows, key=lambda row: row.city.province)]


def call_sheet(call: Call) -> dict:
    """Everything the page of a call shows from records, whatever the hour and the language. Seven queries; nine once lists are frozen."""
    provinces = openings_by_province(call)
    openings = [opening for _province, rows in provinces for opening in rows]
    return {
        "provinces": provinces, "openings": openings, "seats": sum(opening.seats for opening in openings),
        "agencies": len({opening.agency_id for opening in openings}),
        "milestones": list(call.cohort.milestones.filter(audience="public")), "criteria": rubric_of(call),
        "questions": list(Question.objects.filter(form=newest_form(call)).order_by("position", "pk")),
        "amendments": list(call.amendments.order_by("-published_at", "pk")), "results": results_of(call), **match_record(call),
    }  # fmt: skip


def match_record(call: Call) -> dict:
    """What anybody may check of the match: frozen lists, seeds, released results, and how many pairs were decided by hand."""
    draws = list(call.seed_draws.defer("inputs").order_by("round", "number"))
    if not draws:
        return {"draws": []}
    released = call.match_runs.filter(state="released").defer("snapshot", "result").order_by("number")
    by_hand = call.match_rules.filter(removed_at=None, approved_by__isnull=False).count()
    return {"draws": draws, "released": list(released), "by_hand": by_hand}


def newest_form(call: Call) -> Subquery:
    return Subquery(call.form_versions.order_by("-number").values("pk")[:1])


def rubric_of(call: Call) -> list[Criterion]:
    return list(Criterion.objects.filter(rubric__call=call).order_by("position", "pk"))


def results_of(call: Call) -> list[str]:
    """Receipt numbers of those selected, once the results are released; nobody is named."""
    if call.state not in ("announced", "archived"):
        return []
    chosen = Decision.objects.filter(application__call=call, kind=Decision.Kind.SELECTED, released_at__isnull=False)
    return list(chosen.order_by("application__receipt_number").values_list("application__receipt_number", flat=True))


def openings_by_domain(openings: list[Opening]) -> list[tuple[str, str, int]]:
    """Key, short name, and how many openings touch it, in the domains' own order."""
    counts = Counter(key for opening in openings for key in opening.domains)
    return [(key, domain_short(key), counts[key]) for key in Domain.values if counts[key]]


def requirements_of(call: Call) -> list[str]:
    return requirements(call.eligibility, call.cohort.starts_on)


def dates_of(milestones: list[Milestone], closes_at: datetime, now: datetime) -> list[dict]:
    """[{"at", "label", "is_past", "is_deadline"}]: the cohort's public dates and the moment the call closes, in order."""
    rows = [{"at": row.starts_at, "label": row.label, "is_deadline": False} for row in milestones]
    rows.append({"at": closes_at, "label": _("Applications close"), "is_deadline": True})
    return [row | {"is_past": row["at"] < now} for row in sorted(rows, key=lambda row: row["at"])]
