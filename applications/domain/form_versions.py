"""Where a form begins, is written over, saved for other calls, corrected once people answer it, or given up."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from applications.blueprint import Blueprint
from applications.domain.form_editing import editing
from applications.domain.forms import prepare_form, publish_version, require_draft, write_form, write_judging
from applications.domain.letter_words import letter_words_in
from applications.letters import form_corrected
from applications.models import Criterion, FormTemplate, FormVersion
from applications.queries.blueprints import as_blueprint
from applications.queries.form_faults import gaps_of
from programme.domain.audit import record_act
from programme.domain.calls import BEFORE_THE_PUBLIC, amend_call
from programme.domain.letters import queue_letter
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.models import Call, User

BEGUN, ENDED = "draft", ("draft", "withdrawn")
WAYS_OF_READING = ["reviewers_per_application", "is_blind", "reader_notes_told"]


@transaction.atomic
def start_form(*, call: Call, plan: Blueprint, by: User, at: datetime, like: Call | None = None) -> FormVersion:
    """The first form of a call: of nothing, a template, or an earlier call, whose way of reading it takes over too."""
    form = prepare_form(call=call, by=by, at=at, blueprint=plan)
    if like is not None:
        for name in WAYS_OF_READING:
            setattr(call, name, getattr(like, name))
        call.save(update_fields=WAYS_OF_READING)
    return form


def rewrite_form(*, form: FormVersion, edition: int, plan: Blueprint, by: User, at: datetime) -> FormVersion:
    """A draft becomes what a document says. How applications are judged goes along while nobody applies yet."""
    with editing(form=form, edition=edition, act="import_form", by=by, at=at) as draft:
        for rows in (draft.sections, draft.questions, draft.document_kinds, draft.referee_rules, draft.rules):
            rows.all().delete()
        write_form(draft, plan)
        if draft.call.state in BEFORE_THE_PUBLIC:
            draft.call.screening_points.all().delete()
            Criterion.objects.filter(rubric__call=draft.call).delete()
            write_judging(draft.call, plan)
            draft.call.agreement_th, draft.call.agreement_en = plan.agreement_th, plan.agreement_en
            draft.call.letter_words = letter_words_in(plan)
            draft.call.save(update_fields=["agreement_th", "agreement_en", "letter_words"])
    return draft


@transaction.atomic
def save_template(*, form: FormVersion, name_th: str, name_en: str, by: User, at: datetime) -> FormTemplate:
    """Keeps a form for later calls. A name that stands already is refused."""
    require(by, "change", form.call)
    if FormTemplate.objects.filter(name_th=name_th).exists():
        raise Refusal(_("There is a template of this name. Choose another name."), code="taken", field="name_th")
    plan = as_blueprint(form).model_dump(mode="json")
    template = FormTemplate.objects.create(name_th=name_th, name_en=name_en, blueprint=plan, made_by=by, made_at=at)
    record_act(act="save_template", obj=form, by=by, at=at, reason=name_th)
    return template


@transaction.atomic
def publish_correction(
    *, form: FormVersion, edition: int, note_th: str, note_en: str, by: User, at: datetime
) -> FormVersion:
    """The next version of an open call's form: an amendment of the call, a letter to everybody who began.

    Drafts of applications move along. Who submitted keeps what was handed in, is told, and may leave it so.
    """
    require(by, "change", form.call)
    form = require_draft(form, edition)
    if stopping := [gap.words for gap in gaps_of(form) if gap.stops]:
        raise Refusal(" ".join([_("This version cannot be answered yet."), *stopping]), code="not_ready")
    call = form.call
    form = publish_version(form=form, note=note_th, by=by, at=at)
    applications = call.applications.exclude(state="withdrawn").filter(applicant__is_active=True)
    rows = list(applications.select_related("applicant__profile"))
    drafts = [row.applicant for row in rows if row.state == BEGUN]
    words = {"text_th": note_th, "text_en": note_en}
    amendment = amend_call(call=call, closes_at=None, by=by, at=at, tell=drafts, **words)
    for row in rows:
        if row.state not in ENDED:
            queue_letter(spec=form_corrected(row, amendment), at=at)
    return form


@transaction.atomic
def discard_version(*, form: FormVersion, edition: int, by: User, at: datetime) -> None:
    """Gives a correction up; the published version stands. The first draft of a call is no correction."""
    require(by, "change", form.call)
    form = require_draft(form, edition)
    if not form.call.form_versions.filter(state="published").exists():
        raise Refusal(_("This is the only form of its call. Change it, or read another one into it."), code="only_form")
    record_act(act="discard_version", obj=form.call, by=by, at=at, data={"version": form.number})
    form.delete()
