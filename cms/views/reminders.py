"""Reminders of a call's deadline, for people without an account. A letter's links show a page; only a press acts."""

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cms.domain.reminders import WAITS, ask_reminder, confirm_reminder, forget_reminder
from cms.forms.reminders import WORDING, ReminderForm
from cms.letters import SALT
from cms.models import CallPage, CallReminder
from programme.kernel.limits import is_used_up
from programme.kernel.operations import form_of
from programme.models import Call


@never_cache
def remind(request: HttpRequest, slug: str) -> HttpResponse:
    """Answers every address alike, known or not; a robot is thanked and kept nowhere."""
    shown = CallPage.objects.live().filter(locale__language_code=_language())
    call = get_object_or_404(Call, slug=slug, pk__in=shown.values("call_id"))
    form, problem = form_of(request, ReminderForm), ""
    if request.method == "POST" and form.is_valid():
        if form.is_from_a_robot or not is_used_up(request, door="remind", rate="5/h"):
            if not form.is_from_a_robot:
                words = {"wording": str(WORDING), "language": _language(), "at": timezone.now()}
                ask_reminder(call=call, email=form.cleaned_data["email"], **words)
            messages.success(
                request, _("Look into your mailbox: we remind you once you press the button in our letter.")
            )
            return redirect("site_call", slug=slug)
        problem = _("Five reminders were asked for from your network within an hour. Please try again later.")
    context = {"call": call, "form": form, "problem": problem, "is_open": call.takes_entries(timezone.now())}
    status = 429 if problem else 422 if form.errors else 200
    return render(request, "cms/remind.html", context | {"is_private": True}, status=status)


@never_cache
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    reminder = _reminder(token, max_age=WAITS.total_seconds())
    if request.method == "POST":
        confirm_reminder(reminder=reminder, at=timezone.now())
        messages.success(request, _("We remind you three days and one day before the call closes."))
        return redirect("site_call", slug=reminder.call.slug)
    return render(request, "cms/remind_answer.html", {"reminder": reminder, "is_private": True, "is_yes": True})


@never_cache
def stop(request: HttpRequest, token: str) -> HttpResponse:
    reminder = _reminder(token)
    if request.method == "POST":
        call = reminder.call
        forget_reminder(reminder)
        messages.success(request, _("The reminder is ended and your address erased."))
        return redirect("site_call", slug=call.slug)
    return render(request, "cms/remind_answer.html", {"reminder": reminder, "is_private": True, "is_yes": False})


def _reminder(token: str, max_age: float | None = None) -> CallReminder:
    """Whose link it is; gone with the reminder."""
    try:
        code = signing.loads(token, salt=SALT, max_age=max_age)
    except signing.BadSignature as error:
        raise Http404 from error
    return get_object_or_404(CallReminder.objects.select_related("call"), code=code)


def _language() -> str:
    return (get_language() or "th")[:2]
