"""What pages read from the records."""

from itertools import groupby

from django.db.models import Count

from applications.models import Criterion
from mentoring.queries.counting import Scope
from mentoring.queries.figures import OUTCOMES, REGISTRY
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


def headline_figures() -> list[dict]:
    """The four figures of the home page, from verified records."""
    return [
        {"figure": REGISTRY[key], "result": REGISTRY[key].compute(Scope())} for key in ("F-01", "F-03", "F-09", "F-13")
    ]


def all_figures() -> list[dict]:
    return [{"figure": figure, "result": figure.compute(Scope())} for figure in REGISTRY.values()]


def outcomes_by_domain() -> list[tuple[str, int]]:
    """Verified outcomes per domain; an outcome in two domains stands in both."""
    counts = dict.fromkeys(Domain.values, 0)
    for domains in OUTCOMES(Scope()).values_list("domains", flat=True):
        for key in domains:
            counts[key] = counts.get(key, 0) + 1
    return sorted(counts.items(), key=lambda item: -item[1])


def by_province() -> list[dict]:
    """Missions and verified outcomes per province, for the map and its table."""
    missions = dict(
        REGISTRY["F-09"].rows(Scope()).order_by().values_list("placement__city__province").annotate(n=Count("pk"))
    )
    outcomes = dict(OUTCOMES(Scope()).order_by().values_list("placement__city__province").annotate(n=Count("pk")))
    rows = []
    for province in Province.objects.order_by("name_th", "pk"):
        rows.append(
            {"province": province, "missions": missions.get(province.pk, 0), "outcomes": outcomes.get(province.pk, 0)}
        )
    return rows
