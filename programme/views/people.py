"""People and their roles."""

from functools import partial

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programme.domain.people import end_role, grant_role
from programme.filters import PersonFilter
from programme.forms.fields import PlainForm, unchosen
from programme.kernel.lists import list_page
from programme.kernel.operations import Operation, Operations
from programme.kernel.policies import can, get_visible, visible_to
from programme.models import Cohort, Role, RoleGrant, User
from programme.queries.history import story_of
from programme.tables import PersonTable
from programme.views.desk import require_staff


class GrantForm(PlainForm):
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=unchosen(Role.choices))
    cohort = forms.ModelChoiceField(
        label=gettext_lazy("Only in cohort"),
        queryset=Cohort.objects.order_by("-number", "pk"),
        required=False,
        empty_label=gettext_lazy("Everywhere"),
    )


class EndForm(PlainForm):
    grant = forms.ModelChoiceField(queryset=RoleGrant.objects.none(), widget=forms.HiddenInput)

    def __init__(self, *args, grants, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["grant"].queryset = grants


@login_required
def people_list(request: HttpRequest) -> HttpResponse:
    require_staff(request)
    rows = (
        visible_to(request.user, User)
        .select_related("profile")
        .prefetch_related("grants")
        .order_by("profile__order_key", "email", "pk")
    )
    found = PersonFilter(request.GET, queryset=rows)
    return list_page(
        request, "desk/list.html", filterset=found, table=PersonTable, name="people", title=_("People"), here="people"
    )


@login_required
def person_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One person's roles; granting and ending them are acts of an officer for somebody else."""
    require_staff(request)
    person = get_visible(request.user, User, code=code)
    grants = person.grants.filter(ended_at=None).select_related("cohort").order_by("pk")
    done = {"by": request.user, "at": timezone.now()}
    buttons = Operations(
        request,
        {
            "grant": Operation(GrantForm, partial(grant_role, user=person, **done), _("The role is granted.")),
            "end": Operation(EndForm, partial(end_role, **done), _("The role is ended."), options={"grants": grants}),
        },
    )
    if answer := buttons.answer():
        return answer
    context = {"person": person, "grants": grants, "buttons": buttons.forms, "history": story_of(person, request.user)}
    context |= {"verdict": can(request.user, "grant", person), "here": "people"}
    return render(request, "desk/person.html", context, status=buttons.status)
