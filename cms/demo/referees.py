"""Who vouches for whom in the demo world: one call asks each applicant for a teacher or employer."""

from datetime import timedelta

from applications.domain import form_editing, references
from applications.domain.referees import invite_referee
from applications.models import Application, FormVersion
from cms.demo.ground import World
from cms.demo.words import REFEREES, REFERENCES
from programme.models import Call, User

STEP = {
    "label_th": "ผู้รับรอง", "label_en": "Referees", "kind": "referees",
    "lead_th": "ครู อาจารย์ หรือหัวหน้างานหนึ่งคนที่รู้จักการทำงานของคุณ",
    "lead_en": "One teacher or employer who knows how you work.",
}  # fmt: skip
RULE = {
    "label_th": "ครู อาจารย์ หรือหัวหน้างาน", "label_en": "A teacher or employer",
    "prompt_th": "คุณรู้จักผู้สมัครอย่างไร เขาทำงานกับคนอื่นอย่างไร และเมื่องานไม่เป็นไปตามแผนเขาทำอย่างไร",
    "prompt_en": "How do you know this person? How do they work with others, and what do they do when a plan fails?",
    "how_many": 1, "days": 14, "asks_text": True, "asks_scale": True, "blind_readers_see": True,
}  # fmt: skip


def ask_for_referees(call: Call, by: User, at) -> None:
    """A step and its referee, put into the form before anybody answers it."""
    form = FormVersion.objects.get(call=call, state="draft")
    for part, fields in (("section", STEP), ("referee", RULE)):
        form.refresh_from_db()
        form_editing.add_part(form=form, edition=form.edition, part=part, fields=fields, by=by, at=at)


def refer(world: World, application: Application, number: int, at: float) -> None:
    """Three of four referees write within some days; one of the others cannot."""
    name, relation, address = REFEREES[number % len(REFEREES)]
    invitation = invite_referee(
        application=application, rule="a_teacher_or_employer", name=name, relation=relation,
        email=f"{address}{number}@school.example", language="en" if number % 9 == 5 else "th",
        by=application.applicant, at=world.day(at),
    )  # fmt: skip
    came = world.day(at) + timedelta(days=2 + number % 5)
    if number % 4:
        words = {"text": REFERENCES[number % len(REFERENCES)], "level": 5 - number % 2, "file": None, "version": 0}
        references.write_reference(invitation=invitation, at=came, **words)
    elif number % 8 == 4:
        references.decline_reference(invitation=invitation, at=came)
