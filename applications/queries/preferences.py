"""Openings that an applicant may choose from, and those chosen."""

from applications.models import Application
from programme.kernel.thai import sort_key
from programme.models import Opening


def chosen_openings(application: Application) -> list[Opening]:
    """Best first."""
    rows = application.preferences.select_related("opening__agency", "opening__city__province")
    return [row.opening for row in rows.order_by("rank", "pk")]


def free_openings(application: Application, chosen: list[Opening]) -> list[Opening]:
    """What is offered and not chosen yet, by province and agency as a dictionary sorts them; the home province first."""
    home = str((_background(application)).get("home_province", ""))
    taken = {opening.pk for opening in chosen}
    offered = Opening.objects.filter(call=application.call, state="approved").select_related("agency", "city__province")
    rows = [opening for opening in offered.order_by("pk") if opening.pk not in taken]

    def place(opening: Opening) -> tuple:
        province = opening.city.province
        return str(province.pk) != home, sort_key(province.name), sort_key(opening.agency.name), opening.pk

    return sorted(rows, key=place)


def _background(application: Application) -> dict:
    return {key: value for row in application.answers.all() for key, value in row.data.items()}
