"""The people of an agency: seen and managed by whoever signs for it, and by the programme office."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from programme.domain import members
from programme.forms.members import HandOverForm, InviteForm
from programme.kernel.errors import NotVisible
from programme.kernel.operations import Operation, Operations
from programme.kernel.policies import can, get_visible, require, visible_to
from programme.kernel.posting import posted_from
from programme.models import HostAgency, Invitation, Membership
from programme.queries.members import invitations_of, people_of
from programme.queries.people import on_staff

HERE = {"area": "host", "here": "people"}


@login_required
def my_agencies(request: HttpRequest) -> HttpResponse:
    """Straight to the people of the one agency; a choice where there are several."""
    rows = list(visible_to(request.user, HostAgency, "member").order_by("name_th", "pk"))
    if len(rows) == 1:
        return redirect("host_people", code=rows[0].code)
    return render(request, "programme/agencies.html", HERE | {"agencies": rows})


@login_required
def people(request: HttpRequest, code: str) -> HttpResponse:
    """Who acts for the agency, who is invited, and the door to invite."""
    agency = get_visible(request.user, HostAgency, code=code)
    may_manage, now = can(request.user, "manage_people", agency), timezone.now()
    if request.method == "POST":
        require(request.user, "manage_people", agency)
    inviting = Operation(
        InviteForm,
        partial(members.invite_member, agency=agency, by=request.user, at=now),
        said=lambda invitation: _("The invitation is on its way to %(email)s.") % {"email": invitation.email},
    )
    page = Operations(request, {"": inviting})
    if answer := page.answer(to=reverse("host_people", args=[code])):
        return answer
    context = HERE | {
        "agency": agency, "people": people_of(agency), "form": page.form, "may_manage": may_manage,
        "invitations": invitations_of(agency, now) if may_manage else [], "from_desk": on_staff(request.user),
    }  # fmt: skip
    return render(request, "programme/people.html", context, status=page.status)


@login_required
def end_membership(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Asks who takes over, then ends a person's task."""
    agency = get_visible(request.user, HostAgency, code=code)
    require(request.user, "manage_people", agency)
    member = get_object_or_404(agency.memberships.select_related("user__profile", "agency"), pk=pk, ended_at=None)
    ending = Operation(
        HandOverForm,
        partial(members.end_membership, member=member, by=request.user, at=timezone.now()),
        said=_("Done. The person is told by letter."),
        to=lambda _ended: _where_they_may_be(request, agency),
        options={"agency": agency, "leaving": member.user},
    )
    page = Operations(request, {"": ending})
    if answer := page.answer():
        return answer
    context = HERE | {
        "title": _("%(person)s leaves") % {"person": member.user.get_full_name()},
        "lead": f"{agency.name}: {Membership.Capacity(member.capacity).label}",
        "form": page.form, "submit_label": _("End this task"), "danger": True, "cancel_url": reverse("host_people", args=[code]),
    }  # fmt: skip
    return render(request, "confirm.html", context, status=page.status)


def _where_they_may_be(request: HttpRequest, agency: HostAgency) -> str:
    """Whoever ended their own last task does not see the agency any more."""
    still_there = visible_to(request.user, HostAgency).filter(pk=agency.pk).exists()
    return reverse("host_people", args=[agency.code]) if still_there else reverse("my_home")


@login_required
@posted_from("host_agencies")
def send_again(request: HttpRequest, code: str) -> HttpResponse:
    invitation = _managed(request, code)
    members.send_again(invitation=invitation, by=request.user, at=timezone.now())
    messages.success(request, _("The letter is on its way again."))
    return redirect("host_people", code=invitation.agency.code)


@login_required
@posted_from("host_agencies")
def take_back(request: HttpRequest, code: str) -> HttpResponse:
    invitation = _managed(request, code)
    members.take_back(invitation=invitation, by=request.user, at=timezone.now())
    messages.success(request, _("The invitation is taken back; its link no longer works."))
    return redirect("host_people", code=invitation.agency.code)


def _managed(request: HttpRequest, code: str) -> Invitation:
    """The invitation, if this person manages its agency; else it does not exist for them."""
    invitation = get_object_or_404(Invitation.objects.select_related("agency"), code=code)
    if not can(request.user, "manage_people", invitation.agency):
        raise NotVisible
    return invitation


@login_required
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """Where the letter's link ends: what the agency asks, yes or no."""
    found = get_object_or_404(Invitation.objects.select_related("agency", "invited_by__profile"), code=code)
    context = {
        "invitation": found, "area": "my", "is_open": found.is_open(timezone.now()),
        "is_theirs": found.email.lower() == request.user.email.lower(),
    }  # fmt: skip
    return render(request, "programme/invitation.html", context)


@login_required
@posted_from("host_invitation", code="code")
def accept(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(Invitation, code=code)
    members.accept_invitation(invitation=found, by=request.user, at=timezone.now())
    messages.success(request, _("Welcome. You now act for %(agency)s.") % {"agency": found.agency.name})
    return redirect("host_people", code=found.agency.code)


@login_required
@posted_from("host_invitation", code="code")
def decline(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(Invitation, code=code)
    members.decline_invitation(invitation=found, by=request.user, at=timezone.now())
    messages.success(request, _("You said no. The agency sees it on its page."))
    return redirect("my_home")
