"""What the page of a call reads from its records."""

from collections import Counter
from datetime import datetime
from itertools import groupby

from django.utils.translation import gettext as _

from applications.domain.eligibility import requirements
from applications.models import Criterion, Decision
from programme.domains import domain_short
from programme.models import Call, Domain, Opening, Province


def openings_by_province(call: Call) -> list[tuple[Province, list[Opening]]]:
    """Approved openings of a call, province by province. One query."""
    rows = (
        call.openings.filter(state="approved")
        .select_related("agency", "city__province")
        .order_by("city__province__name_th", "pk")
    )
    return [(province, list(openings)) for province, openings in groupby(rows, key=lambda row: row.city.province)]


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


def dates_of(call: Call, now: datetime) -> list[dict]:
    """[{"at", "label", "is_past", "is_deadline"}]: the cohort's public dates and the moment the call closes, in order."""
    rows = [
        {"at": row.starts_at, "label": row.label, "is_deadline": False}
        for row in call.cohort.milestones.filter(audience="public")
    ]
    rows.append({"at": call.closes_at, "label": _("Applications close"), "is_deadline": True})
    return [row | {"is_past": row["at"] < now} for row in sorted(rows, key=lambda row: row["at"])]
