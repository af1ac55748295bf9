"""Small forms of the pipeline's desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from programme.forms.fields import MomentField, PlainForm
from programme.models import Role, User


class AmendForm(PlainForm):
    text_th = forms.CharField(
        label=_("What changes, in Thai"), max_length=3000, widget=forms.Textarea(attrs={"rows": 3})
    )
    text_en = forms.CharField(
        label=_("What changes, in English"), max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    closes_at = MomentField(
        label=_("New deadline"),
        required=False,
        help_text=_("Leave empty to keep it. It can only move later, except to take back a slip."),
    )


class AssignForm(PlainForm):
    reviewer = forms.ModelChoiceField(label=_("Reviewer"), queryset=User.objects.none())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reviewer"].queryset = (
            User.objects.filter(grants__role=Role.REVIEWER, grants__ended_at=None)
            .select_related("profile")
            .distinct()
            .order_by("profile__order_key", "email", "pk")
        )
