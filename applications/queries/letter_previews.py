"""The letters of a call as a pretend applicant would read them. Nothing is stored, nobody is named."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import override

from applications.letters import application_received, correction_asked, offer_sent, result_released
from applications.letters.own_words import LETTERS
from applications.models import Application, Decision, Offer
from programme.kernel.letters import LetterSpec, LetterText
from programme.kernel.shapes import Sheet
from programme.models import Call, City, HostAgency, Opening, User

LANGUAGES = ("th", "en")


def letters_of_call(call: Call, at: datetime) -> list[Sheet]:
    """[{"code", "label", "own", "texts": [(language, LetterText)]}] in the order in which people meet them."""
    return [
        {"code": code, "label": label, "own": code in call.letter_words, "texts": _texts(code, call, at)}
        for code, label in LETTERS.items()
    ]


def _texts(code: str, call: Call, at: datetime) -> list[tuple[str, LetterText]]:
    found = []
    for language in LANGUAGES:
        with override(language):
            found.append((language, _letter(code, call, at).write()))
    return found


def _letter(code: str, call: Call, at: datetime) -> LetterSpec:
    application = Application(
        call=call, applicant=User(email="pretend@example.org"), receipt_number=f"{call.slug}-0001".upper(),
        submitted_at=at, due_at=at + timedelta(days=7),
    )  # fmt: skip
    others: dict[str, Callable[[], LetterSpec]] = {
        "application_received": lambda: application_received(application, 1, at),
        "correction_asked": lambda: correction_asked(application, _("(What the officer asks for stands here.)"), ""),
        "offer_sent": lambda: offer_sent(_offer(application, call, at)),
    }
    return others[code]() if code in others else _result(application, code)


def _result(application: Application, kind: str) -> LetterSpec:
    reason = _("(The reason stands here.)") if kind == Decision.Kind.INELIGIBLE else ""
    application.decision = Decision(kind=kind, reason=reason)
    return result_released(application)


def _offer(application: Application, call: Call, at: datetime) -> Offer:
    agency, city = (
        HostAgency(name_th="เทศบาลตัวอย่าง", name_en="Example Municipality"),
        City(name_th="เมืองตัวอย่าง", name_en="Example Town"),
    )
    opening = Opening(agency=agency, city=city, title_th="ตำแหน่งตัวอย่าง", title_en="Example opening")
    return Offer(application=application, opening=opening, deadline_at=at + timedelta(days=call.offer_days))
