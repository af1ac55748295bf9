"""The referee's side of a reference: written once, corrected until its end, declined; reminded and ended by the clock."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from applications.domain.referees import forget_reference
from applications.letters import (
    referee_reminder,
    reference_came,
    reference_declined,
    reference_missed,
    reference_thanks,
)
from applications.models import RefereeInvitation, Reference
from applications.queries.kept import time_is_over
from applications.queries.referees import HELD, RELATED, with_end
from programme.domain.audit import record_act
from programme.domain.calls import may_finish
from programme.domain.due_work import for_each_due
from programme.domain.files import let_go, store_file
from programme.domain.letters import queue_letter
from programme.domain.transitions import lock, move
from programme.kernel.dates import moment
from programme.kernel.errors import Refusal
from programme.kernel.shapes import Upload
from programme.models import PrivateFile

REFEREE = "referee"  # in the history: somebody without an account
AFTER, BEFORE = timedelta(days=7), timedelta(days=2)  # of the reminders: after the letter, before the end


@transaction.atomic
def write_reference(
    *, invitation: RefereeInvitation, text: str, level: int | None, file: Upload | None, version: int, at: datetime
) -> Reference:
    """Keeps what a referee sends: the first time it has come, and applicant and referee are told; later it corrects.

    The same words sent twice change nothing. Refused when another window has corrected it since `version`, after the
    end, and when the invitation was taken back or answered with "I cannot".
    """
    invitation = _open(invitation, at)
    if invitation.state == "invited":
        letters = [reference_thanks(invitation), reference_came(invitation)]
        move(invitation, "write_reference", by=None, role=REFEREE, at=at, letters=letters)
        kept = store_file(upload=file, purpose="reference", by=None, at=at) if file else None
        return Reference.objects.create(invitation=invitation, text=text, level=level, file=kept, came_at=at)
    return _correct(invitation, text, level, file, version, at)


def _correct(
    invitation: RefereeInvitation, text: str, level: int | None, file: Upload | None, version: int, at: datetime
) -> Reference:
    reference = Reference.objects.select_related("file").get(invitation=invitation)
    is_stale, is_same = version != reference.version, (text, level) == (reference.text, reference.level)
    if is_stale and not is_same:
        raise _stale()
    brought = _newly_brought(reference, file, at)
    if brought is None and is_same:
        return reference
    if is_stale and brought is not None:
        brought.file.delete(save=False)
        raise _stale()
    old, reference.file = reference.file, brought or reference.file
    reference.text, reference.level, reference.corrected_at = text, level, at
    reference.version += 1
    reference.save()
    if old is not None and brought is not None:
        let_go(old)
    record_act(act="correct_reference", obj=invitation, by=None, role=REFEREE, at=at)
    return reference


def _newly_brought(reference: Reference, file: Upload | None, at: datetime) -> PrivateFile | None:
    """The file as it is kept; None where none was sent, or the one that came already."""
    kept = store_file(upload=file, purpose="reference", by=None, at=at) if file else None
    if kept is not None and reference.file is not None and kept.sha256 == reference.file.sha256:
        let_go(kept)
        return None
    return kept


def _stale() -> Refusal:
    words = _(
        "It was sent or corrected in another window in the meantime. Below stands what you typed here; reload the page to see what was sent, or send this instead."
    )
    return Refusal(words, code="stale")


@transaction.atomic
def decline_reference(*, invitation: RefereeInvitation, at: datetime) -> RefereeInvitation:
    """The referee cannot write: the applicant reads it and may ask somebody else. Saying it twice changes nothing."""
    if lock(invitation).state == "declined":
        return invitation
    invitation = _open(invitation, at)
    if invitation.state == "came":
        raise Refusal(_("Your reference has come already. You can correct it instead."), code="came")
    return move(invitation, "decline_reference", by=None, role=REFEREE, at=at, letters=[reference_declined(invitation)])


def _open(invitation: RefereeInvitation, at: datetime) -> RefereeInvitation:
    """Under a lock, and still to be written or corrected."""
    invitation = lock(invitation)
    if invitation.state not in HELD:
        ended = {
            "declined": _("You told us that you cannot write. If you changed your mind, ask the applicant to invite you again."),
            "withdrawn": _("The applicant has taken the request back. Nothing more is needed."),
            "expired": _("The time for this reference has ended."),
        }  # fmt: skip
        raise Refusal(ended[invitation.state], code=invitation.state)
    if at >= invitation.due_at:
        words = _("The time for this reference ended on %(moment)s. Nothing can be sent or corrected any more.")
        raise Refusal(words % {"moment": moment(invitation.due_at)}, code="deadline")
    return invitation


def remind_referees(*, at: datetime) -> int:
    """Once a week after the letter, and once two days before the end; never after an answer, nor for a dead draft."""
    waiting = _waiting().filter(ends__gt=at)
    later = waiting.filter(reminded_at=None, sent_at__lte=at - AFTER, ends__gt=at + BEFORE)
    last = waiting.filter(warned_at=None, sent_at__lte=at - timedelta(days=1), ends__lte=at + BEFORE)
    done = for_each_due("remind_referee", later, lambda row: _remind(row, "reminded_at", at), at=at)
    return done + for_each_due("warn_referee", last, lambda row: _remind(row, "warned_at", at), at=at)


def _remind(invitation: RefereeInvitation, stamp: str, at: datetime) -> bool:
    if _is_needless(invitation, at):
        return False
    setattr(invitation, stamp, at)
    invitation.save(update_fields=[stamp])
    queue_letter(spec=referee_reminder(invitation, stamp), at=at)
    return True


def expire_references(*, at: datetime) -> int:
    """Ends what did not come in time, and what waits for an application that was never handed in.

    Whoever handed in learns that it is read without.
    """
    dead = Q(application__state="draft", application__call__closes_at__lte=at)
    over = _waiting().filter(Q(ends__lte=at) | dead)

    def end(invitation: RefereeInvitation) -> bool:
        if at < invitation.due_at and not _is_needless(invitation, at):
            return False
        is_read = invitation.application.told_word.category == "waiting"  # as its applicant knows it
        letters = [reference_missed(invitation)] if is_read else []
        move(invitation, "expire_reference", by=None, at=at, letters=letters)
        return True

    return for_each_due("expire_reference", over, end, at=at)


def _waiting() -> QuerySet[Any]:
    return with_end().filter(state="invited").select_related(*RELATED).order_by("pk")


def _is_needless(invitation: RefereeInvitation, at: datetime) -> bool:
    """The call takes nothing more from a person who did not hand in."""
    application = invitation.application
    return application.state == "draft" and not may_finish(call=application.call, user=application.applicant, at=at)


def purge_references(*, at: datetime) -> int:
    """What others wrote and their addresses go with the applicant's sensitive answers: ninety days after the end."""
    due = RefereeInvitation.objects.filter(time_is_over(at)).order_by("pk")

    def purge(invitation: RefereeInvitation) -> None:
        forget_reference(invitation)
        invitation.delete()

    return for_each_due("purge_reference", due, purge, at=at)
