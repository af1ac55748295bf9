"""Letters leave here: taken with a lease, handed to the mail backend, never lost and never sent twice.

A letter is `queued`. A worker takes it by compare-and-swap (`sending`, with a lease) and commits before it speaks to the
provider, so two workers never hold the same letter. A worker that dies before speaking leaves a lease that runs out: the
sweep puts the letter back, once. When it may have died after speaking (`handed_at` is set), or when the provider took
the letter and its answer never came, the letter is not sent again by the machine: the provider's event, or an officer
looking at the letters page, decides. For young people, a doubled offer is worse than one that a human resends.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override

from programme.domain.due_work import for_each_due
from programme.domain.transitions import move
from programme.kernel.addresses import absolute, leaving
from programme.kernel.errors import Refusal
from programme.kernel.mail import CODE_HEADER, DeliveryProblem, off_headers
from programme.kernel.shapes import Fields
from programme.models import Letter, LetterEvent, User
from programme.models.letters import CHOSEN_OFF
from programme.queries.letters import off_address, rests

LEASE = timedelta(minutes=5)
BATCH = 20  # under one moment: even when each waits for the provider as long as it may, the leases hold
MAX_ATTEMPTS = 8
UNCLEAR = "may_have_arrived"  # a code, spoken in the reader's language: see Letter.problem


def deliver_all_letters(*, at: Callable[[], datetime]) -> int:
    """Sends all that is due, in batches, each under the moment at which it begins; returns how many left."""
    total = 0
    while sent := deliver_due_letters(at=at()):
        total += sent
    return total


def deliver_due_letters(*, at: datetime, limit: int | None = None) -> int:
    """Sends what is due, oldest first; returns how many were seen to: sent, or kept in the inbox as wished. Safe to run in several workers at once."""
    due = Letter.objects.filter(state="queued", send_after__lte=at).order_by("send_after", "pk")
    waiting = Letter.objects.filter(state__in=("queued", "sending"))
    act = partial(_deliver, at=at)
    return for_each_due("deliver_letters", due, act, at=at, limit=limit or BATCH, in_one=False, relevant=waiting)


def _deliver(letter: Letter, *, at: datetime) -> bool:
    try:
        if rests(letter):
            move(letter, "suppress", by=None, at=at, values={"last_error": CHOSEN_OFF})
            return True
        move(letter, "take", by=None, at=at, values={"leased_until": at + LEASE, "attempts": F("attempts") + 1})
    except Refusal:  # another worker was faster
        return False
    letter.refresh_from_db()
    try:
        message = as_message(letter)
    except Exception as error:  # a file that is gone, a header that is none: nobody was spoken to yet
        _put_back(letter, DeliveryProblem(f"{type(error).__name__}: {error}"[:300]), at)
        return False
    return _hand_over(letter, message, at)


def _hand_over(letter: Letter, message: EmailMultiAlternatives, at: datetime) -> bool:
    Letter.objects.filter(pk=letter.pk).update(handed_at=at)
    try:
        message.send()
    except DeliveryProblem as problem:
        _put_back(letter, problem, at)
        return False
    facts = {"sent_at": at, "leased_until": None, "provider_id": getattr(message, "provider_id", "")}
    try:
        move(letter, "sent", by=None, at=at, values=facts | {"last_error": ""})
    except Refusal:  # the provider's event was faster than its answer and has moved the letter on
        Letter.objects.filter(pk=letter.pk).update(**facts)
    return True


def _put_back(letter: Letter, problem: DeliveryProblem, at: datetime) -> None:
    """Waits and tries again; gives up when that is useless; or waits for a person when the letter may have arrived."""
    values: Fields = {"leased_until": None, "last_error": UNCLEAR if problem.may_have_arrived else problem.reason}
    gives_up = problem.may_have_arrived or problem.is_permanent or letter.attempts >= MAX_ATTEMPTS
    if not problem.may_have_arrived:
        values["handed_at"] = None
    if not gives_up:
        values["send_after"] = at + timedelta(seconds=problem.retry_after * 2 ** min(letter.attempts - 1, 6))
    try:
        move(letter, "fail" if gives_up else "release", by=None, at=at, values=values)
    except Refusal:  # the provider's event was faster: it knows better
        Letter.objects.filter(pk=letter.pk).update(leased_until=None)


def as_message(letter: Letter) -> EmailMultiAlternatives:
    """The letter as mail; one that its reader may do without says how, to people and to mail programs."""
    headers, body = {CODE_HEADER: letter.code}, leaving(letter.body_text)
    if letter.may_rest and letter.recipient:
        off = absolute(off_address(letter.recipient, letter.topic))
        headers |= off_headers(off)
        with override(letter.language):
            body += f"\n{_('No more letters of this kind by e-mail')}:\n{off}\n"
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[letter.to_address],
        headers=headers,
    )
    if letter.body_html:
        message.attach_alternative(leaving(letter.body_html), "text/html")
    for file in letter.attachments.order_by("pk"):
        with file.file.open("rb") as content:
            message.attach(file.original_name, content.read(), file.media_type)
    return message


def repair_letters(*, at: datetime) -> int:
    """Puts back letters whose worker died before it spoke to the provider; flags those where it may have spoken."""
    stopped = Letter.objects.filter(state="sending", leased_until__lt=at).order_by("pk")
    return for_each_due("repair_letters", stopped, partial(_repair, at=at), at=at)


def _repair(letter: Letter, *, at: datetime) -> None:
    if letter.handed_at is None:
        move(letter, "release", by=None, at=at, values={"leased_until": None})
    else:
        move(letter, "fail", by=None, at=at, values={"leased_until": None, "last_error": UNCLEAR})


def requeue_letter(*, letter: Letter, by: User, at: datetime) -> Letter:
    """An officer sends a failed or bounced letter again."""
    values = {"send_after": at, "attempts": 0, "last_error": "", "handed_at": None}
    return move(letter, "requeue", by=by, at=at, values=values)


EVENT_MOVES = {
    "delivered": "deliver",
    "bounce": "bounce",
    "dropped": "bounce",
    "spamreport": "suppress",
    "unsubscribe": "suppress",
}


@transaction.atomic
def note_event(*, code: str, event_id: str, kind: str, happened_at: datetime, detail: str = "") -> bool:
    """Writes down what the provider reported; a replay, or news that is older than the state, changes nothing."""
    letter = Letter.objects.select_for_update().filter(code=code).first()
    if letter is None:
        return False
    _event, created = LetterEvent.objects.get_or_create(
        event_id=event_id, defaults={"letter": letter, "kind": kind, "happened_at": happened_at, "detail": detail[:300]}
    )
    if not created:
        return False
    name = EVENT_MOVES.get(kind)
    if letter.state == "failed" and letter.handed_at and (name or kind == "processed"):
        letter = move(letter, "prove", by=None, at=happened_at, values={"last_error": ""})
    if name and letter.state in letter.MACHINE.move(name).sources:
        move(letter, name, by=None, at=happened_at, values={"last_error": detail[:300]} if name != "deliver" else None)
    return True
