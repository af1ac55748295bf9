"""Candidates, for the people of the agencies that they ranked."""

from collections import Counter

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from applications.policies import ranked_themselves
from applications.queries.judging import came_late, overdue_rankings, unjudged_at
from programme.kernel.home import Card, register_cards
from programme.kernel.navigation import Item, register
from programme.kernel.policies import visible_to
from programme.kernel.worklist import Queue, register_queues
from programme.models import Call, Opening, User
from programme.queries.people import is_officer, standing_of


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
    mine = Opening.objects.filter(agency_id__in=standing_of(user).agency_ids("reviewer", "approver"))
    n = sum(unjudged_at(mine.exclude(pk__in=ranked_themselves(user)), user).values())
    lead = _("Judge the people who ranked your openings.")
    if n:
        lead = ngettext("%(n)s candidate waits for a judgement.", "%(n)s candidates wait for a judgement.", n) % {
            "n": n
        }
    page = reverse("host_candidates")
    return [Card(_("Candidates of your agency"), lead, page, _("Open"), 12, icon="users-three")]


@register_queues
def ranking_queues(user: User) -> list[Queue]:
    """For each call: rankings handed in before somebody came through, and those opened again whose deadline passed."""
    calls = {row.pk: row for row in visible_to(user, Call, "desk").order_by("closes_at", "pk")}
    mine = {key: call for key, call in calls.items() if is_officer(user, call.cohort_id)}
    waits = Counter(
        came_late().filter(opening__call__in=mine).order_by().values_list("opening__call", "opening").distinct()
    )
    late = Counter(
        overdue_rankings(timezone.now()).filter(opening__call__in=mine).values_list("opening__call", flat=True)
    )
    by_call = Counter(call for call, _opening in waits)
    return [_queue(mine[key], by_call[key] + late[key], late[key]) for key in mine if by_call[key] + late[key]]


def _queue(call: Call, waiting: int, late: int) -> Queue:
    page = reverse("desk_match", args=[call.code]) + "#judging"
    title = _("Rankings to be opened or handed in again")
    return Queue("today", "rows", title, call.title, waiting, late, page, _("Match room"))
