"""A call before the public meets it: edited, withdrawn, deleted."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from programme.domain import calls
from programme.forms.cohorts import CallForm
from programme.forms.fields import PlainForm
from programme.kernel.operations import Operation, Operations
from programme.kernel.policies import get_visible, require
from programme.models import Call


def _call(request: HttpRequest, code: str) -> Call:
    call = get_visible(request.user, Call, action="desk", code=code)
    require(request.user, "change", call)
    return call


@login_required
def edit_call(request: HttpRequest, code: str) -> HttpResponse:
    call = _call(request, code)
    changing = Operation(
        CallForm,
        lambda **fields: calls.change_call(call=call, fields=fields, by=request.user, at=timezone.now()),
        said=_("The call is changed."),
        to=reverse("desk_call", args=[code]),
        options={"call": call},
    )
    page = Operations(request, {"": changing})
    if answer := page.answer():
        return answer
    context = {
        "form": page.form, "title": _("Edit this call"), "lead": call.title, "submit_label": _("Save"), "here": "cohorts",
        "cancel_url": reverse("desk_call", args=[code]),
    }  # fmt: skip
    return render(request, "desk/form.html", context, status=page.status)


@login_required
def withdraw_call(request: HttpRequest, code: str) -> HttpResponse:
    call = _call(request, code)
    withdrawing = Operation(
        PlainForm,
        partial(calls.withdraw_call, call=call, by=request.user, at=timezone.now()),
        said=_("The call is a draft again. Its pages have left the site."),
        to=reverse("desk_call", args=[code]),
    )
    lines = [
        _("Its pages leave the site at once and stay as drafts."),
        _("Openings and questions stay as they are."),
        _("Publish the page again when the call is ready."),
    ]
    return _ask(request, call, withdrawing, _("Withdraw this call?"), lines, _("Withdraw the call"))


@login_required
def delete_call(request: HttpRequest, code: str) -> HttpResponse:
    call = _call(request, code)
    deleting = Operation(
        PlainForm,
        partial(calls.delete_call, call=call, by=request.user, at=timezone.now()),
        said=_("The draft is deleted."),
        to=reverse("desk_cohort", args=[call.cohort.code]),
    )
    lines = [
        _("Its questions, rubric and unpublished pages go too."),
        _("This cannot be undone. The history keeps that the call was there."),
    ]
    return _ask(request, call, deleting, _("Delete this draft?"), lines, _("Delete the draft"))


def _ask(
    request: HttpRequest, call: Call, operation: Operation, title: str, lines: list[str], label: str
) -> HttpResponse:
    """Asks first; what the domain refuses is said above the button."""
    page = Operations(request, {"": operation})
    if answer := page.answer():
        return answer
    context = {
        "title": title, "lead": call.title, "lines": lines, "form": page.form, "submit_label": label, "danger": True,
        "cancel_url": reverse("desk_call", args=[call.code]),
    }  # fmt: skip
    return render(request, "confirm.html", context, status=page.status)
