"""Background work of the foundation: woken by the doorbell or the clock, each makes one domain call.

Each job may run twice, late, or in two workers at once without harm.
"""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from programme.domain.calls import advance_calls
from programme.domain.delivery import deliver_all_letters, repair_letters
from programme.domain.jobs import run_job
from programme.kernel.doorbell import on_ring
from programme.kernel.jobs import Job, name_jobs

name_jobs(
    {
        "deliver_letters": Job(_("Letters leave"), "desk_letter", "letters due"),
        "repair_letters": Job(_("Letters of a stopped worker are put back"), "desk_letter"),
        "open_calls": Job(_("Calls open on their day")),
        "close_calls": Job(_("Calls close on their day")),
    }
)


@on_ring("letters due")
@db_task()
def deliver_letters() -> None:
    deliver_all_letters(at=timezone.now)


@db_periodic_task(crontab(minute="*"))
def sweep_letters() -> None:
    """Every minute: repairs what a stopped worker left behind, and sends what nobody heard the doorbell for."""
    now = timezone.now()
    run_job("repair letters", lambda: repair_letters(at=now), at=now)
    run_job("deliver letters", lambda: deliver_all_letters(at=timezone.now), at=now)


@db_periodic_task(crontab(minute="*"))
def advance_calls_by_clock() -> None:
    """Every minute: opens and closes calls whose time has come."""
    now = timezone.now()
    run_job("advance calls", lambda: advance_calls(at=now), at=now)
