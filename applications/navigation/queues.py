"""A queue of the work list and the list behind it, from one question."""

from django.db.models import QuerySet
from django.utils import timezone

from applications.queries.waiting import waiting
from programme.kernel.worklist import Queue


def queue_of(rows: QuerySet, name: str, late: str = "", *, at_address: str, **words) -> Queue:
    """How much of the work `name` these rows hold, how much of it is `late`, and where exactly these rows are listed."""
    at = timezone.now()
    n = waiting(rows, name, at).count()
    overdue = n if late == name else waiting(rows, late, at).count() if late else 0
    late_href = f"{at_address}?work={late}" if overdue else ""
    return Queue(waiting=n, late=overdue, href=f"{at_address}?work={name}", late_href=late_href, **words)
