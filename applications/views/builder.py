"""The call builder: the form of a call as its officers see it, and as an applicant will."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString

from applications.domain.dry_run import try_form
from applications.forms.builder_rules import RULES
from applications.forms.sections import SectionForm
from applications.models import FormVersion, Section
from applications.queries.answers import facts_for
from applications.queries.builder_page import BuilderPage
from applications.queries.form_parts import parts_of_form
from applications.queries.forms import form_in_work
from applications.queries.pretended import typed_by
from programme.domain.calls import BEFORE_THE_PUBLIC
from programme.kernel.errors import NotVisible
from programme.kernel.policies import get_visible, require
from programme.models import Call
from programme.queries.history import story_of

LANGUAGES = ("th", "en")


def call_to_build(request: HttpRequest, code: str) -> Call:
    """The call, for an officer of its cohort."""
    calls = Call.objects.select_related("cohort")
    call = get_visible(request.user, Call, action="desk", queryset=calls, code=code)
    require(request.user, "change", call)
    return call


@login_required
def builder(request: HttpRequest, code: str) -> HttpResponse:
    call = call_to_build(request, code)
    version = form_in_work(call)
    if version is None:
        return redirect("desk_form_start", code=code)
    version.call = call
    page = BuilderPage(version, timezone.now())
    language = request.GET.get("phone", "")
    language = language if language in LANGUAGES else "th"
    sections = page.rows["section"]
    shown = next((row for row in sections if row.key == request.GET.get("section")), sections[0] if sections else None)
    context = {
        "call": call, "version": version, "page": page, "here": "cohorts", "rule_kinds": RULES,
        "may_edit": version.state == "draft", "may_judge": call.state in BEFORE_THE_PUBLIC,
        "may_correct": version.state == "published" and call.state in ("open", "closed"),
        "is_correction": version.state == "draft" and version.number > 1,
        "phone": phone(version, shown, language) if shown else "", "language": language, "shown": shown,
        "newest": next(iter(story_of(version, request.user)), None),
    }  # fmt: skip
    return render(request, "applications/desk/builder/page.html", context)


@login_required
def preview(request: HttpRequest, code: str, language: str, section: str) -> HttpResponse:
    """One section as an applicant meets it, filled by a pretend applicant."""
    call = call_to_build(request, code)
    version = form_in_work(call)
    sections = list(version.sections.all()) if version else []
    shown = next((row for row in sections if row.key == section), None)
    if shown is None or language not in LANGUAGES:
        return render(request, "404.html", status=404)
    context = {
        "call": call, "version": version, "sections": sections, "shown": shown, "language": language, "here": "cohorts",
        "phone": phone(version, shown, language, is_filled=True),
    }  # fmt: skip
    return render(request, "applications/desk/builder/preview.html", context)


@login_required
def dry_run(request: HttpRequest, code: str) -> HttpResponse:
    """The whole call tried with pretend applicants, before anybody real meets it."""
    call = call_to_build(request, code)
    version = form_in_work(call)
    if version is None:
        raise NotVisible
    version.call = call
    context = {"call": call, "trials": try_form(version), "here": "cohorts"}
    return render(request, "applications/desk/builder/dry_run.html", context)


def phone(version: FormVersion, section: Section, language: str, *, is_filled: bool = False) -> SafeString:
    """A section drawn as on a phone, in a language of its own, to be looked at only."""
    sections = list(version.sections.all())
    with translation.override(language):
        questions = [row for row in parts_of_form(version, "question") if row.section == section.key]
        facts = facts_for(questions)
        kept = typed_by(1, questions, facts) if is_filled else {}
        form = SectionForm(questions=questions, facts=facts, kept=kept, auto_id="phone_%s", prefix="phone")
        for field in form.fields.values():
            field.disabled = True
        context = {
            "section": section, "form": form, "number": sections.index(section) + 1, "all": len(sections) + 1,
            "papers": version.document_kinds.all() if section.kind == Section.Kind.DOCUMENTS else [],
            "referees": version.referee_rules.all() if section.kind == Section.Kind.REFEREES else [],
            "language": language,
        }  # fmt: skip
        return render_to_string("applications/desk/builder/_phone.html", context)
