"""What a call asks, and where it leads, for the pages below its own."""

from collections import Counter
from typing import Any

from applications.answers import kind_of
from applications.answers.kind import in_language
from applications.models import Question, Section
from applications.queries.forms import standing_form
from applications.queries.rules import Ground
from applications.rules import words_of
from cms.queries.calls import rubric_of
from mentoring.queries.figures.publish import Told, tell_people
from programme.domains import CHOICES
from programme.kernel.shapes import Sheet
from programme.models import Call, Opening, Province


def questions_sheet(call: Call) -> Sheet:
    """`{"parts": [{"section", "only_if", "rows"}], "papers", "criteria"}` of the form that stands. Seven queries."""
    form = standing_form(call)
    if form is None:
        return {"parts": [], "papers": [], "criteria": []}
    ground = Ground(form, call)
    return {
        "parts": [_part(section, ground) for section in ground.sections],
        "papers": list(form.document_kinds.all()),
        "criteria": [
            {"criterion": row, "anchors": [(one["level"], in_language(one)) for one in row.anchors]}
            for row in rubric_of(call)
        ],
    }


def _part(section: Section, ground: Ground) -> Sheet:
    asked = [row for row in ground.questions if row.section == section.key and kind_of(row).is_answered]
    return {
        "section": section,
        "only_if": _condition(section, ground),
        "rows": [_row(question, ground) for question in asked],
    }


def _row(question: Question, ground: Ground) -> Sheet:
    kind = kind_of(question)
    options = [in_language(one) for one in question.options] if kind.has_options else []
    return {
        "question": question,
        "hint": kind.hint(question),
        "options": options,
        "only_if": _condition(question, ground),
    }


def _condition(row: Any, ground: Ground) -> str:
    return "" if row.condition is None else words_of(row.condition, ground.speech)


def places_sheet(openings: list[Opening], *, province: str = "", domain: str = "") -> Sheet:
    """The openings that fit, and all of them on the map, by province. One query."""
    provinces = {row.city.province.map_id: row.city.province for row in openings if row.city.province.map_id}
    there = sorted({row.city.province for row in openings}, key=lambda row: (row.order_key, row.pk))
    wanted = {key for row in openings for key in row.domains}
    return {
        "rows": [
            row
            for row in openings
            if (not province or row.city.province.iso_code == province) and (not domain or domain in row.domains)
        ],
        "values": dict(Counter(row.city.province.map_id for row in openings if row.city.province.map_id)),
        "names": {row.map_id: row.name for row in Province.objects.exclude(map_id="").order_by("pk")},
        "links": {key: f"?province={row.iso_code}#list" for key, row in provinces.items()},
        "chosen": frozenset(key for key, row in provinces.items() if row.iso_code == province),
        "places": [(row.iso_code, row.name) for row in there],
        "domain_choices": [pair for pair in CHOICES if pair[0] in wanted],
    }


def applied_last_time(call: Call) -> Told | None:
    """How many people handed in at the newest call that ended before this one opened; None where there was none. Two queries."""
    before = (
        Call.objects.filter(closes_at__lte=call.opens_at).exclude(state="draft").order_by("-closes_at", "-pk").first()
    )
    if before is None:
        return None
    handed_in = before.applications.filter(submitted_at__isnull=False)
    return tell_people(handed_in.values("applicant").distinct().count())
