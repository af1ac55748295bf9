"""One part of a form: added, changed, removed, moved, asked only under a condition."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.answers.kinds import KINDS
from applications.domain import form_editing, rubric_editing
from applications.forms import builder as forms
from applications.forms.builder_condition import ConditionForm
from applications.forms.builder_question import QuestionForm
from applications.forms.builder_rules import RULES, rule_form
from applications.forms.builder_versions import EditionForm, MoveForm
from applications.models import FormVersion
from applications.queries.form_parts import PARTS, find_part
from applications.queries.forms import form_in_work
from applications.queries.rules import Ground
from applications.rules import words_of
from applications.views.builder import call_to_build
from programme.kernel.errors import NotVisible, Refusal
from programme.kernel.operations import Operation, Operations, operate
from programme.kernel.posting import posted_from

FORMS = {
    "section": forms.SectionPartForm, "question": QuestionForm, "paper": forms.PaperForm,
    "referee": forms.RefereeForm, "rule": rule_form, "point": forms.PointForm, "criterion": forms.CriterionForm,
}  # fmt: skip


def titles() -> dict[str, tuple[str, str]]:
    """What adding and changing a part of each sort is called."""
    return {
        "section": (_("Add a section"), _("Edit the section")),
        "question": (_("Add a question"), _("Edit the question")),
        "paper": (_("Add a paper"), _("Edit the paper")),
        "referee": (_("Add a referee"), _("Edit the referee")),
        "rule": (_("Add a rule"), _("Edit the rule")),
        "point": (_("Add a screening point"), _("Edit the screening point")),
        "criterion": (_("Add a criterion"), _("Edit the criterion")),
    }


def draft_of(request: HttpRequest, code: str) -> FormVersion:
    """The draft of a call's form; a public version is told to be one before anything is typed."""
    call = call_to_build(request, code)
    version = form_in_work(call)
    if version is None:
        raise NotVisible
    version.call = call
    if version.state != "draft":
        words = _("This version is public: people answer it as it stands. Begin a correction on the form's page.")
        raise Refusal(words, code="published")
    return version


def _back(code: str, anchor: str = "") -> str:
    return reverse("desk_form", args=[code]) + (f"#{anchor}" if anchor else "")


@login_required
def add(request: HttpRequest, code: str, part: str, kind: str = "") -> HttpResponse:
    version = draft_of(request, code)
    if part not in PARTS or (kind and kind not in {"question": KINDS, "rule": RULES}.get(part, {})):
        raise NotVisible
    section = request.GET.get("section", "")
    if part in ("question", "rule") and not kind:
        return _choose_kind(request, version, part, section)
    adding = Operation(
        FORMS[part],
        partial(form_editing.add_part, form=version, part=part, by=request.user, at=timezone.now()),
        said=_("Added."),
        to=lambda row: _back(code, f"{part}-{row.key}"),
        options={"version": version, "kind": kind, "section": section},
        given=lambda form: form.given(),
    )
    what = {"question": KINDS, "rule": RULES}.get(part, {}).get(kind)
    lead = str(what.label if part == "question" else what.words) if what else ""
    return _form_page(request, version, adding, titles()[part][0], lead)


def _choose_kind(request: HttpRequest, version: FormVersion, part: str, section: str) -> HttpResponse:
    kinds = [(code, kind.label, "") for code, kind in KINDS.items()]
    if part == "rule":
        kinds = [(code, rule.words, rule.hint) for code, rule in RULES.items()]
    context = {
        "call": version.call, "title": titles()[part][0], "kinds": kinds, "part": part, "section": section, "here": "cohorts",
    }  # fmt: skip
    return render(request, "applications/desk/builder/kinds.html", context)


@login_required
def change(request: HttpRequest, code: str, part: str, key: str) -> HttpResponse:
    version = draft_of(request, code)
    row = find_part(version, part, key)
    changing = Operation(
        FORMS[part],
        partial(form_editing.change_part, form=version, part=part, key=key, by=request.user, at=timezone.now()),
        said=_("Saved."),
        to=_back(code, f"{part}-{key}"),
        options={"version": version, "row": row},
        given=lambda form: form.given(),
    )
    lead = words_of(row.tree, Ground(version, version.call).speech) if part == "rule" else str(row)
    return _form_page(request, version, changing, titles()[part][1], lead)


@login_required
def condition(request: HttpRequest, code: str, part: str, key: str) -> HttpResponse:
    version = draft_of(request, code)
    if part not in ("section", "question"):
        raise NotVisible
    row = find_part(version, part, key)
    changing = Operation(
        ConditionForm,
        partial(form_editing.change_part, form=version, part=part, key=key, by=request.user, at=timezone.now()),
        said=_("Saved."),
        to=_back(code, f"{part}-{key}"),
        options={"version": version, "part": part, "row": row},
        given=lambda form: form.given(),
    )
    return _form_page(request, version, changing, _("When is this asked?"), str(row))


@login_required
def remove(request: HttpRequest, code: str, part: str, key: str) -> HttpResponse:
    version = draft_of(request, code)
    row = find_part(version, part, key)
    removing = Operation(
        EditionForm,
        partial(form_editing.remove_part, form=version, part=part, key=key, by=request.user, at=timezone.now()),
        said=_("Removed."),
        to=_back(code),
    )
    lines = [_("Answers that people gave to it in earlier versions are kept.")] if version.number > 1 else []
    if part == "section":
        lines = [_("Its questions go too:"), *map(str, version.questions.filter(section=key)), *lines]
    context = {"lines": lines, "submit_label": _("Remove"), "danger": True}
    return _form_page(request, version, removing, _("Remove this?"), str(row), **context)


@login_required
@posted_from("desk_form", code="code")
def move(request: HttpRequest, code: str, part: str, key: str) -> HttpResponse:
    """Up, down, or before another one."""
    version = draft_of(request, code)
    words = {"form": version, "part": part, "key": key, "by": request.user, "at": timezone.now()}

    def moved(*, edition: int, step: str, before: str) -> None:
        if before:
            form_editing.place_part(edition=edition, before=before, **words)
        else:
            form_editing.move_part(edition=edition, step=step, **words)

    return operate(request, Operation(MoveForm, moved), to=_back(code, f"{part}-{key}"))


@login_required
def weights(request: HttpRequest, code: str) -> HttpResponse:
    version = draft_of(request, code)
    setting = Operation(
        forms.WeightsForm,
        partial(rubric_editing.set_weights, form=version, by=request.user, at=timezone.now()),
        said=_("Saved."),
        to=_back(code, "rubric"),
        options={"version": version},
        given=lambda form: form.given(),
    )
    return _form_page(request, version, setting, _("Weights"), _("Together they have to be 100."), is_sum=True)


@login_required
def terms(request: HttpRequest, code: str, what: str) -> HttpResponse:
    """What of the call itself is edited beside its form."""
    version = draft_of(request, code)
    found = {
        "agreement": (forms.AgreementForm, _("Agreement")),
        "readers": (forms.ReadingForm, _("Readers")),
    }
    form, title = found[what]
    changing = Operation(
        form,
        partial(rubric_editing.change_terms, form=version, by=request.user, at=timezone.now()),
        said=_("Saved."),
        to=_back(code, "reading"),
        options={"version": version},
        given=lambda form: form.given(),
    )
    return _form_page(request, version, changing, title, version.call.title)


def _form_page(
    request: HttpRequest, version: FormVersion, operation: Operation, title: str, lead: str = "", **more
) -> HttpResponse:
    """A page with one form. Whoever was overtaken by another officer reads so and keeps what they typed."""
    page = Operations(request, {"": operation})
    if answer := page.answer():
        return answer
    version.refresh_from_db(fields=["edition"])
    context = {
        "call": version.call, "version": version, "form": page.form, "title": title, "lead": lead, "here": "cohorts",
        "submit_label": _("Save"), "cancel_url": _back(version.call.code),
    } | more  # fmt: skip
    return render(request, "applications/desk/builder/form.html", context, status=page.status)
