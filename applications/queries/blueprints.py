"""A form that is there as one document: for a copy, a template, a file, and to be compared with another version."""

from typing import Any

from pydantic import BaseModel

from applications.blueprint import (
    Blueprint,
    CriterionPart,
    DocumentPart,
    PointPart,
    QuestionPart,
    RefereePart,
    RulePart,
    SectionPart,
)
from applications.models import FormVersion
from applications.queries.form_parts import parts_of_form


def as_blueprint(form: FormVersion) -> Blueprint:
    """The whole of it, with how its call's applications are judged. `write_form` is its other side."""
    call = form.call
    rubric = getattr(call, "rubric", None)
    questions = parts_of_form(form, "question")
    sections = [
        _part(SectionPart, row, questions=[_part(QuestionPart, one) for one in questions if one.section == row.key])
        for row in form.sections.all()
    ]
    return Blueprint(
        sections=sections,
        documents=[_part(DocumentPart, row) for row in form.document_kinds.all()],
        referees=[_part(RefereePart, row) for row in form.referee_rules.all()],
        rules=[_part(RulePart, row) for row in form.rules.all()],
        points=[_part(PointPart, row) for row in call.screening_points.all()],
        criteria=[_part(CriterionPart, row) for row in rubric.criteria.all()] if rubric else [],
        max_level=rubric.max_level if rubric else 4,
        agreement_th=call.agreement_th,
        agreement_en=call.agreement_en,
        letters=call.letter_words,
    )


def _part(model: type[BaseModel], row: Any, **more: Any) -> Any:
    names = [name for name in model.model_fields if name not in more]
    return model.model_validate({name: getattr(row, name) for name in names} | more)
