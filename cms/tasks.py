"""Background work of the site."""

from django.core.management import call_command
from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, lock_task


@db_periodic_task(crontab(minute="*"))
@lock_task("publish-scheduled")
def publish_scheduled_pages() -> None:
    """Every minute: pages whose moment has come go live, and calls are brought in line."""
    from cms.domain.calls import reconcile_calls  # tasks are a leaf

    call_command("publish_scheduled", verbosity=0)
    reconcile_calls(at=timezone.now())


@db_periodic_task(crontab(hour="3", minute="20"))
@lock_task("erase-messages")
def erase_messages() -> None:
    """Every night: messages that nobody needs any more."""
    from cms.domain.contact import erase_old_messages  # tasks are a leaf

    erase_old_messages(at=timezone.now())
