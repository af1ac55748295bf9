"""Calls for applications: from draft to archive, always in step with the page that shows them."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programme.domain.audit import record_act
from programme.domain.due_work import for_each_due
from programme.domain.letters import queue_letter
from programme.domain.transitions import lock, move
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.kernel.shapes import Fields
from programme.letters import call_amended
from programme.models import Call, CallAmendment, DeadlineExtension, User
from programme.queries.calls import publication_gaps
from programme.signals import call_changed, call_deleted, call_opened, call_withdrawn

BEFORE_THE_PUBLIC = ("draft", "scheduled")
SLIP = timedelta(hours=1)
_EARLIER = gettext_lazy(
    "A deadline can only be moved later: people have planned by the old one. A slip can be taken back within an hour, "
    "as long as nobody loses time, and at any moment before anybody has begun to apply."
)


def publish_call(*, call: Call, by: User | None, at: datetime) -> Call:
    """Brings the call's state in line with its page having been published: scheduled before it opens, open after.

    Repeating it changes nothing, so a page that is published twice, copied or reconciled by the clock is harmless.
    """
    with transaction.atomic():
        call = lock(call)
        if call.state not in ("draft", "scheduled"):
            return call
        _needs_nothing(call, at)
        if at >= call.opens_at:
            return open_call(call=call, by=by, at=at)
        return call if call.state == "scheduled" else move(call, "schedule", by=by, at=at)


def _needs_nothing(call: Call, at: datetime) -> None:
    if gaps := publication_gaps(call, at):
        words = _("The call “%(title)s” cannot go public yet. %(gaps)s")
        raise Refusal(words % {"title": call.title, "gaps": " ".join(gaps)}, code="not_ready")


@transaction.atomic
def change_call(*, call: Call, fields: Fields, by: User, at: datetime) -> Call:
    """Changes a call that nobody could enter yet; one that has a date with the public must stay ready for it."""
    require(by, "change", call)
    call = lock(call)
    if call.state not in BEFORE_THE_PUBLIC:
        raise Refusal(
            _("This call is public already. Publish a change instead; everybody who began to apply is told."),
            code="public_already",
        )
    for name, value in fields.items():
        setattr(call, name, value)
    if call.state == "scheduled":
        _needs_nothing(call, at)
    call.save(update_fields=list(fields))
    record_act(act="change", obj=call, by=by, at=at)
    call_changed.send(sender=Call, call=call, at=at)
    return call


@transaction.atomic
def withdraw_call(*, call: Call, by: User, at: datetime) -> Call:
    """Takes a call back before it opens: a draft again, and its pages leave the site in the same moment."""
    require(by, "change", call)
    move(lock(call), "unpublish", by=by, at=at)
    call_withdrawn.send(sender=Call, call=call, at=at)
    return call


@transaction.atomic
def delete_call(*, call: Call, by: User, at: datetime) -> None:
    """Removes a draft that nobody applied to, with its questions and its pages; the history keeps that it was there."""
    require(by, "change", call)
    call = lock(call)
    if call.state != "draft":
        raise Refusal(_("Only a draft can be deleted. Withdraw the call first."), code="not_a_draft")
    offered = call.openings.exclude(state__in=("rejected", "withdrawn")).count()
    if offered:
        words = ngettext(
            "%(n)s opening was offered for this call. Withdraw it first, or keep the draft.",
            "%(n)s openings were offered for this call. Withdraw them first, or keep the draft.",
            offered,
        )
        raise Refusal(words % {"n": offered}, code="has_openings")
    record_act(act="delete", obj=call, by=by, at=at, reason=call.title_th)
    call_deleted.send(sender=Call, call=call, at=at)
    call.openings.all().delete()
    call.delete()


def unpublish_call(*, call: Call, by: User | None, at: datetime) -> Call:
    """The page left the site: a call that nobody could enter yet goes back to draft; an open one keeps its promise."""
    call = lock(call)
    return move(call, "unpublish", by=by, at=at) if call.state == "scheduled" else call


def open_call(*, call: Call, by: User | None, at: datetime) -> Call:
    """Opens the call; the questions that people will answer stand from now on."""
    with transaction.atomic():
        move(call, "open", by=by, at=at)
        call_opened.send(sender=Call, call=call, at=at)
    return call


def close_call(*, call: Call, by: User | None, at: datetime) -> Call:
    """Closes the call for new entries; withdrawing stays possible."""
    return move(call, "close", by=by, at=at)


def advance_calls(*, at: datetime) -> int:
    """What the clock does: opens scheduled calls and closes open ones. Safe to run at any time and twice."""
    to_open = Call.objects.filter(state="scheduled", opens_at__lte=at).order_by("opens_at", "pk")
    opened = for_each_due("open_calls", to_open, lambda call: open_call(call=call, by=None, at=at), at=at)
    to_close = Call.objects.filter(state="open", closes_at__lte=at).order_by("closes_at", "pk")
    return opened + for_each_due("close_calls", to_close, lambda call: close_call(call=call, by=None, at=at), at=at)


@transaction.atomic
def amend_call(
    *, call: Call, text_th: str, text_en: str, closes_at: datetime | None, by: User, at: datetime, tell: list[User]
) -> CallAmendment:
    """Publishes a change to an open call, moves the deadline if asked, and tells those who have begun.

    A deadline may move later: people planned by it. Earlier only to take back a slip, before anybody could plan by it.
    A closed call opens again when extended.
    """
    require(by, "change", call)
    call = lock(call)
    if call.state not in ("open", "closed"):
        raise Refusal(_amendment_words(call), code="not_amendable")
    if closes_at and closes_at <= call.closes_at and tell and not _takes_back_a_slip(call, closes_at, at):
        raise Refusal(_EARLIER, code="earlier", field="closes_at")
    if closes_at and closes_at <= at:
        raise Refusal(
            _("The new deadline has already passed. Choose a moment in the future."), code="past", field="closes_at"
        )
    amendment = CallAmendment.objects.create(
        call=call,
        text_th=text_th,
        text_en=text_en,
        old_closes_at=call.closes_at if closes_at else None,
        new_closes_at=closes_at,
        published_at=at,
        published_by=by,
    )
    if closes_at:
        call.closes_at = closes_at
        call.save(update_fields=["closes_at"])
        if call.state == "closed":
            move(call, "open", by=by, at=at)
    record_act(act="amend", obj=call, by=by, at=at, reason=text_th, data={"amendment": amendment.pk})
    for person in tell:
        queue_letter(spec=call_amended(amendment, person), at=at)
    call_changed.send(sender=Call, call=call, at=at)
    return amendment


def _takes_back_a_slip(call: Call, closes_at: datetime, at: datetime) -> bool:
    """The newest deadline is younger than an hour, and nobody gets less time than the one before it promised."""
    newest = call.amendments.exclude(new_closes_at=None).order_by("-published_at", "-pk").first()
    if newest is None or at - newest.published_at > SLIP:
        return False
    return newest.old_closes_at is None or closes_at >= newest.old_closes_at


def _amendment_words(call: Call) -> str:
    if call.state in BEFORE_THE_PUBLIC:
        return _("Nobody has read this call yet. Edit it instead; nobody needs to be told.")
    return _("Selection has begun: its rules stand. What concerns one person is settled on that application's page.")


def start_selection(*, call: Call, by: User, at: datetime) -> Call:
    return move(call, "start_selection", by=by, at=at)


def announce_call(*, call: Call, by: User | None, at: datetime) -> Call:
    return move(call, "announce", by=by, at=at)


@transaction.atomic
def extend_deadline(
    *, call: Call, user: User, until_at: datetime, reason: str, by: User, at: datetime
) -> DeadlineExtension:
    """Lets one person enter later than the others, for a written reason."""
    require(by, "change", call)
    if not reason.strip():
        raise Refusal(_("Write down why this person gets more time."), code="no_reason")
    extension, _created = DeadlineExtension.objects.update_or_create(
        call=call,
        user=user,
        defaults={"until_at": until_at, "reason": reason.strip(), "granted_by": by, "granted_at": at},
    )
    record_act(act="extend_deadline", obj=call, by=by, at=at, reason=reason, data={"user": user.code})
    return extension


def may_enter(*, call: Call, user: User | None, at: datetime) -> bool:
    """Whether this person may still enter: the call's own time, or a personal extension."""
    return call.takes_entries(at) or _is_extended(call, user, at)


def may_finish(*, call: Call, user: User | None, at: datetime) -> bool:
    """Whether what this person began in time is still taken: the deadline, theirs or everybody's, and the call's grace."""
    return call.takes_what_was_begun(at) or _is_extended(call, user, at - call.grace)


def _is_extended(call: Call, user: User | None, at: datetime) -> bool:
    if user is None or not user.is_authenticated or call.state not in ("open", "closed", "selecting"):
        return False
    return DeadlineExtension.objects.filter(call=call, user=user, until_at__gt=at).exists()
