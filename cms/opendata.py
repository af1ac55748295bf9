"""The open datasets: one declaration each, from which CSV, JSON, the page and the OpenAPI description are made.

No personal data is here, and a count of people below five is not published: it could be somebody.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from cms.queries.cities import CRITERIA
from mentoring.queries.figures import OUTCOMES, Scope, missions
from mentoring.queries.figures.publish import sheet, tell_people
from programme.kernel.dates import local
from programme.models import Call, CityStatus

LICENCE = "CC BY 4.0"


@dataclass(frozen=True)
class Column:
    """One column: its name in the file, its JSON type, and what it means."""

    name: str
    kind: str  # string, integer, number, date
    meaning: str


@dataclass(frozen=True)
class Dataset:
    """A table that anybody may take along. `rows` yields tuples in the order of `columns`."""

    key: str
    title: str
    about: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterator[tuple]]


def suppressed(count: int) -> int | None:
    """A count of people as it may be published: nothing when it is small enough to point at somebody."""
    return tell_people(count).value


def _cities() -> Iterator[tuple]:
    statuses = CityStatus.objects.select_related("city__province").order_by("city__slug", "starts_on", "pk")
    for row in statuses.iterator():
        city = row.city
        shares = [city.criteria.get(key) for key in CRITERIA]
        yield (
            city.slug,
            city.name_th,
            city.name_en,
            city.province.iso_code,
            row.status,
            row.starts_on,
            row.expires_on,
            row.source,
            *shares,
        )


def _missions() -> Iterator[tuple]:
    rows = missions(Scope()).select_related("placement__city", "placement__cohort").order_by("code")
    for row in rows.iterator():
        yield (
            row.code,
            row.title,
            row.placement.city.slug,
            row.placement.cohort.number,
            " ".join(row.domains),
            row.state,
            row.starts_on,
            row.ends_on,
        )


def _outcomes() -> Iterator[tuple]:
    rows = OUTCOMES(Scope()).select_related("placement__city", "placement__cohort").order_by("code")
    for row in rows.iterator():
        yield (
            row.code, row.statement, row.change, " ".join(row.domains), row.placement.city.slug, row.placement.cohort.number,
            row.happened_on, local(row.verified_at).date() if row.verified_at else None, row.before, row.after, row.unit,
        )  # fmt: skip


def _figures() -> Iterator[tuple]:
    for row in sheet(Scope()):
        figure = row.figure
        yield (figure.key, figure.version, str(figure.label), str(figure.unit), row.value, str(figure.formula))


def _calls() -> Iterator[tuple]:
    shown = ("open", "closed", "selecting", "announced")
    for call in Call.objects.filter(state__in=shown).select_related("cohort").order_by("opens_at", "pk").iterator():
        entered = call.applications.exclude(state="draft").count()
        yield (
            call.slug,
            call.title_th,
            call.title_en,
            call.cohort.number,
            call.state,
            local(call.opens_at).date(),
            local(call.closes_at).date(),
            suppressed(entered),
        )


def _columns(*rows: tuple[str, str, str]) -> tuple[Column, ...]:
    return tuple(Column(*row) for row in rows)


DATASETS = {
    row.key: row
    for row in (
        Dataset("cities", _("Cities and their status"), _("Every dated status of every city, with its source and the progress on the five criteria."), _columns(
            ("city", "string", _("Key of the city, as in its address")), ("name_th", "string", _("Name in Thai")), ("name_en", "string", _("Name in English")),
            ("province", "string", _("Province, ISO 3166-2")), ("status", "string", _("Status: promotion_zone, smart_city, renewed, expired or revoked")),
            ("from", "date", _("First day of the status")), ("until", "date", _("Last day, where the status ends")), ("source", "string", _("The announcement")),
            *((key, "integer", label) for key, label in CRITERIA.items()),
        ), _cities),
        Dataset("missions", _("Field missions"), _("Missions that a host agreed to and that were not cancelled."), _columns(
            ("mission", "string", _("Code")), ("title", "string", _("Title, as written")), ("city", "string", _("Key of the city, as in its address")),
            ("cohort", "integer", _("Number of the cohort")), ("domains", "string", _("Domains, separated by spaces")), ("state", "string", _("State")),
            ("from", "date", _("First day")), ("until", "date", _("Last day")),
        ), _missions),
        Dataset("outcomes", _("Verified outcomes"), _("Changes confirmed by the host and verified by an officer who is not their author."), _columns(
            ("outcome", "string", _("Code")), ("statement", "string", _("What changed, as written")), ("change", "string", _("Kind of change")),
            ("domains", "string", _("Domains, separated by spaces")), ("city", "string", _("Key of the city, as in its address")), ("cohort", "integer", _("Number of the cohort")),
            ("happened_on", "date", _("When it happened")), ("verified_on", "date", _("When it was verified")), ("before", "number", _("Before")),
            ("after", "number", _("After")), ("unit", "string", _("Unit")),
        ), _outcomes),
        Dataset("figures", _("Figures of the programme"), _("Every registered figure with its formula; counts of people below five are left out."), _columns(
            ("figure", "string", _("Key of the figure")), ("version", "integer", _("Version of the formula")), ("label", "string", _("Name")), ("unit", "string", _("Unit")),
            ("value", "number", _("Value now; empty where it is too small to publish")), ("formula", "string", _("How it is counted")),
        ), _figures),
        Dataset("calls", _("Calls for applications"), _("Published calls with the number of applications that came in."), _columns(
            ("call", "string", _("Key of the call, as in its address")), ("title_th", "string", _("Title in Thai")), ("title_en", "string", _("Title in English")),
            ("cohort", "integer", _("Number of the cohort")), ("state", "string", _("State")), ("opens_on", "date", _("First day")), ("closes_on", "date", _("Last day")),
            ("applications", "integer", _("Applications handed in; empty where there are fewer than five")),
        ), _calls),
    )
}  # fmt: skip
