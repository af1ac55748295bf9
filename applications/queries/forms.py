"""The form of a call as others read it: which version stands, its steps, its papers."""

from functools import partial

from django.db.models import Case, IntegerField, Model, QuerySet, Value, When

from applications import wizard
from applications.models import DocumentKind, EligibilityRule, FormVersion, Question, RefereeRule, Section
from programme.kernel.lasting import lasting
from programme.models import Call

PARTS: dict[str, type[Model]] = {
    "sections": Section,
    "questions": Question,
    "document_kinds": DocumentKind,
    "rules": EligibilityRule,
    "referee_rules": RefereeRule,
}


def standing_form(call: Call) -> FormVersion | None:
    """What applicants answer: the published version; before the call opens the one that is being prepared."""
    return standing_forms(call.form_versions.all()).first()


def form_in_work(call: Call) -> FormVersion | None:
    """What officers work on: the draft, else the published version."""
    return call.form_versions.exclude(state="replaced").order_by("-number").first()


def standing_forms(forms: QuerySet[FormVersion]) -> QuerySet[FormVersion]:
    """Published ones before drafts, replaced ones last."""
    worth = Case(
        When(state="published", then=Value(0)),
        When(state="draft", then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return forms.order_by(worth, "-number")


def with_parts(form: FormVersion) -> FormVersion:
    """The form with its parts at hand, as if prefetched. What people answer never changes: a process reads it once."""
    for name, model in PARTS.items():
        read = partial(_rows_of, model, form.pk)
        rows = read() if form.state == "draft" else lasting(("form", form.code, name), read)
        found = getattr(form, name).all()
        found._result_cache = rows
        form.__dict__.setdefault("_prefetched_objects_cache", {})[name] = found
    return form


def _rows_of(model: type[Model], form_id: int) -> list[Model]:
    """Without a way back to the form, which would keep its call as it stood when the first person came by."""
    return list(model._default_manager.filter(form_id=form_id).order_by("position", "pk"))


def sections_of(form: FormVersion) -> list[wizard.Section]:
    """The steps of a form in the reader's language, without the final check. One query, or none when prefetched."""
    return [wizard.Section(row.key, row.label, row.lead, row.kind) for row in form.sections.all()]


def key_of(form: FormVersion, kind: str) -> str:
    """The key of the one section of openings or of documents; empty in a form without it."""
    return next((row.key for row in form.sections.all() if row.kind == kind), "")


def steps_in(form: FormVersion) -> list[wizard.Section]:
    """The steps of a form with the final check."""
    return [*sections_of(form), wizard.CHECK]
