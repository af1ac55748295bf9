"""Background work of the pipeline: primitives in, load, delegate."""

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task, lock_task


@db_task()
def compute_runs() -> None:
    """The doorbell of the match room."""
    from applications.domain.matching import compute_due_runs  # tasks are a leaf

    compute_due_runs(at=timezone.now())


@db_periodic_task(crontab(minute="*"))
@lock_task("sweep-runs")
def sweep_runs() -> None:
    """Every minute: runs that nobody heard the doorbell for, or whose worker died."""
    from applications.domain.matching import compute_due_runs  # tasks are a leaf

    compute_due_runs(at=timezone.now())


@db_periodic_task(crontab(minute="*"))
@lock_task("expire-offers")
def expire_offers_by_clock() -> None:
    """Every minute: offers end at their hour, reminders leave before."""
    from applications.domain.offers import expire_offers  # tasks are a leaf

    expire_offers(at=timezone.now())
