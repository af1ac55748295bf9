"""Background work of the foundation: primitives in, load, delegate. Each job may run twice or late without harm."""

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task, lock_task


@db_task()
def deliver_letters() -> None:
    """The doorbell: rung on commit whenever a letter was queued."""
    from programme.domain.delivery import deliver_due_letters  # tasks are a leaf: domain functions load inside

    deliver_due_letters(at=timezone.now())


@db_periodic_task(crontab(minute="*"))
@lock_task("sweep-letters")
def sweep_letters() -> None:
    """Every minute: repairs what a stopped worker left behind, and sends what nobody heard the doorbell for."""
    from programme.domain.delivery import deliver_due_letters, repair_letters  # tasks are a leaf

    repair_letters(at=timezone.now())
    deliver_due_letters(at=timezone.now())


@db_periodic_task(crontab(minute="*"))
@lock_task("advance-calls")
def advance_calls_by_clock() -> None:
    """Every minute: opens and closes calls whose time has come."""
    from programme.domain.calls import advance_calls  # tasks are a leaf

    advance_calls(at=timezone.now())
