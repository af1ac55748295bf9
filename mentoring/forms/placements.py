"""Who stands by an ambassador: put there and let go by the office."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.models import Placement, RoleAssignment
from programme.forms.fields import PlainForm, unchosen
from programme.forms.people import AccountField


class BesideForm(PlainForm):
    """One person, by the address of their account, and the task."""

    email = AccountField(label=_("The e-mail address of the person's account"))
    kind = forms.ChoiceField(label=_("Task"), choices=unchosen(RoleAssignment.Kind.choices))

    def given(self) -> dict:
        return {"user": self.cleaned_data["email"], "kind": self.cleaned_data["kind"]}


class LetGoForm(PlainForm):
    role = forms.ModelChoiceField(queryset=RoleAssignment.objects.none(), widget=forms.HiddenInput)

    def __init__(self, *args, placement: Placement, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].queryset = placement.roles.filter(to_on=None)
