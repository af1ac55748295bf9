"""Inviting a person to an agency, and handing over."""

from django import forms
from django.utils.translation import gettext_lazy as _

from programme.forms.fields import PlainForm
from programme.models import HostAgency, Membership, User


class InviteForm(PlainForm):
    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("The person gets a letter and answers with this address.")
    )
    capacities = forms.MultipleChoiceField(
        label=_("What the person will do"),
        choices=Membership.Capacity.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("More than one is possible. Whoever signs for the agency also manages its people."),
    )


class HandOverForm(PlainForm):
    """Who takes over from somebody who leaves; nobody is an answer too."""

    successor = forms.ModelChoiceField(
        label=_("Who takes over"), queryset=User.objects.none(), required=False, empty_label=_("Nobody"),
        help_text=_("Gets the same task, the openings and the ambassadors that the person supervises."),
    )  # fmt: skip

    def __init__(self, *args, agency: HostAgency, leaving: User, **kwargs):
        super().__init__(*args, **kwargs)
        people = User.objects.filter(memberships__agency=agency, memberships__ended_at=None, is_active=True)
        self.fields["successor"].queryset = people.exclude(pk=leaving.pk).select_related("profile").distinct()
