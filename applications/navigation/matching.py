"""Calls in selection lead to their match room."""

from django.urls import reverse
from django.utils.translation import gettext as _

from programme.kernel.policies import visible_to
from programme.kernel.worklist import Queue, register_queues
from programme.models import Call, User
from programme.queries.people import is_officer


@register_queues
def call_queues(user: User) -> list[Queue]:
    """One entry for each call, since each has a room of its own."""
    rows = visible_to(user, Call, "desk").filter(state="selecting").order_by("closes_at", "pk")
    return [_queue(call) for call in rows if is_officer(user, call.cohort_id)]


def _queue(call: Call) -> Queue:
    page = reverse("desk_match", args=[call.code])
    return Queue("later", "intersect-three", _("Call in selection"), call.title, 1, 0, page, _("Match room"))
