"""Offers: the one that waits for its person, and what officers have to see to."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.models import Offer
from applications.navigation.queues import queue_of
from applications.queries.waiting import ANSWERS, ANSWERS_LATE, ASKED, FREE, OBJECTED
from programme.kernel.home import Card, register_cards
from programme.kernel.navigation import Item, register
from programme.kernel.policies import visible_to
from programme.kernel.worklist import Queue, register_queues
from programme.models import User
from programme.navigation import SELECT
from programme.queries.people import is_officer

register(Item("desk", "offers", gettext_lazy("Offers"), "desk_offers", "handshake", SELECT, is_officer, order=15))


@register_cards
def offer_cards(user: User) -> list[Card]:
    rows = visible_to(user, Offer, "own").filter(state="sent").select_related("opening__agency").order_by("pk")
    return [_card(offer) for offer in rows]


def _card(offer: Offer) -> Card:
    lead = _("%(agency)s would like to work with you.") % {"agency": offer.opening.agency.name}
    page = reverse("my_offer", args=[offer.code])
    title, action = _("You have an offer"), _("Read and answer")
    return Card(title, lead, page, action, 1, offer.deadline_at, offer, "envelope-simple")


@register_queues
def offer_queues(user: User) -> list[Queue]:
    if not is_officer(user):
        return []
    rows, address = visible_to(user, Offer, "desk"), reverse("desk_offers")
    return [
        queue_of(
            rows, ANSWERS, ANSWERS_LATE, group="today", icon="hourglass-medium", title=_("Offers waiting for an answer"),
            lead=_("Some may need a telephone call"), at_address=address, action=_("Look"),
        ),
        queue_of(
            rows, OBJECTED, group="today", icon="hand-palm", title=_("Objections of hosts"),
            lead=_("Settle each, or take the offer back"), at_address=address, action=_("Settle"),
        ),
        queue_of(
            rows, FREE, group="week", icon="user-switch", title=_("Seats that became free"),
            lead=_("Offer them to the reserve list"), at_address=address, action=_("Refill"),
        ),
        queue_of(
            rows, ASKED, group="week", icon="envelope-simple", title=_("Too late, but still willing"),
            lead=_("They wrote why, and wait for a word"), at_address=address, action=_("Read"),
        ),
    ]  # fmt: skip
