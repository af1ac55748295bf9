"""A host confirms the person placed with it, or objects with a reason; the programme settles an objection."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from applications.models import HostAnswer, Offer
from programme.domain.audit import record_act
from programme.domain.transitions import lock
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.kernel.shapes import Fields
from programme.models import User


def answer_until(offer: Offer) -> datetime:
    """The last moment in which the host may object; silence after it is a yes."""
    return (offer.sent_at or offer.prepared_at) + timedelta(days=offer.application.call.host_days)


@transaction.atomic
def answer_placement(*, offer: Offer, objects: bool, reason: str, by: User, at: datetime) -> Offer:
    """The host's word, once, within the days that the call sets."""
    require(by, "object", offer)
    offer = lock(offer)
    if offer.state not in ("sent", "accepted"):
        raise Refusal(_("This offer is no longer alive; there is nothing to confirm."), code="ended")
    if offer.host_answer:
        raise Refusal(
            _("Your agency has answered already. Write to the programme office to change it."), code="answered"
        )
    if at >= answer_until(offer):
        raise Refusal(_("The days for an objection have passed. Write to the programme office."), code="late")
    if objects and not reason.strip():
        raise Refusal(_("Write the reason; only the programme office reads it."), code="no_reason")
    answer = HostAnswer.OBJECTED if objects else HostAnswer.CONFIRMED
    _write(
        offer,
        {"host_answer": answer, "host_reason": reason.strip()[:2000], "host_answered_at": at, "host_answered_by": by},
    )
    record_act(act="host_objects" if objects else "host_confirms", obj=offer, by=by, at=at, reason=reason.strip())
    return offer


@transaction.atomic
def settle_objection(*, offer: Offer, reason: str, by: User, at: datetime) -> Offer:
    """The programme keeps the match in spite of the objection, and writes why. Revoking the offer is the other way."""
    require(by, "manage", offer)
    offer = lock(offer)
    if offer.host_answer != HostAnswer.OBJECTED:
        raise Refusal(_("There is no open objection here."), code="none")
    if not reason.strip():
        raise Refusal(_("Write why the match stands; the host reads it."), code="no_reason")
    _write(offer, {"host_answer": HostAnswer.SETTLED})
    record_act(act="settle_objection", obj=offer, by=by, at=at, reason=reason.strip())
    return offer


def _write(offer: Offer, values: Fields) -> None:
    Offer.objects.filter(pk=offer.pk).update(**values)
    for name, value in values.items():
        setattr(offer, name, value)
