"""Background work of the pipeline: primitives in, load, delegate."""

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task, lock_task


@db_task()
def compute_runs() -> None:
    """The doorbell of the match room."""
    from applications.domain.runs import compute_due_runs  # tasks are a leaf

    compute_due_runs(at=timezone.now())


@db_task()
def release_runs() -> None:
    """The doorbell of a release."""
    from applications.domain.adoption import release_due_runs  # tasks are a leaf

    release_due_runs(at=timezone.now())


@db_periodic_task(crontab(minute="*"))
@lock_task("sweep-runs")
def sweep_runs() -> None:
    """Every minute: runs and releases that nobody heard the doorbell for, or whose worker died."""
    from applications.domain.adoption import release_due_runs  # tasks are a leaf
    from applications.domain.runs import compute_due_runs  # tasks are a leaf

    compute_due_runs(at=timezone.now())
    release_due_runs(at=timezone.now())


@db_periodic_task(crontab(minute="*"))
@lock_task("expire-offers")
def expire_offers_by_clock() -> None:
    """Every minute: offers end at their hour, reminders leave before."""
    from applications.domain.offers import expire_offers  # tasks are a leaf

    expire_offers(at=timezone.now())


@db_periodic_task(crontab(minute="*"))
@lock_task("make-agreements")
def make_agreements() -> None:
    """Every minute: PDF copies of agreements that were signed since."""
    from applications.domain.agreements import make_due_agreements  # tasks are a leaf

    make_due_agreements(at=timezone.now())
