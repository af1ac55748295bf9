"""What the home and impact pages read from verified records."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils.translation import gettext as _

from mentoring.queries.figures import LOGS, OUTCOMES, Scope, missions
from mentoring.queries.figures.publish import Shown, sheet
from programme.kernel.dates import month_name
from programme.kernel.lists import is_number
from programme.kernel.shapes import Sheet
from programme.models import Cohort, Domain, Province, Region

LEADERS, MOST_LEADERS = 3, 6


def headline_figures() -> list[Shown]:
    """The four figures of the home page, from verified records."""
    return sheet(Scope(), ("F-01", "F-03", "F-09", "F-13"))


def impact_sheet(scope: Scope) -> Sheet:
    """Everything the impact page shows from verified records, for a scope: figures, charts, the map and its table."""
    rows = by_province(scope)
    busy = [row for row in rows if row["missions"] or row["outcomes"]]
    on_map = [row for row in rows if row["province"].map_id]
    return {
        "figures": sheet(scope), "bars": missions_by_domain(scope), "months": activity_by_month(scope), "rows": busy,
        "values": {row["province"].map_id: row["missions"] for row in on_map},
        "names": {row["province"].map_id: row["province"].name for row in on_map},
        "links": links_to_cities([row["province"] for row in on_map]),
        "most": frozenset(row["province"].map_id for row in leading(busy)),
        "cohorts": list(Cohort.objects.filter(placements__isnull=False).distinct().order_by("-number")),
    }  # fmt: skip


def links_to_cities(provinces: list[Province]) -> dict[str, str]:
    """From the map's own keys to the cities of a province, in the language of the moment."""
    address = reverse("site_cities")
    return {province.map_id: f"{address}?province={province.iso_code}" for province in provinces}


def leading(rows: list[Sheet]) -> list[Sheet]:
    """The provinces with the most missions: three, and whoever ties with the third; without the third where too many tie."""
    counts = [row["missions"] for row in rows]
    third = counts[LEADERS - 1] if len(counts) >= LEADERS else 1
    found = [row for row in rows if row["missions"] >= max(third, 1)]
    return found if len(found) <= MOST_LEADERS else [row for row in found if row["missions"] > third]


def scope_of(asked: Mapping[str, str]) -> tuple[Scope, dict[str, str]]:
    """What a visitor narrowed the page to: cohort number, region, domain. Unknown values narrow nothing."""
    known: dict[str, str] = {}
    cohort = None
    if is_number(asked.get("cohort", ""), digits=3):
        cohort = Cohort.objects.filter(number=int(asked["cohort"])).values_list("pk", flat=True).first()
        known["cohort"] = asked["cohort"] if cohort else ""
    for key, values in (("region", Region.values), ("domain", Domain.values)):
        known[key] = asked.get(key, "") if asked.get(key, "") in values else ""
    return Scope(cohort_id=cohort, region=known["region"], domain=known["domain"]), known


def missions_by_domain(scope: Scope) -> list[Sheet]:
    """[{"key", "n", "percent"}], most first; a mission in two domains stands in both."""
    counts = Counter(key for domains in missions(scope).values_list("domains", flat=True) for key in set(domains))
    top = max(counts.values(), default=0) or 1
    rows = [{"key": key, "n": counts[key], "percent": counts[key] * 100 / top} for key in Domain.values]
    return sorted(rows, key=lambda row: -row["n"])


def activity_by_month(scope: Scope) -> Sheet | None:
    """Verified field activities month by month: the newest cohort that has any, and the one before it beside it.

    {"series": [(name, counts)], "ticks": months, "table": [(month, counts)]}, or None while there is nothing to show.
    """
    rows = LOGS(scope).order_by().annotate(month=TruncMonth("happened_on"))
    counts: dict[int, Counter[date]] = {}
    for number, month, n in rows.values_list("placement__cohort__number", "month").annotate(n=Count("pk")):
        counts.setdefault(number, Counter())[month] += n
    if not counts:
        return None
    newest = sorted(counts, reverse=True)[:2]
    first = {number: min(counts[number]) for number in newest}
    length = min(12, max(_months(first[number], max(counts[number])) for number in newest) + 1)
    series = [
        (_("Cohort %(n)s") % {"n": number}, [counts[number][_plus(first[number], i)] for i in range(length)])
        for number in newest
    ]
    ticks = [month_name(_plus(first[newest[0]], i)) for i in range(length)]
    table = [(tick, [values[i] for _name, values in series]) for i, tick in enumerate(ticks)]
    return {"series": series, "ticks": ticks, "table": table}


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def _plus(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)


def by_province(scope: Scope) -> list[Sheet]:
    """Missions, their main domain and verified outcomes per province, most missions first; all provinces. Three queries."""
    mixes: dict[int, Counter[str]] = {}
    counts: Counter[int] = Counter()
    for province, domains in missions(scope).values_list("placement__city__province", "domains"):
        counts[province] += 1
        mixes.setdefault(province, Counter()).update(set(domains))
    outcomes = dict(OUTCOMES(scope).order_by().values_list("placement__city__province").annotate(n=Count("pk")))
    rows = [
        {
            "province": province,
            "missions": counts[province.pk],
            "domain": max(Domain.values, key=mixes[province.pk].__getitem__) if province.pk in mixes else "",
            "outcomes": outcomes.get(province.pk, 0),
        }
        for province in Province.objects.order_by("order_key", "pk")
    ]
    return sorted(rows, key=lambda row: (-row["missions"], -row["outcomes"]))
