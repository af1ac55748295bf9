"""The desk's worklist: each app registers the queues that wait for staff."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

GROUPS = ("today", "week", "later")


@dataclass(frozen=True)
class Queue:
    """Work of one kind: how much of it waits, how much of that is late, and where it is done."""

    group: str
    icon: str
    title: str
    lead: str
    waiting: int
    late: int
    href: str
    action: str
    late_href: str = ""  # where the late ones alone are listed


Source = Callable[[Any], list[Queue]]  # of the person who works
_sources: list[Source] = []


def register_queues(source: Source) -> Source:
    _sources.append(source)
    return source


def queues_for(user: object) -> list[Queue]:
    """The queues with work in them, most pressing group first."""
    found = [queue for source in _sources for queue in source(user) if queue.waiting]
    return sorted(found, key=lambda queue: (GROUPS.index(queue.group), -queue.late, -queue.waiting))
