"""A step of questions: saved as it is typed, compared where two tabs wrote, judged beside each field."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.domain.answers import save_section
from applications.forms.comparison import Comparison
from applications.forms.sections import SectionForm
from applications.models import Answer, Application
from applications.queries.answers import secrets_of
from applications.queries.rules import ground_of, not_sent
from applications.views.autosaving import said_of
from applications.views.step_page import after, step_page
from programme.kernel.errors import Refusal
from programme.kernel.given_back import is_autosave
from programme.kernel.operations import form_of

Drawn = Callable[..., HttpResponse]  # of a form, what is kept of it, and what else the page says


def questions(request: HttpRequest, application: Application, section: str, draw: Drawn | None = None) -> HttpResponse:
    """`draw`: for a step that shows more than its questions."""
    draw = draw or partial(_page, request, application, section)
    form, answer = _form(request, application, section)
    if request.method != "POST":
        form.note_what_does_not_count(is_begun=answer is not None)
        return draw(form, answer)
    comparison = Comparison(form)
    if comparison.was_asked and not comparison.is_settled:
        problem = _("Choose one of the two texts for each answer. Nothing is overwritten before.")
        return _compare(request, application, section, problem, status=422)
    try:
        answer = _save(request, application, section, form, comparison)
    except Refusal as refusal:
        form, answer = _form(request, application, section)
        if refusal.code != "stale_tab" or Comparison(form).rows:
            return _refused(request, application, section, refusal, draw)
        # Else the other page, or this one by itself, kept the very same: nothing to choose, the press goes on.
    if is_autosave(request):
        return _saved(answer, form)
    if comparison.was_asked:
        messages.success(request, _("Saved as you chose. Read it once more, then continue."))
        return redirect("apply_section", slug=application.call.slug, section=section)
    if not form.is_valid():
        return draw(form, answer, status=422)
    return redirect("apply_section", slug=application.call.slug, section=after(application, section))


def _form(request: HttpRequest, application: Application, section: str) -> tuple[SectionForm, Answer | None]:
    """The section over what is kept of it this moment."""
    rows = list(application.answers.all())
    typed = {key: value for row in rows for key, value in row.data.items()}
    answer = next((row for row in rows if row.section == section), None)
    kept = (answer.data if answer else {}) | secrets_of(application)
    ground = ground_of(application)
    asked = [row for row in ground.questions if row.section == section]
    form = form_of(request, SectionForm, questions=asked, facts=ground.facts, kept=kept)
    shown = ground.shown(typed | (form.typed() if form.is_bound else {}))
    form.carried = {key: datetime.fromisoformat(since) for key, since in (answer.carried if answer else {}).items()}
    form.hidden = [row.key for row in asked if row.key in shown.hidden]
    form.doubts = form.note_doubts()
    form.not_sent = not_sent(ground, shown, kept | (form.typed() if form.is_bound else {}), section)
    return form, answer


def _save(
    request: HttpRequest, application: Application, section: str, form: SectionForm, comparison: Comparison
) -> Answer:
    return save_section(
        application=application,
        section=section,
        data=comparison.chosen() if comparison.was_asked else form.typed(),
        base_version=form.base_version,
        by=request.user,
        at=timezone.now(),
        is_looked_at=not is_autosave(request),
    )


def _saved(answer: Answer, form: SectionForm) -> JsonResponse:
    """What is asked now goes with it, so that the page shows and hides at once, by the same rules."""
    asked = {"hidden": list(form.hidden), "not_sent": form.not_sent, "doubts": form.doubts}
    return JsonResponse({"code": "saved", "version": answer.version, "message": said_of(answer), **asked})


def _refused(
    request: HttpRequest, application: Application, section: str, refusal: Refusal, draw: Drawn
) -> HttpResponse:
    """Nothing was written: a script is told why, a person gets the page back with everything that was typed."""
    form, answer = _form(request, application, section)
    if is_autosave(request):
        return JsonResponse({"code": refusal.code, "message": str(refusal.message)}, status=409)
    if refusal.code == "stale_tab":
        return _compare(request, application, section, refusal.message)
    return draw(form, answer, status=409, refused=refusal.message)


def _compare(request: HttpRequest, application: Application, section: str, problem: str, status: int = 409):
    """Both texts of each answer that differs; when none does, the other tab saved the same and all is well."""
    form, answer = _form(request, application, section)
    comparison = Comparison(form)
    if not comparison.rows:
        return redirect("apply_section", slug=application.call.slug, section=section)
    context = {"comparison": comparison, "answer": answer, "problem": problem}
    return step_page(request, application, section, "applications/compare.html", status, **context)


def _page(
    request: HttpRequest,
    application: Application,
    section: str,
    form: SectionForm,
    answer: Answer | None,
    status: int = 200,
    **context,
) -> HttpResponse:
    context |= {"form": form, "answer": answer, "version": answer.version if answer else 0}
    return step_page(request, application, section, "applications/section.html", status, **context)


def too_late(request: HttpRequest, application: Application, section: str) -> HttpResponse:
    """The application was handed in while this page was open: what was typed is given back to read and copy."""
    form, _answer = _form(request, application, section)
    rows = [row for row in Comparison(form).rows if row["mine"]]
    context = {"application": application, "rows": rows, "area": "my"}
    return render(request, "applications/too_late.html", context, status=409)
