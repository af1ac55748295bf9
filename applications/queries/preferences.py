"""Openings that an applicant may choose from, and those chosen."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from operator import attrgetter

from applications.answers.roles import QuestionRole, by_role
from applications.models import Application
from applications.queries.answers import provinces, typed_in
from applications.queries.at_hand import is_at_hand
from applications.queries.rules import place_of, point_of
from applications.rules.known import km_between
from programme.kernel.thai import search_text, sort_key
from programme.models import Opening, Province


@dataclass(frozen=True)
class Choosable:
    """An opening as one applicant sees it; `km` is the way from the seat of their home province, if both are known."""

    opening: Opening
    km: int | None = None


@dataclass(frozen=True)
class Sought:
    """What openings are looked for; whatever is empty narrows nothing. `place` is a region, or a province by its code."""

    q: str = ""
    domain: str = ""
    place: str = ""
    kind: str = ""
    within: int | None = None


def chosen_openings(application: Application) -> list[Opening]:
    """Best first, with those that were withdrawn since. One query, or none."""
    rows = application.preferences.all()
    if not is_at_hand(application, "preferences"):
        rows = rows.select_related("opening__agency", "opening__city__province")
    return [row.opening for row in sorted(rows, key=attrgetter("rank", "pk"))]


def still_offered(openings: Iterable[Opening]) -> list[Opening]:
    return [opening for opening in openings if opening.state == "approved"]


def no_longer_offered(openings: Iterable[Opening]) -> list[Opening]:
    """What was ranked and then withdrawn: it holds no rank, and is named until its applicant has looked again."""
    return [opening for opening in openings if opening.state != "approved"]


def offered_openings(application: Application) -> list[Choosable]:
    """All that the call offers, by province and agency as a dictionary sorts them; the home province first. Two queries."""
    home = home_of(application)
    rows = Opening.objects.filter(call=application.call, state="approved")
    rows = rows.select_related("agency", "city__province", "mentor__profile")

    def place(opening: Opening) -> tuple[bool, tuple[str, str], tuple[str, str], int]:
        province = opening.city.province
        return province != home, sort_key(province.name), sort_key(opening.agency.name), opening.pk

    return [Choosable(row, way_from(home, row)) for row in sorted(rows.order_by("pk"), key=place)]


def way_from(home: Province | None, opening: Opening) -> int | None:
    """Kilometres as the crow flies, for telling near from far."""
    start, end = point_of(home) if home else None, place_of(opening)
    return round(km_between(start, end)) if start and end else None


def matching(rows: Iterable[Choosable], sought: Sought) -> list[Choosable]:
    """Those that fit everything sought; where a distance was asked for, the nearest first."""
    words = search_text(sought.q[:100]).split()
    found = [row for row in rows if _fits(row, replace(sought, q=""), words)]
    return sorted(found, key=lambda row: row.km or 0) if sought.within else found


def _fits(row: Choosable, sought: Sought, words: list[str]) -> bool:
    opening, province = row.opening, row.opening.city.province
    return (
        (not sought.domain or sought.domain in opening.domains)
        and (not sought.place or sought.place in (province.iso_code, province.region))
        and (not sought.kind or sought.kind == opening.agency.kind)
        and (not sought.within or (row.km is not None and row.km <= sought.within))
        and all(word in _words_of(opening) for word in words)
    )


def _words_of(opening: Opening) -> str:
    place = opening.city
    names = (place.name_th, place.name_en, place.province.name_th, place.province.name_en)
    agency = (opening.agency.name_th, opening.agency.name_en)
    work = (opening.duties_th, opening.duties_en, opening.skills_th, opening.skills_en)
    return search_text(opening.title_th, opening.title_en, *work, *agency, *names)


def home_of(application: Application) -> Province | None:
    """The province that the draft names as home, if any. Uses prefetched answers and questions."""
    asked = [row for row in application.form.questions.all() if row.role == QuestionRole.HOME]
    key = str(by_role(asked, typed_in(application)).get(QuestionRole.HOME, ""))
    return next((row for row in provinces() if str(row.pk) == key), None)
