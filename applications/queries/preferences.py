"""Openings that an applicant may choose from, and those chosen."""

from applications.answers.roles import QuestionRole, by_role
from applications.models import Application
from applications.queries.answers import typed_in
from programme.kernel.thai import search_text, sort_key
from programme.models import Opening


def chosen_openings(application: Application) -> list[Opening]:
    """Best first."""
    rows = application.preferences.select_related("opening__agency", "opening__city__province")
    return [row.opening for row in rows.order_by("rank", "pk")]


def free_openings(application: Application, chosen: list[Opening]) -> list[Opening]:
    """What is offered and not chosen yet, by province and agency as a dictionary sorts them; the home province first."""
    home = _home(application)
    taken = {opening.pk for opening in chosen}
    offered = Opening.objects.filter(call=application.call, state="approved").select_related("agency", "city__province")
    rows = [opening for opening in offered.order_by("pk") if opening.pk not in taken]

    def place(opening: Opening) -> tuple[bool, tuple[str, str], tuple[str, str], int]:
        province = opening.city.province
        return str(province.pk) != home, sort_key(province.name), sort_key(opening.agency.name), opening.pk

    return sorted(rows, key=place)


def matching(openings: list[Opening], query: str) -> list[Opening]:
    """Those that have every word of the query in their title, agency, place or work, with the tolerance of all searches."""
    words = search_text(query[:100]).split()
    return [opening for opening in openings if all(word in _words_of(opening) for word in words)]


def _words_of(opening: Opening) -> str:
    place = opening.city
    names = (place.name_th, place.name_en, place.province.name_th, place.province.name_en)
    agency = (opening.agency.name_th, opening.agency.name_en)
    return search_text(opening.title_th, opening.title_en, opening.duties_th, *agency, *names)


def _home(application: Application) -> str:
    """The key of the province that the draft names as home; empty while it names none. Uses prefetched answers and questions."""
    asked = [row for row in application.form.questions.all() if row.role == QuestionRole.HOME]
    return str(by_role(asked, typed_in(application)).get(QuestionRole.HOME, ""))
