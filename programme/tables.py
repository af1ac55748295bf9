"""The foundation's lists as tables of the desk."""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from programme.kernel.dates import local, written
from programme.templatetags.formats import day
from programme.templatetags.labels import state

NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}


def linked(address: str, code: str, text: object, below: object = "", place: str = "") -> str:
    """The identity of a row: its bold link (to a `place` of the page, "#…"), and one grey line under it."""
    meta = format_html('<span class="meta">{}</span>', below) if below else ""
    return format_html('<a class="id" href="{}">{}</a>{}', reverse(address, args=[code]) + place, text, meta)


class StateColumn(tables.Column):
    """A state as a chip on screen and as a word in exports."""

    def render(self, record):
        return state(record)

    def value(self, record):
        return str(record.word.label)


class AgencyTable(tables.Table):
    name = tables.Column(verbose_name=_("Agency"), order_by="order_key")
    kind = tables.Column(verbose_name=_("Kind"))
    province = tables.Column(verbose_name=_("Province"), order_by="province__order_key")
    seats = tables.Column(verbose_name=_("Seats offered"), attrs=NUMBER)
    state = StateColumn(verbose_name=_("State"))

    class Meta:
        empty_text = _("No agency fits. Take a filter off, or add one.")
        caption = _("Host agencies")

    def render_name(self, record):
        return linked("desk_agency", record.code, record.name)

    def value_name(self, record):
        return record.name

    def render_kind(self, record):
        return record.get_kind_display()


class OpeningTable(tables.Table):
    title = tables.Column(verbose_name=_("Opening"), order_by="order_key")
    agency = tables.Column(verbose_name=_("Agency"), order_by="agency__order_key")
    city = tables.Column(verbose_name=_("City"), order_by="city__order_key")
    call = tables.Column(verbose_name=_("Call"), order_by="call__opens_at")
    seats = tables.Column(verbose_name=_("Seats"), attrs=NUMBER)
    state = StateColumn(verbose_name=_("State"))

    class Meta:
        empty_text = _("No opening fits. Take a filter off, or add one.")
        caption = _("Openings")

    def render_title(self, record):
        return linked("desk_opening", record.code, record.title)

    def value_title(self, record):
        return record.title

    def render_agency(self, record):
        return record.agency.short_name


class PersonTable(tables.Table):
    name = tables.Column(verbose_name=_("Person"), empty_values=(), order_by=("profile__order_key", "email"))
    email = tables.Column(verbose_name=_("E-mail"))
    roles = tables.Column(verbose_name=_("Roles"), empty_values=(), orderable=False)
    date_joined = tables.Column(verbose_name=_("Since"))

    class Meta:
        empty_text = _("Nobody fits.")
        caption = _("People")

    def render_name(self, record):
        return linked("desk_person", record.code, record.get_full_name())

    def value_name(self, record):
        return record.get_full_name()

    def render_date_joined(self, value):
        return day(value)

    def value_date_joined(self, value):
        return written(local(value).date())

    def render_roles(self, record):
        return (
            ", ".join(sorted({str(grant.get_role_display()) for grant in record.grants.all() if not grant.ended_at}))
            or "–"
        )
