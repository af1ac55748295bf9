"""The questions of a call: prepared, frozen when it opens, corrected by a new version."""

from datetime import datetime

from django.db import transaction

from applications.models import Criterion, FormVersion, Question, Rubric
from applications.standard_form import AGREEMENT_EN, AGREEMENT_TH, ANCHORS, CRITERIA, DOCUMENTS, QUESTIONS
from programme.domain.audit import record_act
from programme.kernel.policies import require
from programme.models import Call, User


@transaction.atomic
def prepare_form(*, call: Call, by: User | None, at: datetime) -> FormVersion:
    """Gives a new call the standard questions, documents, rubric and agreement. Repeating it changes nothing."""
    if by is not None:
        require(by, "change", call)
    existing = call.form_versions.order_by("-number").first()
    if existing:
        return existing
    form = FormVersion.objects.create(call=call, number=1)
    Question.objects.bulk_create(
        Question(
            form=form,
            section=section,
            key=key,
            kind=kind,
            label_th=th,
            label_en=en,
            position=position,
            **{"blind_readers_see": "sensitivity" not in extras} | extras,
        )
        for position, (section, key, kind, th, en, extras) in enumerate(QUESTIONS)
    )
    rubric = Rubric.objects.create(call=call, max_level=len(ANCHORS))
    Criterion.objects.bulk_create(
        Criterion(rubric=rubric, key=key, label_th=th, label_en=en, weight=weight, anchors=ANCHORS, position=position)
        for position, (key, th, en, weight) in enumerate(CRITERIA)
    )
    call.documents = call.documents or DOCUMENTS
    call.agreement_th, call.agreement_en = call.agreement_th or AGREEMENT_TH, call.agreement_en or AGREEMENT_EN
    call.save(update_fields=["documents", "agreement_th", "agreement_en"])
    record_act(act="prepare_form", obj=call, by=by, at=at)
    return form


@transaction.atomic
def correct_form(*, call: Call, changes: dict[str, dict], note: str, by: User, at: datetime) -> FormVersion:
    """A correction to the questions: a new version for those who have not submitted; given answers keep theirs.

    `changes` maps question keys to new field values. Drafts move to the new version, since keys stay the same.
    """
    require(by, "change", call)
    old = call.form_versions.latest("number")
    new = FormVersion.objects.create(
        call=call, number=old.number + 1, note=note, frozen_at=at if old.frozen_at else None
    )
    for question in old.questions.order_by("position", "pk"):
        question.pk = None
        question.form = new
        for name, value in changes.get(question.key, {}).items():
            setattr(question, name, value)
        question.save(force_insert=True)
    call.applications.filter(state="draft").update(form=new)
    record_act(act="correct_form", obj=call, by=by, at=at, reason=note, data={"version": new.number})
    return new
