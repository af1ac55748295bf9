"""The form of a call as others read it: which version stands, its steps, its papers."""

from django.db.models import Case, IntegerField, QuerySet, Value, When

from applications import wizard
from applications.models import FormVersion
from programme.models import Call


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


def sections_of(form: FormVersion) -> list[wizard.Section]:
    """The steps of a form in the reader's language, without the final check. One query, or none when prefetched."""
    return [wizard.Section(row.key, row.label, row.lead, row.kind) for row in form.sections.all()]


def key_of(form: FormVersion, kind: str) -> str:
    """The key of the one section of openings or of documents; empty in a form without it."""
    return next((row.key for row in form.sections.all() if row.kind == kind), "")


def steps_in(form: FormVersion) -> list[wizard.Section]:
    """The steps of a form with the final check."""
    return [*sections_of(form), wizard.CHECK]
