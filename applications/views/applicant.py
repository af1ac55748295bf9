"""The applicant's way to a submitted form: eligibility, sections, choices, documents, check, submit."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applications import wizard
from applications.domain import applications as domain
from applications.domain.submission import submit_application
from applications.forms.eligibility import EligibilityForm
from applications.forms.sections import SectionForm, section_questions
from applications.models import Answer, Application, Document
from applications.queries.pipeline import steps_of
from applications.queries.progress import answers_for_check
from programme.domain.calls import may_enter
from programme.kernel.dates import clock
from programme.kernel.errors import Refusal
from programme.kernel.lists import is_number
from programme.kernel.policies import get_visible, visible_to
from programme.models import Call, Opening


def _call(request: HttpRequest, slug: str) -> Call:
    return get_visible(request.user, Call, queryset=Call.objects.select_related("cohort"), slug=slug)


def _own(request: HttpRequest, slug: str) -> Application:
    """The person's live application to this call, or a 404."""
    rows = (
        visible_to(request.user, Application, "own").exclude(state="withdrawn").select_related("call__cohort", "form")
    )
    return get_object_or_404(rows, call__slug=slug)


def eligibility(request: HttpRequest, slug: str) -> HttpResponse:
    """Can I apply? Answered with reasons, before anybody has to sign up; nothing is kept."""
    call = _call(request, slug)
    form = EligibilityForm(request.GET if request.GET else None)
    findings = form.findings(call) if request.GET and form.is_valid() else None
    context = {
        "call": call,
        "form": form,
        "findings": findings,
        "verdict": form.verdict if findings else "",
        "is_open": may_enter(call=call, user=request.user, at=timezone.now()),
    }
    return render(request, "applications/eligibility.html", context)


@login_required
def apply(request: HttpRequest, slug: str) -> HttpResponse:
    """The door to the form: a POST begins (or finds) the draft, a GET shows where one stands."""
    call = _call(request, slug)
    if request.method == "POST":
        domain.start_application(call=call, applicant=request.user, at=timezone.now())
        return redirect("apply_section", slug=slug, section=wizard.SECTIONS[0].key)
    mine = visible_to(request.user, Application, "own").filter(call=call).exclude(state="withdrawn").first()
    if mine and mine.state not in domain.EDITABLE:
        return redirect("my_application", code=mine.code)
    if mine:
        first = next((step for step in steps_of(mine) if not step.is_done), None)
        return redirect("apply_section", slug=slug, section=first.section.key)
    context = {
        "call": call,
        "is_open": may_enter(call=call, user=request.user, at=timezone.now()),
        "sections": wizard.SECTIONS,
        "area": "my",
    }
    return render(request, "applications/begin.html", context)


@login_required
def section(request: HttpRequest, slug: str, section: str) -> HttpResponse:
    """One step of the form; each kind of step has its own page."""
    if section not in wizard.BY_KEY:
        return render(request, "404.html", status=404)
    application = _own(request, slug)
    if application.state not in domain.EDITABLE:
        messages.info(request, _("This application is submitted and locked."))
        return redirect("my_application", code=application.code)
    kind = wizard.BY_KEY[section].kind
    page = {"questions": _questions, "openings": _openings, "documents": _documents, "check": _check}[kind]
    return page(request, application, section)


def _page(
    request: HttpRequest, application: Application, section: str, template: str, status: int = 200, **context
) -> HttpResponse:
    found = steps_of(application)
    step = next(step for step in found if step.section.key == section)
    number = wizard.SECTIONS.index(step.section)
    previous = wizard.SECTIONS[number - 1].key if number else ""
    context |= {
        "application": application,
        "call": application.call,
        "steps": found,
        "step": step,
        "previous": previous,
        "area": "my",
    }
    return render(request, template, context, status=status)


def _questions(request: HttpRequest, application: Application, section: str) -> HttpResponse:
    questions = section_questions(application.form, section)
    answer = Answer.objects.filter(application=application, section=section).first()
    kept = set(application.sensitive_answers.values_list("key", flat=True))
    if request.method != "POST":
        form = SectionForm(initial=_initial(answer), questions=questions, has_sensitive=kept)
        return _page(
            request,
            application,
            section,
            "applications/section.html",
            form=form,
            version=answer.version if answer else 0,
            answer=answer,
        )
    form = SectionForm(request.POST, questions=questions, has_sensitive=kept)
    is_valid, is_autosave = form.is_valid(), request.POST.get("autosave") == "1"
    version = request.POST.get("version", "0")
    try:
        answer = domain.save_section(
            application=application, section=section, data=form.typed(), complete=is_valid,
            base_version=int(version) if is_number(version) else 0, by=request.user, at=timezone.now(),
        )  # fmt: skip
    except Refusal as refusal:
        if is_autosave:
            return JsonResponse({"message": str(refusal.message), "code": refusal.code}, status=409)
        answer = Answer.objects.filter(application=application, section=section).first()
        context = {
            "form": form,
            "version": answer.version if answer else 0,
            "answer": answer,
            "conflict": refusal.message,
        }
        return _page(request, application, section, "applications/section.html", status=409, **context)
    if is_autosave:
        return JsonResponse(
            {"version": answer.version, "message": _("Draft saved %(time)s") % {"time": clock(answer.saved_at)}}
        )
    if not is_valid:
        return _page(
            request,
            application,
            section,
            "applications/section.html",
            status=422,
            form=form,
            version=answer.version,
            answer=answer,
        )
    return redirect("apply_section", slug=application.call.slug, section=wizard.after(section))


def _initial(answer: Answer | None) -> dict:
    data = dict(answer.data) if answer else {}
    if isinstance(data.get("birth_on"), str) and len(data["birth_on"]) == 10 and data["birth_on"][4] == "-":
        data["birth_on"] = date.fromisoformat(data["birth_on"])
    return data


def _openings(request: HttpRequest, application: Application, section: str) -> HttpResponse:
    chosen = [
        row.opening for row in application.preferences.select_related("opening__agency", "opening__city__province")
    ]
    if request.method == "POST":
        act, code = request.POST.get("act", ""), request.POST.get("opening", "")
        if act == "next":
            if not chosen:
                messages.error(request, _("Rank at least one opening to go on."))
                return redirect("apply_section", slug=application.call.slug, section=section)
            return redirect("apply_section", slug=application.call.slug, section=wizard.after(section))
        domain.save_choices(
            application=application,
            openings=_reordered(application, chosen, act, code),
            by=request.user,
            at=timezone.now(),
        )
        return redirect(reverse("apply_section", args=[application.call.slug, section]) + "#ranks")
    offered = (
        Opening.objects.filter(call=application.call, state="approved")
        .select_related("agency", "city__province")
        .order_by("city__province__order_key", "agency__order_key", "pk")
    )
    free = [opening for opening in offered if opening not in chosen]
    return _page(
        request,
        application,
        section,
        "applications/openings.html",
        chosen=chosen,
        free=free,
        room=application.call.max_choices - len(chosen),
    )


def _reordered(application: Application, chosen: list[Opening], act: str, code: str) -> list[Opening]:
    """The list after one press: add, up, down, remove."""
    order = list(chosen)
    place = next((i for i, opening in enumerate(order) if opening.code == code), None)
    if act == "add" and place is None:
        order.append(get_object_or_404(Opening, code=code, call=application.call, state="approved"))
    elif act == "remove" and place is not None:
        order.pop(place)
    elif act in ("up", "down") and place is not None:
        other = place + (1 if act == "down" else -1)
        if 0 <= other < len(order):
            order[place], order[other] = order[other], order[place]
    return order


def _documents(request: HttpRequest, application: Application, section: str) -> HttpResponse:
    problems: dict[str, list] = {}
    if request.method == "POST":
        kind, upload = request.POST.get("kind", ""), request.FILES.get("file")
        if request.POST.get("act") == "remove":
            document = get_object_or_404(Document, application=application, kind=kind)
            domain.remove_document(document=document, by=request.user, at=timezone.now())
            return redirect("apply_section", slug=application.call.slug, section=section)
        if upload is None:
            problems[kind] = [_("Choose a file first.")]
        else:
            try:
                domain.add_document(
                    application=application, kind=kind, upload=upload, by=request.user, at=timezone.now()
                )
                messages.success(request, _("The file is kept."))
                return redirect("apply_section", slug=application.call.slug, section=section)
            except ValidationError as error:
                problems[kind] = error.messages
    have = {row.kind: row for row in application.documents.select_related("file")}
    rows = [
        {"kind": kind, "document": have.get(kind["key"]), "problems": problems.get(kind["key"], [])}
        for kind in application.call.documents
    ]
    return _page(
        request, application, section, "applications/documents.html", rows=rows, status=422 if problems else 200
    )


def _check(request: HttpRequest, application: Application, section: str) -> HttpResponse:
    if request.method == "POST":
        if request.POST.get("truth") != "yes":
            messages.error(request, _("Tick that what you wrote is true, then submit."))
            return redirect("apply_section", slug=application.call.slug, section=section)
        submitted = submit_application(application=application, by=request.user, at=timezone.now())
        messages.success(
            request,
            _("Submitted. Your receipt number is %(number)s; a letter is on its way.")
            % {"number": submitted.receipt_number},
        )
        return redirect("my_application", code=application.code)
    context = {"parts": answers_for_check(application), "gaps": wizard.missing(steps_of(application))}
    return _page(request, application, section, "applications/check.html", **context)
