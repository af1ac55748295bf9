"""What a figure is narrowed by, from an address: a value that means nothing is said, never taken for everything."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.queries.figures import Scope
from programme.domains import CHOICES
from programme.forms.fields import PlainForm, ThaiDayField
from programme.models import Cohort, Province


class ScopeForm(PlainForm):
    cohort = forms.ModelChoiceField(
        label=_("Cohort"),
        queryset=Cohort.objects.order_by("-number", "pk"),
        to_field_name="number",
        required=False,
        empty_label=_("All cohorts"),
    )
    province = forms.ModelChoiceField(
        label=_("Province"),
        queryset=Province.objects.order_by("order_key", "pk"),
        to_field_name="iso_code",
        required=False,
        empty_label=_("All provinces"),
    )
    domain = forms.ChoiceField(
        label=_("Domain"), choices=[("", _("All domains")), *CHOICES], required=False, initial=""
    )
    from_on = ThaiDayField(label=_("From"), required=False, help_text="")
    to_on = ThaiDayField(label=_("To"), required=False, help_text="")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            is_day = isinstance(field, ThaiDayField)
            field.widget.attrs |= {"class": "form-control" if is_day else "form-select", "id": f"f-{name}"}
            if is_day:
                field.widget.attrs["placeholder"] = field.label

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("from_on") and cleaned.get("to_on") and cleaned["to_on"] < cleaned["from_on"]:
            self.add_error("to_on", _("The end has to come after the beginning."))
        return cleaned

    def scope(self) -> Scope | None:
        """The question that is asked, or None while a filter has to be mended."""
        if not self.is_valid():
            return None
        cohort, province = self.cleaned_data["cohort"], self.cleaned_data["province"]
        return Scope(
            cohort_id=cohort.pk if cohort else None,
            province_id=province.pk if province else None,
            domain=self.cleaned_data["domain"],
            from_on=self.cleaned_data["from_on"],
            to_on=self.cleaned_data["to_on"],
        )
