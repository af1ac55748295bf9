"""What evaluators fill in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.models import Outcome
from mentoring.queries.pseudonyms import said_of
from programme.forms.fields import PlainForm, ThaiDayField
from programme.models import Cohort

AREA = {"rows": 3}


class OutcomeField(forms.ModelChoiceField):
    """Outcomes by what they state, as evaluators may read it."""

    def label_from_instance(self, obj: Outcome) -> str:
        return said_of(obj)


class ReportForm(PlainForm):
    title_th = forms.CharField(label=_("Title in Thai"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200)
    cohort = forms.ModelChoiceField(label=_("Cohort"), queryset=Cohort.objects.order_by("-number", "pk"))
    from_on = ThaiDayField(label=_("From"))
    to_on = ThaiDayField(label=_("To"))
    summary_th = forms.CharField(
        label=_("Summary in Thai"), max_length=4000, required=False, widget=forms.Textarea(attrs=AREA)
    )
    summary_en = forms.CharField(
        label=_("Summary in English"), max_length=4000, required=False, widget=forms.Textarea(attrs=AREA)
    )
    highlight = OutcomeField(
        label=_("Outcome to tell the public about"), queryset=Outcome.objects.none(), required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["highlight"].queryset = (
            Outcome.objects.filter(state="verified")
            .select_related("placement__ambassador__profile")
            .order_by("-happened_on", "pk")
        )
