"""Days and moments that editors type in Wagtail: read by the same rules as everywhere else."""

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import DateTimeField
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateTimeInput

from programme.forms.fields import ThaiDayField
from programme.kernel.typed_dates import PLANNED, NoDay, parse_day


class TypedMomentField(DateTimeField):
    """A day and an hour in one line, as Wagtail's own control writes them; the year may be Buddhist."""

    widget = AdminDateTimeInput

    def to_python(self, value):
        if isinstance(value, str) and value.strip():
            typed, _space, hour = value.strip().rpartition(" ")
            try:
                value = f"{parse_day(typed or hour, span=PLANNED):%Y-%m-%d} {hour if typed else '00:00'}"
            except NoDay as no:
                raise ValidationError(str(no), code="invalid_day") from None
        return super().to_python(value)


def keep_what_is_typed() -> None:
    """Wagtail's control puts this very minute in the place of what it cannot read; it is to be refused in words."""
    as_it_was = AdminDateTimeInput.get_config

    def with_what_is_typed(widget: AdminDateTimeInput) -> dict:
        return as_it_was(widget) | {"validateOnBlur": False}

    AdminDateTimeInput.get_config = with_what_is_typed


def read_days_everywhere() -> None:
    """Every day and moment of a record that editors open in Wagtail."""
    keep_what_is_typed()
    register_form_field_override(models.DateField, override={"form_class": ThaiDayField})
    register_form_field_override(models.DateTimeField, override={"form_class": TypedMomentField})
