"""The call's own words in its letters: they may change until the letter is sent, so also while a call is open."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from applications.blueprint import Blueprint
from applications.letters.own_words import LETTERS
from programme.domain.audit import record_act
from programme.domain.transitions import lock
from programme.kernel.errors import NotVisible, Refusal
from programme.kernel.policies import require
from programme.models import Call, User


@transaction.atomic
def change_letter_words(*, call: Call, letter: str, th: str, en: str, by: User, at: datetime) -> Call:
    """Keeps them, or takes them away when both are empty. Letters that were written already stay as they are."""
    require(by, "change", call)
    if letter not in LETTERS:
        raise NotVisible
    if en and not th:
        raise Refusal(_("Write the Thai words too: most people read their letters in Thai."), field="th")
    call = lock(call)
    if call.state == "archived":
        raise Refusal(_("This call is archived; it sends no letters any more."), code="archived")
    call.letter_words = {name: kept for name, kept in call.letter_words.items() if name != letter}
    if th:
        call.letter_words[letter] = {"th": th, "en": en}
    call.save(update_fields=["letter_words"])
    record_act(act="change_letter_words", obj=call, by=by, at=at, data={"letter": letter})
    return call


def letter_words_in(plan: Blueprint) -> dict[str, dict[str, str]]:
    """Those of a template, an earlier call or a file; letters that nobody knows here are left out."""
    return {name: words.model_dump() for name, words in plan.letters.items() if name in LETTERS}
