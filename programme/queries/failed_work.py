"""What the clock gave up on, in words: which job, which record, and why."""

from collections import defaultdict
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model
from django.urls import reverse

from programme.kernel.jobs import Job, job_named
from programme.kernel.policies import visible_to
from programme.models import FailedWork, User


@dataclass(frozen=True)
class Stopped:
    """One row of the list. `href` is empty where the record has no page on the desk."""

    work: FailedWork
    job: Job
    thing: Model | None
    href: str


def stopped_work(user: User, most: int = 100) -> list[Stopped]:
    """Oldest first. One query for the rows and one for each kind of record among them."""
    rows = list(visible_to(user, FailedWork).exclude(given_up_at=None).order_by("given_up_at", "pk")[:most])
    keys = defaultdict(set)
    for row in rows:
        keys[row.object_type].add(row.object_id)
    things = {label: apps.get_model(label)._default_manager.in_bulk(found) for label, found in keys.items()}
    return [_stopped(row, things[row.object_type].get(row.object_id)) for row in rows]


def _stopped(work: FailedWork, thing: Model | None) -> Stopped:
    job, code = job_named(work.job), getattr(thing, "code", "")
    return Stopped(work, job, thing, reverse(job.address, args=[code]) if job.address and code else "")
