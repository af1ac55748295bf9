"""The door to the form, and which page each of its steps has."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from applications import wizard
from applications.domain.applications import SUBMITTED, start_application
from applications.models import Application
from applications.queries.answers import draft_sheet
from applications.queries.applications import alive_application
from applications.queries.at_hand import DRAFT, REFEREES, with_deadline
from applications.queries.carrying import offer_to_carry
from applications.queries.corrections import open_correction
from applications.queries.documents import papers_of
from applications.queries.forms import key_of, standing_form, steps_in, with_parts
from applications.queries.kept import KEPT
from applications.queries.pipeline import is_asked, steps_of
from applications.queries.preferences import chosen_openings
from applications.queries.referees import places_of
from applications.queries.rules import asked_of
from applications.views import answers, documents, preferences, referees, submission
from applications.views.autosaving import signed_out
from applications.views.begun import lay_down
from applications.views.step_page import after, step_page
from programme.domain.calls import may_enter, may_finish
from programme.kernel.given_back import is_autosave
from programme.kernel.policies import get_visible, visible_to
from programme.models import Call

PAGES = {
    "questions": answers.questions,
    "openings": preferences.openings,
    "documents": documents.documents,
    "referees": referees.referees,
    "check": submission.check,
}


@login_required
def apply(request: HttpRequest, slug: str) -> HttpResponse:
    """The door to the form: a POST begins (or finds) the draft, a GET shows where one stands."""
    call = get_visible(request.user, Call, queryset=Call.objects.select_related("cohort"), slug=slug)
    if request.method == "POST":
        draft = start_application(call=call, applicant=request.user, at=timezone.now())
        lay_down(request, draft, timezone.now())
        return redirect("apply_section", slug=slug, section=steps_in(draft.form)[0].key)
    mine = alive_application(call=call, applicant=request.user)
    if mine and not mine.is_editable:
        messages.info(request, _("You have applied to this call already. This is your application."))
        return redirect("my_application", code=mine.code)
    if mine:
        return redirect("apply_section", slug=slug, section=_where_to_go_on(mine))
    is_open = may_enter(call=call, user=request.user, at=timezone.now())
    form = standing_form(call)
    context = {"call": call, "is_open": is_open, "sections": steps_in(form) if form else [], "area": "my"}
    context["kept_days"] = KEPT.days
    context["earlier"] = offer_to_carry(call, request.user, form) if form and is_open else None
    return render(request, "applications/begin.html", context)


def _where_to_go_on(application: Application) -> str:
    """The first part that was asked for in a correction, else the first step that is not done."""
    asked = open_correction(application)
    if asked and asked.parts:
        return asked.parts[0]
    return next(step.section.key for step in steps_of(application) if not step.is_done)  # the check never is


def section(request: HttpRequest, slug: str, section: str) -> HttpResponse:
    """One step. A page that saves by itself is told when its person is no longer signed in."""
    if is_autosave(request) and not request.user.is_authenticated:
        return signed_out()
    return _section(request, slug, section)


@login_required
def _section(request: HttpRequest, slug: str, section: str) -> HttpResponse:
    rows = visible_to(request.user, Application, "own").exclude(state="withdrawn")
    rows = rows.select_related("call__cohort", "form", "applicant__profile")
    if request.method != "POST":  # what is written must be read anew
        rows = with_deadline(rows.prefetch_related(*DRAFT))
    application = get_object_or_404(rows, call__slug=slug)
    with_parts(application.form)
    if request.method != "POST" and key_of(application.form, "referees"):
        prefetch_related_objects([application], REFEREES)
    found = next((step for step in steps_in(application.form) if step.key == section), None)
    if found is None:
        return render(request, "404.html", status=404)
    if not application.is_editable:
        words = _(SUBMITTED)
        if is_autosave(request):
            return JsonResponse({"code": "locked", "message": words}, status=409)
        if request.method == "POST" and found.kind == "questions":
            return answers.too_late(request, application, section)
        messages.info(request, words)
        return redirect("my_application", code=application.code)
    if request.method != "POST" and not is_asked(found, asked_of(application)):
        messages.info(
            request, _("“%(section)s” is not asked of you, by what you have answered.") % {"section": found.label}
        )
        return redirect("apply_section", slug=slug, section=after(application, section))
    if request.method != "POST" and _is_to_read_only(application, found):
        return _locked(request, application, found)
    return PAGES[found.kind](request, application, section)


def _is_to_read_only(application: Application, section: wizard.Section) -> bool:
    """After the deadline nothing of a draft can change; in a correction nothing that was not asked for."""
    if application.state != "correction":
        return not may_finish(call=application.call, user=application.applicant, at=timezone.now())
    asked = open_correction(application)
    return asked is not None and wizard.is_locked(section, asked.parts)


def _locked(request: HttpRequest, application: Application, section: wizard.Section) -> HttpResponse:
    """A part to be read and not changed."""
    context = {
        "parts": [
            part
            for part in draft_sheet(application, asked_of(application).questions)
            if part["section"].key == section.key
        ],
        "chosen": chosen_openings(application) if section.kind == "openings" else None,
        "papers": papers_of(application) if section.kind == "documents" else None,
        "places": places_of(application) if section.kind == "referees" else None,
        "is_over": application.state != "correction",
    }
    return step_page(request, application, section.key, "applications/locked.html", **context)
