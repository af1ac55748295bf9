"""Letters leave here: taken with a lease, handed to the mail backend, never lost and never sent twice.

A letter is `queued`. A worker takes it by compare-and-swap (`sending`, with a lease) and commits before it speaks to the
provider, so two workers never hold the same letter. A worker that dies before speaking leaves a lease that runs out: the
sweep puts the letter back, once. When it may have died after speaking (`handed_at` is set), the letter is not sent
again by the machine: the provider's event, or an officer looking at the letters page, decides. For young people, a
doubled offer is worse than one that a human resends.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F

from programme.domain.transitions import move
from programme.kernel.errors import Refusal
from programme.kernel.mail import CODE_HEADER, DeliveryProblem
from programme.models import Letter, LetterEvent, User

LEASE = timedelta(minutes=5)
MAX_ATTEMPTS = 8


def deliver_due_letters(*, at: datetime, limit: int = 200) -> int:
    """Sends what is due, oldest first; returns how many left. Safe to run in several workers at once."""
    due = (
        Letter.objects.filter(state="queued", send_after__lte=at)
        .order_by("send_after", "pk")
        .values_list("pk", flat=True)
    )
    sent = 0
    for pk in list(due[:limit]):
        letter = Letter.objects.get(pk=pk)
        try:
            move(letter, "take", by=None, at=at, values={"leased_until": at + LEASE, "attempts": F("attempts") + 1})
        except Refusal:
            continue  # another worker was faster
        letter.refresh_from_db()
        sent += _hand_over(letter, at)
    return sent


def _hand_over(letter: Letter, at: datetime) -> int:
    Letter.objects.filter(pk=letter.pk).update(handed_at=at)
    message = as_message(letter)
    try:
        message.send()
    except DeliveryProblem as problem:
        give_up = problem.is_permanent or letter.attempts >= MAX_ATTEMPTS
        wait = at + timedelta(seconds=problem.retry_after * 2 ** min(letter.attempts - 1, 6))
        values = {"last_error": problem.reason, "leased_until": None, "handed_at": None}
        move(
            letter,
            "fail" if give_up else "release",
            by=None,
            at=at,
            values=values if give_up else values | {"send_after": wait},
        )
        return 0
    values = {"sent_at": at, "leased_until": None, "provider_id": getattr(message, "provider_id", ""), "last_error": ""}
    move(letter, "sent", by=None, at=at, values=values)
    return 1


def as_message(letter: Letter) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.body_text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[letter.to_address],
        headers={CODE_HEADER: letter.code},
    )
    if letter.body_html:
        message.attach_alternative(letter.body_html, "text/html")
    for file in letter.attachments.order_by("pk"):
        with file.file.open("rb") as content:
            message.attach(file.original_name, content.read(), file.media_type)
    return message


def repair_letters(*, at: datetime) -> int:
    """Puts back letters whose worker died before it spoke to the provider; flags those where it may have spoken."""
    repaired = 0
    for letter in Letter.objects.filter(state="sending", leased_until__lt=at).order_by("pk"):
        if letter.handed_at is None:
            move(letter, "release", by=None, at=at, values={"leased_until": None})
        else:
            words = "The worker stopped while handing this over. It may have arrived: check before sending it again."
            move(letter, "fail", by=None, at=at, values={"leased_until": None, "last_error": words})
        repaired += 1
    return repaired


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
    letter = Letter.objects.filter(code=code).first()
    if letter is None:
        return False
    _event, created = LetterEvent.objects.get_or_create(
        event_id=event_id, defaults={"letter": letter, "kind": kind, "happened_at": happened_at, "detail": detail[:300]}
    )
    name = EVENT_MOVES.get(kind)
    late_proof = kind == "delivered" and letter.state == "failed" and letter.handed_at is not None
    if created and late_proof:
        letter = move(letter, "prove", by=None, at=happened_at)
    if created and name and letter.state in letter.MACHINE.move(name).sources:
        move(letter, name, by=None, at=happened_at, values={"last_error": detail[:300]} if name != "deliver" else None)
    return created
