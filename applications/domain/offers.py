"""Offers: prepared, sent with a deadline, answered once; a seat that becomes free goes to the reserve list."""

import hashlib
from datetime import datetime, timedelta
from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.letters import (
    offer_answered,
    offer_expired,
    offer_extended,
    offer_reminder,
    offer_revoked,
    offer_sent,
)
from applications.models import Application, MatchRun, Offer, OfferExtension
from applications.signals import acceptance_ended, offer_accepted
from programme.domain.audit import record_act
from programme.domain.due_work import for_each_due
from programme.domain.letters import queue_letter
from programme.domain.transitions import lock, move
from programme.kernel.dates import day
from programme.kernel.doorbell import ring
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.models import Call, Opening, User

LIVE = ("prepared", "sent", "accepted")
RELATED = ("application__applicant__profile", "application__call__cohort", "opening__agency")
REMIND_BEFORE = timedelta(hours=48)
SEAT_FREED = "seat freed"  # rung on commit; who is next is found by applications/domain/reserve.py


def prepare_offer(
    *,
    application: Application,
    opening: Opening,
    run: MatchRun | None,
    deadline_at: datetime,
    by: User | None,
    at: datetime,
    replaces: Offer | None = None,
) -> Offer:
    """Reserves a seat for one applicant. The opening is locked while its seats are counted: never one too many."""
    _require_running(application.call, at)
    with transaction.atomic():
        opening = Opening.objects.select_for_update().get(pk=opening.pk)
        if opening.offers.filter(state__in=LIVE).count() >= opening.seats:
            raise Refusal(_("All seats of this opening are offered or taken."), code="full")
        try:
            with transaction.atomic():
                offer = Offer.objects.create(
                    application=application,
                    opening=opening,
                    run=run,
                    prepared_at=at,
                    deadline_at=deadline_at,
                    replaces=replaces,
                    state_changed_at=at,
                )
        except IntegrityError:
            raise Refusal(_("This applicant has a live offer already."), code="has_offer") from None
        record_act(act="prepare", obj=offer, by=by, at=at)
    return offer


def _is_over(call: Call, at: datetime) -> bool:
    return call.cohort.ends_on < timezone.localdate(at)


def _require_running(call: Call, at: datetime) -> None:
    if _is_over(call, at):
        text = _(
            "%(cohort)s ended on %(day)s, so nobody can be offered a place in it. Look at the dates of the cohort."
        )
        raise Refusal(text % {"cohort": call.cohort, "day": day(call.cohort.ends_on)}, code="cohort_ended")


def send_offer(*, offer: Offer, by: User | None, at: datetime) -> Offer:
    """The offer becomes visible and its letter leaves; the application waits for the answer."""
    with transaction.atomic():
        move(offer, "send", by=by, at=at, values={"sent_at": at}, letters=[offer_sent(offer)])
        move(offer.application, "offer", by=None, at=at)
    return offer


@transaction.atomic
def accept_offer(*, offer: Offer, typed_name: str, by: User, at: datetime) -> Offer:
    """The applicant says yes: the agreement is frozen with its fingerprint, and the placement opens in the same transaction."""
    require(by, "answer", offer)
    offer = _answerable(offer, at)
    if _is_over(offer.application.call, at):
        text = _(
            "The year that this offer is for has ended, so it can no longer be accepted. Write to the programme office."
        )
        raise Refusal(text, code="cohort_ended")
    if not typed_name.strip():
        raise Refusal(_("Type your full name to sign the agreement."), code="no_name")
    agreement = offer.application.call.agreement
    offer.agreement, offer.answered_at = agreement, at
    offer.agreement_hash = hashlib.sha256(agreement.encode()).hexdigest()
    offer.typed_name = typed_name.strip()[:200]
    values = {name: getattr(offer, name) for name in ("agreement", "agreement_hash", "answered_at", "typed_name")}
    move(offer, "accept", by=by, at=at, values=values)
    queue_letter(spec=offer_answered(offer), at=at)
    move(offer.application, "accept", by=None, at=at)
    ring("offer accepted")
    offer_accepted.send(sender=Offer, offer=offer, by=by, at=at)
    return offer


@transaction.atomic
def decline_offer(*, offer: Offer, reason: str, by: User, at: datetime) -> Offer:
    """The applicant says no; the reason is theirs to give or keep. The seat goes on."""
    require(by, "answer", offer)
    offer = _answerable(offer, at)
    offer.answered_at = at
    move(offer, "decline", by=by, at=at, values={"answered_at": at, "decline_reason": reason.strip()[:2000]})
    queue_letter(spec=offer_answered(offer), at=at)
    move(offer.application, "decline", by=None, at=at)
    ring(SEAT_FREED)
    return offer


def _answerable(offer: Offer, at: datetime) -> Offer:
    offer = lock(offer)
    if offer.state == "expired" or (offer.state == "sent" and at >= offer.deadline_at):
        raise Refusal(
            _(
                "The deadline of this offer has passed, so it can no longer be answered. On its page you can tell the programme office that you would still come; they answer whether a seat is free."
            ),
            code="expired",
        )
    if offer.state != "sent":
        raise Refusal(
            _("This offer has been answered already: “%(state)s”.") % {"state": offer.word.label_for("person")},
            code="answered",
        )
    return offer


def expire_offers(*, at: datetime) -> int:
    """What the clock does: unanswered offers end at their hour. Safe to run twice."""
    due = Offer.objects.filter(state="sent", deadline_at__lte=at).select_related(*RELATED)
    return for_each_due("expire_offer", due.order_by("deadline_at", "pk"), partial(_expire, at=at), at=at)


def _expire(offer: Offer, *, at: datetime) -> None:
    move(offer, "expire", by=None, at=at, letters=[offer_expired(offer)])
    move(offer.application, "lapse", by=None, at=at)
    ring(SEAT_FREED)


def remind_of_offers(*, at: datetime) -> int:
    """What the clock does: a reminder leaves two days before each deadline, once, unless the offer came yesterday."""
    soon = Offer.objects.filter(
        state="sent",
        reminded_at=None,
        deadline_at__gt=at,
        deadline_at__lte=at + REMIND_BEFORE,
        sent_at__lt=at - timedelta(days=1),
    )
    due = soon.select_related(*RELATED).order_by("deadline_at", "pk")
    return for_each_due("remind_of_offer", due, partial(_remind, at=at), at=at)


def _remind(offer: Offer, *, at: datetime) -> None:
    Offer.objects.filter(pk=offer.pk).update(reminded_at=at)
    queue_letter(spec=offer_reminder(offer), at=at)


@transaction.atomic
def revoke_offer(*, offer: Offer, reason: str, by: User | None, at: datetime, after: str = "lapse") -> Offer:
    """The programme takes an offer back, with a reason that the person reads. A placement that stood on it ends.

    after: "lapse" ends the application, "reenter" puts it back on the reserve list (the host left, not the person).
    """
    if not reason.strip():
        raise Refusal(_("Write the reason; the applicant reads it."), code="no_reason")
    offer = lock(offer)
    was_accepted, was_visible = offer.state == "accepted", offer.state != "prepared"
    offer.revoke_reason = reason.strip()
    letters = [offer_revoked(offer)] if was_visible else []
    move(
        offer,
        "revoke",
        by=by,
        at=at,
        reason=reason.strip(),
        values={"revoke_reason": offer.revoke_reason},
        letters=letters,
    )
    if was_accepted:
        acceptance_ended.send(sender=Offer, offer=offer, by=by, at=at, reason=reason.strip())
    if offer.application.state in ("offered", "accepted"):
        move(offer.application, after, by=None, at=at)
    ring(SEAT_FREED)
    return offer


@transaction.atomic
def extend_offer(*, offer: Offer, deadline_at: datetime, reason: str, by: User, at: datetime) -> Offer:
    """More time for one offer, as a record; only later, and only while it waits. The person is told, and reminded anew."""
    require(by, "manage", offer)
    offer = lock(offer)
    if offer.state != "sent":
        raise Refusal(_("Only an offer that waits for an answer can be extended."), code="not_waiting")
    if deadline_at <= offer.deadline_at or not reason.strip():
        raise Refusal(_("Choose a later moment and write the reason."), code="earlier")
    if deadline_at <= at:
        raise Refusal(_("The new deadline has already passed. Choose a moment in the future."), code="past")
    _require_running(offer.application.call, deadline_at)
    OfferExtension.objects.create(
        offer=offer,
        old_deadline_at=offer.deadline_at,
        new_deadline_at=deadline_at,
        reason=reason.strip(),
        granted_by=by,
        granted_at=at,
    )
    record_act(act="extend", obj=offer, by=by, at=at, reason=reason.strip())
    Offer.objects.filter(pk=offer.pk).update(deadline_at=deadline_at, reminded_at=None)
    offer.deadline_at = deadline_at
    queue_letter(spec=offer_extended(offer), at=at)
    return offer


@transaction.atomic
def withdraw_seats(*, opening: Opening, reason: str, at: datetime) -> int:
    """A host took its opening back: its people return to the reserve list, from where the chain can place them anew."""
    rows = Offer.objects.filter(opening=opening, state__in=LIVE).select_related("application__call", "opening__agency")
    offers = list(rows.order_by("pk"))
    for offer in offers:
        revoke_offer(offer=offer, reason=reason, by=None, at=at, after="reenter")
    return len(offers)


@transaction.atomic
def ask_again(*, offer: Offer, text: str, by: User, at: datetime) -> Offer:
    """Someone who came too late says that they would still come. It changes nothing by itself; the programme reads it."""
    require(by, "answer", offer)
    offer = lock(offer)
    if offer.state != "expired":
        raise Refusal(_("This offer has not expired; answer it as it stands."), code="not_expired")
    if not text.strip():
        raise Refusal(_("Write a sentence or two: what kept you, and whether you would still come."), code="empty")
    if offer.asked_again:
        raise Refusal(_("You have asked already. The programme office answers you by e-mail."), code="asked")
    Offer.objects.filter(pk=offer.pk).update(asked_again=text.strip()[:2000])
    record_act(act="ask_again", obj=offer, by=by, at=at)
    offer.asked_again = text.strip()[:2000]
    return offer


def end_offers_of(application: Application, *, by: User | None, at: datetime) -> None:
    """A withdrawn application frees its seat, and ends the placement that stood on an accepted offer."""
    for offer in application.offers.filter(state__in=LIVE):
        was_accepted = offer.state == "accepted"
        move(
            offer,
            "revoke",
            by=None,
            at=at,
            reason="application withdrawn",
            values={"revoke_reason": _("The application was withdrawn.")},
        )
        if was_accepted:
            acceptance_ended.send(sender=Offer, offer=offer, by=by, at=at, reason="application withdrawn")
        ring(SEAT_FREED)
