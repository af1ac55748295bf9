"""Readings: what waits for a reader, and for whom officers wait."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.models import ReviewAssignment
from applications.navigation.queues import queue_of
from applications.queries.waiting import OVERDUE
from programme.kernel.home import Card, register_cards
from programme.kernel.navigation import Item, register
from programme.kernel.policies import visible_to
from programme.kernel.worklist import Queue, register_queues
from programme.models import User
from programme.navigation import SELECT
from programme.queries.people import is_officer, standing_of


def reads(user: User) -> bool:
    return "reviewer" in standing_of(user).grants


register(
    Item("review", "reading", gettext_lazy("To read"), "review_home", "file-text", shown_to=reads, order=10),
    Item("my", "reading", gettext_lazy("To read"), "review_home", "file-text", shown_to=reads, order=20),
    Item("desk", "readings", gettext_lazy("Readings"), "desk_readings", "eye", SELECT, is_officer, order=14),
)


@register_cards
def reading_cards(user: User) -> list[Card]:
    rows = visible_to(user, ReviewAssignment).filter(state__in=("proposed", "accepted"))
    waiting = rows.count() if reads(user) else 0
    if not waiting:
        return []
    lead = _("%(n)s wait for your score.") % {"n": waiting}
    page = reverse("review_home")
    return [Card(_("Applications to read"), lead, page, _("Open the list"), 10, icon="file-text")]


@register_queues
def reading_queues(user: User) -> list[Queue]:
    if not is_officer(user):
        return []
    return [
        queue_of(
            visible_to(user, ReviewAssignment, "desk"), OVERDUE, OVERDUE, group="week", icon="clock",
            title=_("Readings overdue"), lead=_("Remind the reader or ask another"),
            at_address=reverse("desk_readings"), action=_("Look"),
        )
    ]  # fmt: skip
