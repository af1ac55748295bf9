"""A whole form as one document: what templates hold, what a file carries from one installation to another. Pure.

`{"format": "ambassador-form/1", "sections": [{…, "questions": […]}], "documents", "rules", "points", "criteria", …}`.
"""

import json
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

FORMAT = "ambassador-form/1"
SHIPPED = Path(__file__).resolve().parent / "shipped"
MOST_REFEREES, MOST_DAYS = 3, 60  # people asked about one applicant, and days they have after the close
MOST_PARTS = 60  # sections, questions of a section, rules …: a form that nobody would fill in is a mistake
MOST_FILES = 10  # of one kind of paper

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", str_max_length=20_000)


class QuestionPart(Part):
    key: Key
    kind: str
    role: str = ""
    label_th: str = Field(max_length=300)
    label_en: str = Field("", max_length=300)
    hint_th: str = Field("", max_length=500)
    hint_en: str = Field("", max_length=500)
    options: list[dict[str, str]] = []
    settings: dict[str, Any] = {}
    is_required: bool = True
    max_length: int | None = Field(None, ge=1, le=20_000)
    sensitivity: Literal["normal", "identifying", "sensitive"] = "normal"
    blind_readers_see: bool = False
    hosts_see: bool = False
    condition: dict[str, Any] | None = None


class SectionPart(Part):
    key: Annotated[Key, StringConstraints(max_length=20)]
    kind: Literal["questions", "openings", "documents", "referees"] = "questions"
    label_th: str = Field(max_length=120)
    label_en: str = Field("", max_length=120)
    lead_th: str = Field("", max_length=500)
    lead_en: str = Field("", max_length=500)
    condition: dict[str, Any] | None = None
    questions: list[QuestionPart] = Field([], max_length=MOST_PARTS)


class DocumentPart(Part):
    key: Key
    label_th: str = Field(max_length=200)
    label_en: str = Field("", max_length=200)
    hint_th: str = Field("", max_length=500)
    hint_en: str = Field("", max_length=500)
    is_required: bool = True
    most: int = Field(1, ge=1, le=MOST_FILES)
    role: Literal["", "identity_card"] = ""


class RefereePart(Part):
    key: Key
    label_th: str = Field(max_length=200)
    label_en: str = Field("", max_length=200)
    hint_th: str = Field("", max_length=500)
    hint_en: str = Field("", max_length=500)
    prompt_th: str = Field(max_length=2000)
    prompt_en: str = Field("", max_length=2000)
    how_many: int = Field(1, ge=1, le=MOST_REFEREES)
    asks_text: bool = True
    asks_scale: bool = False
    asks_file: bool = False
    days: int = Field(7, ge=0, le=MOST_DAYS)
    blind_readers_see: bool = False
    hosts_see: bool = False


class RulePart(Part):
    key: Key
    tree: dict[str, Any]
    is_hard: bool = True
    label_th: str = Field("", max_length=200)
    label_en: str = Field("", max_length=200)
    reason_th: str = Field("", max_length=300)
    reason_en: str = Field("", max_length=300)


class PointPart(Part):
    key: Key
    label_th: str = Field(max_length=200)
    label_en: str = Field("", max_length=200)


class CriterionPart(Part):
    key: Key
    label_th: str = Field(max_length=200)
    label_en: str = Field("", max_length=200)
    weight: int = Field(ge=0, le=100)
    anchors: list[dict[str, Any]] = []


class LetterPart(Part):
    """What a call adds to one of its letters."""

    th: str = Field(max_length=2_000)
    en: str = Field("", max_length=2_000)


class Blueprint(Part):
    """Everything that staff set up for a call's applicants, readers and officers, except its dates and seats."""

    format: Literal["ambassador-form/1"] = FORMAT
    sections: list[SectionPart] = Field(max_length=MOST_PARTS)
    documents: list[DocumentPart] = Field([], max_length=MOST_PARTS)
    referees: list[RefereePart] = Field([], max_length=MOST_REFEREES)
    rules: list[RulePart] = Field([], max_length=MOST_PARTS)
    points: list[PointPart] = Field([], max_length=MOST_PARTS)
    criteria: list[CriterionPart] = Field([], max_length=MOST_PARTS)
    max_level: int = Field(4, ge=2, le=10)
    agreement_th: str = ""
    agreement_en: str = ""
    letters: dict[Key, LetterPart] = {}


def shipped(name: str) -> Blueprint:
    """A form that comes with the product."""
    return Blueprint.model_validate(json.loads((SHIPPED / f"{name}.json").read_text(encoding="utf-8")))
