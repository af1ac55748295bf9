"""What the search knows beside pages: cities, missions, problems, services and figures, in the language of the moment.

Each function yields the words of the records that anybody may read, all of them or the one with that code.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cms.queries.registers import listed_services, public_problems
from mentoring.queries.figures import REGISTRY, Scope
from mentoring.queries.figures import missions as agreed_missions
from programme.domains import HINTS, domain_name
from programme.models import City


@dataclass(frozen=True)
class Words:
    """What one record says, and what its address adds to that of the page above it."""

    below: str
    title: str
    lead: str
    text: str = ""


def cities(code: str = "") -> Iterator[Words]:
    rows = City.objects.select_related("province").order_by("pk")
    for city in rows.filter(slug=code) if code else rows:
        names = f"{city.name} {city.province.name} {city.province.get_region_display()} {city.name_th} {city.name_en}"
        yield Words(f"{city.slug}/", city.name, city.summary or "", names)


def missions(code: str = "") -> Iterator[Words]:
    rows = agreed_missions(Scope()).select_related("placement__city__province").order_by("pk")
    for row in rows.filter(code=code) if code else rows:
        city = row.placement.city
        yield Words(f"{city.slug}/#{row.code}", row.title, row.aim, _place_and_domains(city, row.domains))


def problems(code: str = "") -> Iterator[Words]:
    rows = public_problems()
    for row in rows.filter(code=code) if code else rows:
        yield Words(f"{row.code}/", row.title, row.statement, _place_and_domains(row.city, row.domains))


def services(code: str = "") -> Iterator[Words]:
    rows = listed_services()
    for row in rows.filter(code=code) if code else rows:
        text = f"{row.name_th} {row.name_en} {row.provider} {_domains(row.domains)}"
        yield Words(f"{row.code}/", row.name, row.summary or row.provider, text)


def figures(code: str = "") -> Iterator[Words]:
    for figure in REGISTRY.values():
        if code in ("", figure.key):
            yield Words(f"#{figure.key}", str(figure.label), str(figure.formula), f"{figure.key} {figure.unit}")


def _place_and_domains(city: City, domains: list[str]) -> str:
    return f"{city.name} {city.province.name} {_domains(domains)}"


def _domains(keys: list[str]) -> str:
    return " ".join(f"{domain_name(key)} {HINTS.get(key, '')}" for key in keys)


BELOW: dict[str, tuple[Callable[..., Iterator[Words]], ...]] = {
    "CityIndexPage": (cities, missions),
    "ProblemIndexPage": (problems,),
    "ServiceIndexPage": (services,),
    "ImpactPage": (figures,),
}
