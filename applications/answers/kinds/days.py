"""Days: any day, and the birthday."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.answers.kind import Kind, one_text
from applications.answers.settings import Day
from programme.forms.fields import DayInput
from programme.kernel.dates import NBSP, day
from programme.kernel.typed_dates import ANY, BIRTH, NoDay, in_both_eras, parse_day


class Date(Kind):
    code, label, order, span = "date", gettext_lazy("Date"), 50, ANY
    compares, compared = frozenset({"least", "most"}), "day"
    settings = (
        Day("least", gettext_lazy("Earliest day"), None, "2020-01-01"),
        Day("most", gettext_lazy("Latest day"), None, "2028-02-29"),
    )

    def widget(self, question, facts):
        return DayInput(span=self.span)

    def hint(self, question):
        return question.hint or _("Day/month/year; Buddhist or common year")

    def parse(self, question, typed, facts):
        found = self._day(typed)
        least, most = self._bounds(question)
        if least and found < least:
            raise ValidationError(_("The earliest day here is %(day)s.") % {"day": in_both_eras(least)})
        if most and found > most:
            raise ValidationError(_("The latest day here is %(day)s.") % {"day": in_both_eras(most)})
        return found.isoformat()

    def _day(self, typed) -> date:
        if isinstance(typed, date):
            return typed.date() if isinstance(typed, datetime) else typed
        try:
            return parse_day(one_text(typed), span=self.span)
        except NoDay as no:
            raise ValidationError(str(no)) from None

    def _bounds(self, question) -> list[date | None]:
        bounds = [self.told(question, one.name) for one in self.settings]
        return [date.fromisoformat(one) if one else None for one in bounds] or [None, None]

    def show(self, question, value, facts):
        return day(date.fromisoformat(value))

    def write(self, question, value):
        return day(date.fromisoformat(value)).replace(NBSP, " ")

    def names(self, value):
        try:
            return (), [date.fromisoformat(str(value))]
        except ValueError:
            return (), ()

    def pretend(self, question, facts, number):
        least, most = self._bounds(question)
        found = date(2024, 2, 29).replace(year=2024 - 4 * (number % 5))
        return (least if least and found < least else most if most and found > most else found).isoformat()


class Birthday(Date):
    """A day in the past, within a long life."""

    code, label, order, span = "birthday", gettext_lazy("Birthday"), 60, BIRTH
    compares = frozenset({"age", "least", "most"})
    settings = ()

    def pretend(self, question, facts, number):
        return f"29/2/{2547 - 4 * (number % 3)}"


KINDS = [Date(), Birthday()]
