"""Form fields as people of the country fill them: days in either era, telephone numbers, text without surprises."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone, to_current_timezone
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programme.kernel.dates import NBSP, day
from programme.kernel.thai import in_arabic_digits, normalise
from programme.kernel.typed_dates import ANY, PLANNED, NoDay, Span, in_both_eras, parse_day

REQUIRED = _("Fill in “%(label)s”.")
CHOOSE, NOT_CHOSEN, HYPHENS = _("Choose"), _("Not chosen"), "---------"


class DayInput(forms.TextInput):
    """A text field for a day, with what was understood beside it: by the server, and by a script while one types."""

    template_name = "programme/widgets/day.html"

    def __init__(self, attrs=None, *, span: Span = ANY):
        super().__init__({"autocomplete": "off"} | (attrs or {}))
        self.span = span

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        first, last = self.span.days(timezone.localdate())
        context["widget"] |= {"reading": reading_of(value, self.span), "first": first, "last": last}
        return context

    def format_value(self, value):
        return day(value).replace(NBSP, " ") if hasattr(value, "year") else super().format_value(value)


def reading_of(value: object, span: Span) -> str:
    """The day that a typed text or a kept day stands for, in both eras; empty where it is none."""
    if not value:
        return ""
    try:
        return in_both_eras(value if isinstance(value, date) else parse_day(str(value), span=span))
    except NoDay:
        return ""


class ThaiDayField(forms.CharField):
    """One text field for a day; Buddhist and common years are both understood, and days outside the span refused."""

    widget = DayInput

    def __init__(self, *, span: Span = PLANNED, **kwargs):
        kwargs.setdefault("help_text", _("Day/month/year; Buddhist or common year"))
        super().__init__(**kwargs)
        self.span = self.widget.span = span

    def prepare_value(self, value):
        return day(value).replace(NBSP, " ") if hasattr(value, "year") else value

    def to_python(self, value):
        if isinstance(value, date):
            return value
        text = super().to_python(value)
        if not text:
            return None
        try:
            return parse_day(text, span=self.span)
        except NoDay as no:
            raise ValidationError(str(no), code="invalid_day") from None

    def has_changed(self, initial, data):
        try:
            return initial != self.to_python(data)
        except ValidationError:
            return True


class HourField(forms.TimeField):
    """An hour of the day: 16:30, 16.30 น., ๑๖:๓๐; no hour can be read in two ways, so the browser's control serves."""

    def to_python(self, value):
        if isinstance(value, str):
            value = in_arabic_digits(value).replace(NBSP, " ").removesuffix("น.").strip().replace(".", ":")
        return super().to_python(value)


class MomentInput(forms.MultiWidget):
    """A day and an hour, side by side."""

    template_name = "programme/widgets/moment.html"

    def __init__(self, attrs=None):
        hour = forms.TimeInput(format="%H:%M", attrs={"type": "time", "aria-label": _("Hour")})
        super().__init__([DayInput({"aria-label": _("Day")}), hour], attrs)

    def id_for_label(self, id_):
        return f"{id_}_0" if id_ else id_

    def decompress(self, value):
        value = to_current_timezone(value) if value else None
        return [value.date(), value.time()] if value else [None, None]


class MomentField(forms.MultiValueField):
    """A day and an hour in Bangkok time."""

    widget = MomentInput

    def __init__(self, *, span: Span = PLANNED, **kwargs):
        kwargs.setdefault("help_text", _("Day/month/year; Buddhist or common year"))
        hour = HourField(error_messages={"invalid": _("Write the hour like 16:30.")})
        super().__init__(fields=(ThaiDayField(span=span), hour), require_all_fields=False, **kwargs)
        self.widget.widgets[0].span = span
        for part, words in zip(self.fields, (_("Write the day too."), _("Write the hour too.")), strict=True):
            part.required = True
            part.error_messages["incomplete"] = words

    def compress(self, parts):
        return from_current_timezone(datetime.combine(*parts)) if parts and all(parts) else None


class PressedButton(forms.Widget):
    """Drawn by the page itself: one button for each answer."""

    is_hidden = True

    def render(self, name, value, attrs=None, renderer=None):
        return ""


class ButtonField(forms.ChoiceField):
    """The answer of the button that was pressed, where several buttons send one form."""

    widget = PressedButton
    default_error_messages = {
        "required": _("Press one of the buttons."),
        "invalid_choice": _("This answer is not known here. Reload the page and choose again."),
    }


class PhoneField(forms.CharField):
    """A telephone number that exists in Thailand or, with +, elsewhere; kept in the international form."""

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return ""
        try:
            number = phonenumbers.parse(in_arabic_digits(text), "TH")
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_valid_number(number):
            raise ValidationError(
                _("This is no telephone number that we can call. Example: 081 234 5678."), code="invalid_phone"
            )
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def checked_rows(field: forms.ModelChoiceField) -> Callable:
    """The field's own check, after numbers that no database holds were refused as what they are: no choice."""
    clean = field.clean

    def checked(value):
        for one in value if isinstance(value, list | tuple) else [value]:
            if isinstance(one, str) and len(one) > 18 and one.strip().lstrip("-").isdigit():
                raise ValidationError(field.error_messages["invalid_choice"], "invalid_choice", {"value": one[:20]})
        return clean(value)

    return checked


def unchosen(choices: list[tuple[str, str]]) -> list[tuple[str, Any]]:
    """The choices of a list where nothing is chosen already: what weighs is chosen by a person and never by its place."""
    return [("", CHOOSE), *choices]


class PlainForm(forms.Form):
    """A form whose errors name the field and say what to do."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.clean = checked_rows(field)
                if field.empty_label == HYPHENS:
                    field.empty_label = CHOOSE if field.required else NOT_CHOSEN
            if field.label and field.error_messages["required"] == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = REQUIRED % {"label": field.label}

    def full_clean(self):
        """What is wrong with a field that nobody sees is said above the form."""
        super().full_clean()
        for name in [name for name in self._errors or () if name in self.fields and self.fields[name].widget.is_hidden]:
            self.add_error(None, self._errors.pop(name).as_data())

    def clean(self):
        cleaned = super().clean()
        return {
            key: normalise(value).replace("\x00", "") if isinstance(value, str) else value
            for key, value in cleaned.items()
        }


class ReasonForm(PlainForm):
    """The written reason of an act."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class DecisionForm(PlainForm):
    """Yes or no to something that waits for approval, by two buttons."""

    approve = forms.TypedChoiceField(
        choices=[("yes", _("Yes")), ("no", _("No"))], coerce=lambda said: said == "yes", widget=PressedButton,
        error_messages={"required": _("Press one of the buttons.")},
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Reason or remark"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed when you do not approve; the other side reads it."),
    )  # fmt: skip
