"""The form of a call: prepared from a template, published when the call opens, corrected by the next version."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from applications.blueprint import Blueprint, shipped
from applications.domain.letter_words import letter_words_in
from applications.models import (
    Criterion,
    DocumentKind,
    EligibilityRule,
    FormTemplate,
    FormVersion,
    Question,
    RefereeRule,
    Rubric,
    ScreeningPoint,
    Section,
)
from applications.queries.rules import faults_in
from programme.domain.audit import record_act
from programme.domain.transitions import move
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.models import Call, User

STANDARD = "standard_form"


@transaction.atomic
def prepare_form(*, call: Call, by: User | None, at: datetime, blueprint: Blueprint | None = None) -> FormVersion:
    """Gives a new call its form, rubric, screening points and agreement: of `blueprint`, or the standard ones.

    Repeating it changes nothing.
    """
    if by is not None:
        require(by, "change", call)
    if existing := call.form_versions.order_by("-number").first():
        return existing
    plan = blueprint or shipped(STANDARD)
    form = FormVersion.objects.create(call=call, number=1)
    write_form(form, plan)
    write_judging(call, plan)
    call.agreement_th, call.agreement_en = (
        call.agreement_th or plan.agreement_th,
        call.agreement_en or plan.agreement_en,
    )
    call.letter_words = call.letter_words or letter_words_in(plan)
    call.save(update_fields=["agreement_th", "agreement_en", "letter_words"])
    record_act(act="prepare_form", obj=call, by=by, at=at)
    return form


def write_form(form: FormVersion, plan: Blueprint) -> None:
    """Writes the rows of an empty version."""
    sections = [part.model_dump(exclude={"questions"}) for part in plan.sections]
    questions = [one.model_dump() | {"section": part.key} for part in plan.sections for one in part.questions]
    rows: list[tuple[Any, list[dict[str, Any]]]] = [
        (Section, sections),
        (Question, questions),
        (DocumentKind, [part.model_dump() for part in plan.documents]),
        (RefereeRule, [part.model_dump() for part in plan.referees]),
        (EligibilityRule, [part.model_dump() for part in plan.rules]),
    ]
    for model, parts in rows:
        model.objects.bulk_create(model(form=form, position=n, **part) for n, part in enumerate(parts))


def write_judging(call: Call, plan: Blueprint) -> None:
    """How the applications of a call are screened and read."""
    ScreeningPoint.objects.bulk_create(
        ScreeningPoint(call=call, position=n, **part.model_dump()) for n, part in enumerate(plan.points)
    )
    rubric, _made = Rubric.objects.update_or_create(call=call, defaults={"max_level": plan.max_level})
    Criterion.objects.bulk_create(
        Criterion(rubric=rubric, position=n, **part.model_dump()) for n, part in enumerate(plan.criteria)
    )


def require_draft(form: FormVersion, edition: int | None = None) -> FormVersion:
    """The version under a lock, to be edited; refused once people answer it, or when another officer edited it since."""
    form = FormVersion.objects.select_for_update().get(pk=form.pk)
    if form.state != "draft":
        raise Refusal(
            _(
                "This version is public: people answer it as it stands. Begin a correction; it becomes the next version."
            ),
            code="published",
        )
    if edition is not None and edition != form.edition:
        raise Refusal(
            _("Another officer changed this form in the meantime. Look at the form as it is now, then save again."),
            code="stale_form",
        )
    return form


@transaction.atomic
def begin_version(*, call: Call, by: User, at: datetime) -> FormVersion:
    """A draft of the next version, equal to the published one. Repeating it gives the draft that is there."""
    require(by, "change", call)
    call = Call.objects.select_for_update().get(pk=call.pk)
    if draft := call.form_versions.filter(state="draft").first():
        return draft
    old = call.form_versions.get(state="published")
    new = FormVersion.objects.create(call=call, number=old.number + 1)
    for rows in (old.sections, old.questions, old.document_kinds, old.referee_rules, old.rules):
        for row in rows.all():
            row.pk, row.form = None, new
            row.save(force_insert=True)
    record_act(act="begin_version", obj=call, by=by, at=at, data={"version": new.number})
    return new


@transaction.atomic
def publish_version(*, form: FormVersion, note: str, by: User | None, at: datetime) -> FormVersion:
    """The draft becomes what people answer. Drafts of applications move along, since keys stay; what was submitted stays."""
    form = require_draft(form)
    old = form.call.form_versions.filter(state="published").first()
    if old and not note.strip():
        raise Refusal(_("Write what changed and why; applicants and officers read it."), code="no_note", field="note")
    _require_sound(form)
    if old:
        move(old, "replace_form", by=by, at=at)
    form = move(
        form, "publish_form", by=by, at=at, reason=note.strip(), values={"published_at": at, "note": note.strip()}
    )
    form.call.applications.filter(Q(state="draft") | Q(changing_since__isnull=False)).update(form=form)
    return form


def _require_sound(form: FormVersion) -> None:
    """No rule and no condition that nobody could follow reaches the public."""
    faults = [f"{name}: {fault}" for name, fault in faults_in(form)]
    if faults:
        words = _("A rule or a condition of the form is not sound. %(faults)s")
        raise Refusal(words % {"faults": " ".join(faults)}, code="unsound_rule")


def publish_first_version(*, call: Call, at: datetime) -> None:
    """The call opens: what was prepared is what people answer from now on."""
    draft = call.form_versions.filter(state="draft").first()
    if draft and not call.form_versions.filter(state="published").exists():
        publish_version(form=draft, note="", by=None, at=at)


def ensure_templates() -> None:
    """Keeps the shipped form among the templates, as it is shipped; running it again changes nothing."""
    plan = shipped(STANDARD).model_dump()
    names = {"name_th": "ใบสมัครมาตรฐาน", "name_en": "The standard form", "blueprint": plan}
    FormTemplate.objects.update_or_create(shipped_as=STANDARD, defaults=names)
