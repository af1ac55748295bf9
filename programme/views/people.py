"""People and their roles."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programme.domain.people import end_role, grant_role
from programme.filters import PersonFilter
from programme.kernel.lists import is_number, list_page
from programme.kernel.policies import can, get_visible, visible_to
from programme.models import Cohort, Role, RoleGrant, User
from programme.tables import PersonTable
from programme.views.agencies import story_of
from programme.views.desk import require_staff


class GrantForm(forms.Form):
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role.choices)
    cohort = forms.ModelChoiceField(
        label=gettext_lazy("Only in cohort"),
        queryset=Cohort.objects.order_by("-number", "pk"),
        required=False,
        empty_label=gettext_lazy("Everywhere"),
    )


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
    form = GrantForm(request.POST if request.POST.get("act") == "grant" else None)
    if request.method == "POST" and request.POST.get("act") == "end":
        grant = get_object_or_404(
            RoleGrant, user=person, pk=request.POST.get("grant") if is_number(request.POST.get("grant", "")) else 0
        )
        end_role(grant=grant, by=request.user, at=timezone.now())
        messages.success(request, _("The role is ended."))
        return redirect("desk_person", code=code)
    if request.method == "POST" and form.is_valid():
        grant_role(
            user=person,
            role=form.cleaned_data["role"],
            cohort=form.cleaned_data["cohort"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("The role is granted."))
        return redirect("desk_person", code=code)
    grants = person.grants.filter(ended_at=None).select_related("cohort").order_by("pk")
    context = {"person": person, "grants": grants, "form": form, "history": story_of(person), "here": "people"}
    return render(request, "desk/person.html", context | {"verdict": can(request.user, "grant", person)})
