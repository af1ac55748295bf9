"""Seats that became free travel by vacancy chain to the reserve list; nobody who holds a place is displaced."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from applications.domain.offers import prepare_offer, send_offer
from applications.models import MatchRun, Offer
from applications.queries.reserve import claims_on_free_seats
from applications.queries.waiting import FREED
from programme.domain.due_work import for_each_due
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.models import Call, User


@transaction.atomic
def refill_seats(*, call: Call, by: User | None, at: datetime) -> list[Offer]:
    """Offers every free seat that somebody on the reserve list can claim. Two people pressing at once send nothing twice."""
    call = Call.objects.select_for_update(no_key=True).get(pk=call.pk)
    if by is not None:
        require(by, "change", call)
    seen = list(Offer.objects.filter(application__call=call, state__in=FREED).values_list("pk", flat=True))
    deadline = at + timedelta(days=call.offer_days)
    sent = []
    for claim in claims_on_free_seats(call, by):
        freed = (
            Offer.objects.filter(opening=claim.opening, state__in=FREED, replaced_by=None)
            .order_by("prepared_at", "pk")
            .first()
        )
        offer = prepare_offer(
            application=claim.application, opening=claim.opening, run=claim.run, deadline_at=deadline, by=by, at=at, replaces=freed,
        )  # fmt: skip
        sent.append(send_offer(offer=offer, by=by, at=at))
    if by is None:  # an officer with a stake in somebody leaves that seat to the clock; one freed meanwhile stays due
        Offer.objects.filter(pk__in=seen, refilled_at=None).update(refilled_at=at)
    if by is not None and not sent:
        raise Refusal(
            _("Nobody on the reserve list ranked a free opening and fits it. The seats stay open for a second round."),
            code="nobody",
        )
    return sent


def refill_due_calls(*, at: datetime) -> int:
    """What the clock does for calls that refill by themselves: seats freed since the last look go on. Safe to repeat."""
    freed = Offer.objects.filter(application__call=OuterRef("pk"), state__in=FREED, refilled_at=None)
    released = MatchRun.objects.filter(call=OuterRef("pk"), state="released")
    due = Call.objects.filter(Exists(freed), Exists(released), refills_automatically=True).order_by("pk")
    return for_each_due("refill_call", due, lambda call: refill_seats(call=call, by=None, at=at), at=at)
