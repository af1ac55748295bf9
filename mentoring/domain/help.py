"""Help: asked with one tick, owned by somebody by name, open until that person or another has answered."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.letters import help_answered, help_asked
from mentoring.models import Claim, HelpCall, Placement
from mentoring.queries.supervision import officer_of
from programme.domain.audit import record_act
from programme.domain.letters import queue_letter
from programme.domain.transitions import move
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.kernel.shapes import Fields
from programme.models import User

TWICE = timedelta(minutes=15)


@transaction.atomic
def call_for_help(*, placement: Placement, words: str, by: User, at: datetime, claim: Claim | None = None) -> HelpCall:
    """Opens a call and gives it to its owner, who gets a letter. One claim has one open call, however often it is kept.

    An open call says what its claim says now. Without a claim, the same words of the same person within minutes are the same call: pressed or sent twice.
    """
    require(by, "call_for_help", placement)
    if not words.strip():
        raise Refusal(_("Say in a few words what it is about."), code="no_words", field="words")
    asked = {"claim_id": claim.pk} if claim else _same_words(placement, words, by, at)
    waiting = HelpCall.objects.filter(**asked, state="open").first()
    if waiting:
        return _said_anew(waiting, words.strip(), by, at)
    call = HelpCall.objects.create(
        placement=placement, claim_id=claim.pk if claim else None, words=words.strip(), asked_by=by, asked_at=at,
        owner=officer_of(placement, besides=by), state_changed_at=at,
    )  # fmt: skip
    record_act(act="call_for_help", obj=call, by=by, at=at)
    if call.owner:
        queue_letter(spec=help_asked(call), at=at)
    return call


def _said_anew(call: HelpCall, words: str, by: User, at: datetime) -> HelpCall:
    """Who asked has put it in other words before anybody answered: the owner reads those."""
    if call.words != words:
        HelpCall.objects.filter(pk=call.pk, state="open").update(words=words)
        call.words = words
        record_act(act="change", obj=call, by=by, at=at)
    return call


def _same_words(placement: Placement, words: str, by: User, at: datetime) -> Fields:
    return {"placement": placement, "asked_by": by, "words": words.strip(), "asked_at__gt": at - TWICE}


@transaction.atomic
def take_help_call(*, call: HelpCall, by: User, at: datetime) -> HelpCall:
    """Another officer takes an open call over; the person who asked sees the new name."""
    require(by, "answer", call)
    if call.state != "open":
        raise Refusal(_("This call is answered already."), code="answered")
    HelpCall.objects.filter(pk=call.pk, state="open").update(owner=by)
    call.owner = by
    record_act(act="take_help_call", obj=call, by=by, at=at)
    return call


def answer_help_call(*, call: HelpCall, answer: str, by: User, at: datetime) -> HelpCall:
    """A person answers; the words go to the one who asked, and only now the call is closed."""
    if not answer.strip():
        raise Refusal(_("Write the answer; it goes to the one who asked."), code="no_answer", field="answer")
    values = {"answer": answer.strip(), "answered_by": by, "answered_at": at}
    return move(call, "answer", by=by, at=at, values=values, letters=[help_answered(call, answer.strip())])
