"""Form fields as people of the country fill them: days in either era, telephone numbers, text without surprises."""

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programme.kernel.dates import day, local, parse_day
from programme.kernel.thai import normalise

REQUIRED = _("Fill in “%(label)s”.")


class ThaiDayField(forms.CharField):
    """One text field for a day; Buddhist and common years are both understood."""

    default_error_messages = {
        "invalid_day": _("Write the day as day/month/year, for example 18/12/2569 or 18/12/2026.")
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", _("Day/month/year; Buddhist or common year"))
        super().__init__(**kwargs)

    def prepare_value(self, value):
        return day(value).replace("\u00a0", " ") if hasattr(value, "year") else value

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        try:
            return parse_day(text[:60])
        except ValueError:
            raise ValidationError(self.error_messages["invalid_day"], code="invalid_day") from None


class MomentField(forms.SplitDateTimeField):
    """A day and an hour in Bangkok time, by the browser's own controls."""

    def __init__(self, **kwargs):
        widget = forms.SplitDateTimeWidget(
            date_format="%Y-%m-%d",
            time_format="%H:%M",
            date_attrs={"type": "date", "class": "form-control", "aria-label": _("Day")},
            time_attrs={"type": "time", "class": "form-control", "aria-label": _("Hour")},
        )
        super().__init__(widget=widget, **kwargs)

    def prepare_value(self, value):
        return local(value) if hasattr(value, "tzinfo") else value


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
            number = phonenumbers.parse(normalise(text), "TH")
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_valid_number(number):
            raise ValidationError(
                _("This is no telephone number that we can call. Example: 081 234 5678."), code="invalid_phone"
            )
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class PlainForm(forms.Form):
    """A form whose errors name the field and say what to do."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = (
                REQUIRED % {"label": field.label} if field.label else field.error_messages["required"]
            )

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
