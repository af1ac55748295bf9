"""A periodic job runs in one worker at a time, however many there are; one that died frees its place by itself."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import Q

from programme.models import JobLease

LEASE = timedelta(minutes=5)


def run_job(job: str, work: Callable[[], object], *, at: datetime) -> bool:
    """Does the work unless another worker is at it; returns whether it was done here.

    The lease saves work, it does not guard it: every row is claimed by itself, so a lease that ran out under a slow
    worker does no harm.
    """
    token = _take(job, at)
    if token is None:
        return False
    mine = JobLease.objects.filter(job=job, holder=token)
    try:
        work()
    except Exception as error:
        mine.update(leased_until=None, holder="", last_error=f"{type(error).__name__}: {error}"[:300])
        raise
    mine.update(leased_until=None, holder="", finished_at=at, last_error="")
    return True


def _take(job: str, at: datetime) -> str | None:
    JobLease.objects.get_or_create(job=job)
    token = secrets.token_hex(8)
    free = JobLease.objects.filter(Q(leased_until=None) | Q(leased_until__lte=at), job=job)
    return token if free.update(holder=token, leased_until=at + LEASE) else None
