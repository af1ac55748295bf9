"""Candidates, for the people of the agencies that they ranked."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programme.kernel.home import Card, register_cards
from programme.kernel.navigation import Item, register
from programme.models import User
from programme.queries.people import standing_of


def judges(user: User) -> bool:
    return bool(standing_of(user).agency_ids("reviewer", "approver"))


register(
    Item("host", "candidates", gettext_lazy("Candidates"), "host_candidates", "users-three", shown_to=judges, order=20),
    Item("my", "candidates", gettext_lazy("Candidates"), "host_candidates", "users-three", shown_to=judges, order=21),
)


@register_cards
def candidate_cards(user: User) -> list[Card]:
    if not judges(user):
        return []
    lead = _("Judge the people who ranked your openings.")
    page = reverse("host_candidates")
    return [Card(_("Candidates of your agency"), lead, page, _("Open"), 12, icon="users-three")]
