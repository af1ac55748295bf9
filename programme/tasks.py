"""Background work of the foundation: woken by the doorbell or the clock, each makes one domain call.

Each job may run twice, late, or in two workers at once without harm.
"""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from programme.domain.calls import advance_calls
from programme.domain.data_copies import drop_old_archives, make_due_archives
from programme.domain.delivery import deliver_all_letters, repair_letters
from programme.domain.erasure import erase_due_files, erase_due_people
from programme.domain.jobs import run_job
from programme.kernel.doorbell import on_ring
from programme.kernel.jobs import Job, name_jobs

name_jobs(
    {
        "deliver_letters": Job(_("Letters leave"), "desk_letter", "letters due"),
        "repair_letters": Job(_("Letters of a stopped worker are put back"), "desk_letter"),
        "open_calls": Job(_("Calls open on their day")),
        "close_calls": Job(_("Calls close on their day")),
        "make_data_copy": Job(_("Copies of people's data are made"), bell="copy asked"),
        "drop_data_copy": Job(_("Copies of people's data go after their days")),
        "erase_person": Job(_("Personal data is erased on request")),
        "erase_file": Job(_("Files of erased people go"), bell="files to erase"),
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


@on_ring("copy asked")
@db_task()
def make_archives() -> None:
    make_due_archives(at=timezone.now())


@on_ring("files to erase")
@db_task()
def erase_files() -> None:
    erase_due_files(at=timezone.now())


@db_periodic_task(crontab(minute="*"))
def sweep_data_rights() -> None:
    """Every minute: copies that people asked for, people who asked to be forgotten, and what is left of both."""
    now = timezone.now()
    run_job("make data copies", lambda: make_due_archives(at=now), at=now)
    run_job("drop data copies", lambda: drop_old_archives(at=now), at=now)
    run_job("erase people", lambda: erase_due_people(at=now), at=now)
    run_job("erase files", lambda: erase_due_files(at=now), at=now)
