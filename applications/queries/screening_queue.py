"""The queue of the screening room: exactly what the work list counts, the most urgent first."""

from dataclasses import dataclass
from datetime import datetime

from applications.models import Application
from applications.queries.waiting import SCREEN, due_first, waiting
from programme.kernel.policies import visible_to
from programme.models import User

SHOWN = 50


@dataclass(frozen=True)
class Queue:
    """The first applications that wait, how many wait altogether, and the neighbours of the open one."""

    rows: list[Application]
    total: int
    before: Application | None = None
    after: Application | None = None


def screening_queue(user: User, at: datetime, here: Application | None = None) -> Queue:
    """What this officer can screen. `here` need not wait any more: then what comes after it is the first of the queue."""
    found = waiting(visible_to(user, Application, "desk"), SCREEN, at)
    rows = list(due_first(found).select_related("home_province", "holder__profile")[:SHOWN])
    places = {row.pk: place for place, row in enumerate(rows)}
    place = places.get(here.pk, -1) if here else -1
    before = rows[place - 1] if place > 0 else None
    return Queue(rows, found.count(), before, next(iter(rows[place + 1 :]), None))
