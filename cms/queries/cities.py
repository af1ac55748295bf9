"""Cities as the public sees them: dated status, criteria, the mix of their missions, and what was carried up."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.queries.registers import public_ambassadors
from mentoring.queries.figures import OUTCOMES, PROBLEMS, Scope, missions
from mentoring.queries.figures.publish import people_in_city
from programme.kernel.shapes import Sheet
from programme.models import City, CityStatus, Province

CRITERIA = {  # the five criteria of the national scheme, in its order
    "area": _("Area and goals"),
    "infrastructure": _("Infrastructure investment plan"),
    "data": _("City data platform and safety"),
    "services": _("Solutions and services"),
    "management": _("Sustainable management"),
}

SHOWN, MISSIONS_SHOWN = 12, 60


@dataclass(frozen=True)
class CityRow:
    """One city in a list, with the status in force today."""

    city: City
    status: CityStatus | None
    missions: int
    outcomes: int

    @property
    def is_expired(self) -> bool:
        return bool(self.status and self.status.expires_on and self.status.expires_on < timezone.localdate())


def status_on(statuses: list[CityStatus], day: date) -> CityStatus | None:
    """The newest status that has begun."""
    begun = [row for row in statuses if row.starts_on <= day]
    return max(begun, key=lambda row: (row.starts_on, row.pk), default=None)


def city_rows(*, province: str = "", status: str = "") -> list[CityRow]:
    """All cities, by name. Four queries at any size; unknown filters narrow nothing."""
    cities = City.objects.select_related("province").prefetch_related("statuses").order_by("order_key", "pk")
    if province:
        cities = cities.filter(province__iso_code=province)
    today, per_mission, per_outcome = timezone.localdate(), _missions_by_city(), _outcomes_by_city()
    rows = [
        CityRow(city, status_on(list(city.statuses.all()), today), per_mission[city.pk], per_outcome[city.pk])
        for city in cities
    ]
    if status == "expired":
        return [row for row in rows if row.is_expired or (row.status and row.status.status == "expired")]
    if status in CityStatus.Status.values:
        return [row for row in rows if row.status and row.status.status == status and not row.is_expired]
    return rows


def cities_on_map(rows: list[CityRow]) -> Sheet:
    """How many of these cities lie in each province: {"values", "names", "links"} by the map's own keys. One query."""
    provinces = {row.city.province.map_id: row.city.province for row in rows if row.city.province.map_id}
    return {
        "values": dict(Counter(row.city.province.map_id for row in rows if row.city.province.map_id)),
        "names": {province.map_id: province.name for province in Province.objects.exclude(map_id="").order_by("pk")},
        "links": {key: f"?province={province.iso_code}" for key, province in provinces.items()},
    }


def city_list(*, province: str = "", status: str = "") -> Sheet:
    """The rows of the list and the same places on the map. Five queries."""
    rows = city_rows(province=province, status=status)
    return {"rows": rows, **cities_on_map(rows)}


def _missions_by_city() -> Counter[int]:
    return Counter(missions(Scope()).values_list("placement__city", flat=True))


def _outcomes_by_city() -> Counter[int]:
    return Counter(OUTCOMES(Scope()).values_list("placement__city", flat=True))


def mission_mix(city: City) -> dict[str, int]:
    """How many missions of a city touch each domain: what its cloth is woven from."""
    mix: Counter[str] = Counter()
    for domains in missions(Scope()).filter(placement__city=city).values_list("domains", flat=True):
        mix.update(set(domains))
    return dict(mix)


def provinces_with_a_city() -> list[Province]:
    return list(Province.objects.filter(cities__isnull=False).distinct().order_by("order_key", "pk"))


def city_sheet(slug: str) -> Sheet | None:
    """Everything the page of a city shows from records; people only where they opted in. None where there is no city."""
    city = City.objects.select_related("province").filter(slug=slug).first()
    if city is None:
        return None
    rows = missions(Scope()).filter(placement__city=city).select_related("placement__agency")
    running = list(rows.order_by("-starts_on", "pk"))
    problems = PROBLEMS(Scope()).filter(city=city, is_sensitive=False, merged_into=None).order_by("-happened_on", "pk")
    outcomes = list(OUTCOMES(Scope()).filter(placement__city=city).order_by("-happened_on", "pk"))
    agencies = city.agencies.filter(state="approved").order_by("order_key", "pk")
    mix, statuses = mission_mix(city), list(city.statuses.order_by("-starts_on", "-pk"))
    top = max(mix.values(), default=0) or 1
    return {
        "city": city,
        "mix": mix,
        "bars": [
            {"key": key, "n": n, "percent": n * 100 // top} for key, n in sorted(mix.items(), key=lambda row: -row[1])
        ],
        "statuses": statuses,
        "status": status_on(statuses, timezone.localdate()),
        "criteria": [
            {"label": label, "percent": city.criteria[key]} for key, label in CRITERIA.items() if key in city.criteria
        ],
        "missions": running[:MISSIONS_SHOWN],
        "mission_count": len(running),
        "outcomes": outcomes[:SHOWN],
        "outcome_count": len(outcomes),
        "problems": list(problems[:SHOWN]),
        "agencies": list(agencies),
        "people": list(public_ambassadors().filter(city=city)),
        "people_told": people_in_city(city),
    }
