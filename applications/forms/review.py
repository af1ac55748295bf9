"""A reader's judgement: a level for each criterion, a remark, and the version that the page was drawn from."""

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.models import Criterion, Rubric
from programme.forms.fields import PlainForm

LEVEL = "level-"


class ReviewForm(PlainForm):
    """One field for each criterion of the rubric, so that nothing else can be scored."""

    version = forms.IntegerField(min_value=0, max_value=10**9, required=False, widget=forms.HiddenInput)
    comment = forms.CharField(
        label=_("Remark"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args, rubric: Rubric, criteria: list[Criterion], **kwargs):
        super().__init__(*args, **kwargs)
        levels = [(level, level) for level in range(1, rubric.max_level + 1)]
        for criterion in criteria:
            self.fields[LEVEL + criterion.key] = forms.TypedChoiceField(
                label=criterion.label, choices=levels, coerce=int, empty_value=None, required=False
            )

    def given(self) -> dict:
        levels = {
            key.removeprefix(LEVEL): level
            for key, level in self.cleaned_data.items()
            if key.startswith(LEVEL) and level is not None
        }
        return {
            "levels": levels,
            "comment": self.cleaned_data["comment"],
            "base_version": self.cleaned_data["version"] or 0,
        }
