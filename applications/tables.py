"""The pipeline's lists as tables of the desk."""

import django_tables2 as tables
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from applications.models.applications import BEST_FIRST
from programme.kernel.dates import day, moment
from programme.tables import NUMBER, StateColumn, linked


class ApplicationTable(tables.Table):
    receipt_number = tables.Column(verbose_name=_("Application"))
    home_province = tables.Column(verbose_name=_("Home province"), order_by="home_province__order_key")
    first_choice = tables.Column(verbose_name=_("First choice"), orderable=False, default="–")
    state = StateColumn(verbose_name=_("State"))
    mean_score = tables.Column(verbose_name=_("Mean"), attrs=NUMBER, default="–")
    submitted_at = tables.Column(verbose_name=_("Submitted"))
    due_at = tables.Column(verbose_name=_("Due"), default="–")
    people = True

    class Meta:
        empty_text = _("No application fits. Take a filter off.")
        caption = _("Applications")

    def render_receipt_number(self, record):
        return linked("desk_application", record.code, record.receipt_number, record.applicant.get_full_name())

    def value_receipt_number(self, record):
        return record.receipt_number

    def render_submitted_at(self, value):
        return day(value)

    def render_due_at(self, value):
        return moment(value)

    def order_mean_score(self, rows, is_descending):
        """Who has no score yet stands behind all who have one, either way."""
        return rows.order_by(BEST_FIRST if is_descending else F("mean_score").asc(nulls_last=True)), True


class OfferTable(tables.Table):
    application = tables.Column(verbose_name=_("Application"), order_by="application__receipt_number")
    opening = tables.Column(verbose_name=_("Opening"), order_by="opening__order_key")
    state = StateColumn(verbose_name=_("State"))
    deadline_at = tables.Column(verbose_name=_("Answer by"))
    answered_at = tables.Column(verbose_name=_("Answered"), default="–")

    class Meta:
        empty_text = _("No offers yet. They are made when a match is released.")
        caption = _("Offers")

    def render_application(self, record):
        return linked(
            "desk_offer", record.code, record.application.receipt_number, record.application.applicant.get_full_name()
        )

    def value_application(self, record):
        return record.application.receipt_number

    def render_opening(self, record):
        return f"{record.opening.title} · {record.opening.agency.short_name}"

    def render_deadline_at(self, value):
        return moment(value)

    def render_answered_at(self, value):
        return moment(value)


class ReadingTable(tables.Table):
    application = tables.Column(verbose_name=_("Application"), order_by="application__receipt_number")
    reviewer = tables.Column(verbose_name=_("Reviewer"), order_by="reviewer__profile__order_key")
    state = StateColumn(verbose_name=_("State"))
    due_at = tables.Column(verbose_name=_("Until"))
    reminded_at = tables.Column(verbose_name=_("Reminded"), default="–")
    score = tables.Column(verbose_name=_("Score"), accessor="review__total", attrs=NUMBER, default="–")

    class Meta:
        empty_text = _("No reading fits. Take a filter off.")
        caption = _("Readings")

    def render_application(self, record):
        return linked("desk_application", record.application.code, record.application.receipt_number, "", "#readings")

    def value_application(self, record):
        return record.application.receipt_number

    def render_reviewer(self, record):
        return record.reviewer.get_full_name()

    def render_due_at(self, value):
        return moment(value)

    def render_reminded_at(self, value):
        return moment(value)
