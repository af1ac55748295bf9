"""Background work of the field."""

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, lock_task


@db_periodic_task(crontab(minute="5", hour="*"))
@lock_task("start-placements")
def start_placements_by_clock() -> None:
    """Every hour: planned placements begin on their first day."""
    from mentoring.domain.placements import start_placements  # tasks are a leaf

    start_placements(at=timezone.now(), today=timezone.localdate())
