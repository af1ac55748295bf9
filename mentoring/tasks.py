"""Background work of the field: woken by the clock, each makes one domain call."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from mentoring.domain.placements import start_placements
from programme.domain.jobs import run_job
from programme.kernel.jobs import Job, name_jobs

name_jobs({"start_placement": Job(_("Placements begin on their first day"), "desk_placement")})


@db_periodic_task(crontab(minute="5", hour="*"))
def start_placements_by_clock() -> None:
    """Every hour: planned placements begin on their first day."""
    now = timezone.now()
    run_job("start placements", lambda: start_placements(at=now, today=timezone.localdate(now)), at=now)
