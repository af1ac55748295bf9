"""One week, by its button."""

from django import forms

from mentoring.models import Placement, Week
from programme.forms.fields import PlainForm


class WeekForm(PlainForm):
    week = forms.ModelChoiceField(queryset=Week.objects.none(), widget=forms.HiddenInput)

    def __init__(self, *args, placement: Placement, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["week"].queryset = Week.objects.filter(placement=placement)
