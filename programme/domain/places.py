"""The places that every installation has: the 77 provinces and the cities that ambassadors have worked in or may work in."""

import csv
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from programme.models import City, Province

SHIPPED = Path(__file__).resolve().parents[1] / "shipped"


@transaction.atomic
def ensure_places() -> None:
    """Writes the shipped provinces and cities that are missing; running it again changes nothing.

    Provinces are facts, so theirs are brought up to date. A city belongs to the office as soon as it is there: what was
    changed about it stays, and only a missing one is added.
    """
    provinces = {row["iso_code"]: _province(row) for row in shipped("provinces")}
    known = set(City.objects.values_list("slug", flat=True)) | set(City.objects.values_list("code", flat=True))
    for row in shipped("cities"):
        if row["slug"] not in known and row["code"] not in known:
            City.objects.create(**row | {"province": provinces[row["province"]]})


def shipped(name: str) -> list[dict[str, str]]:
    """The rows of one shipped table, as they are written."""
    with (SHIPPED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _province(row: dict[str, str]) -> Province:
    facts: dict[str, object] = {name: value for name, value in row.items() if name != "iso_code"}
    facts |= {name: Decimal(row[name]) for name in ("latitude", "longitude")}
    province, created = Province.objects.get_or_create(iso_code=row["iso_code"], defaults=facts)
    if not created and any(getattr(province, name) != value for name, value in facts.items()):
        Province.objects.filter(pk=province.pk).update(**facts)
        province.refresh_from_db()
    return province
