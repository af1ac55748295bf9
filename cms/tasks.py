"""Background work of the site: woken by the clock, each makes one domain call."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from huey import crontab
from huey.contrib.djhuey import db_periodic_task

from cms.domain.calls import reconcile_calls
from cms.domain.contact import erase_old_messages
from cms.domain.publishing import publish_due_pages
from cms.domain.reminders import erase_old_reminders, send_reminders
from cms.search.index import index_everything
from programme.domain.jobs import run_job
from programme.kernel.jobs import Job, name_jobs

name_jobs(
    {
        "publish_page": Job(_("Pages appear at their hour")),
        "take_off_page": Job(_("Pages leave at their hour")),
        "show_call": Job(_("A page and its call are brought in line")),
        "hide_call": Job(_("A call without a page goes back to draft")),
        "erase_message": Job(_("Messages are erased when their time is over")),
        "remind_of_call": Job(_("Who asked is reminded before a call closes")),
        "erase_reminder": Job(_("Addresses of reminders are erased when the call is over")),
    }
)


@db_periodic_task(crontab(minute="*"))
def publish_scheduled_pages() -> None:
    """Every minute: pages whose moment has come go live or leave, and calls are brought in line."""
    now = timezone.now()
    run_job("publish pages", lambda: publish_due_pages(at=now), at=now)
    run_job("reconcile calls", lambda: reconcile_calls(at=now), at=now)


@db_periodic_task(crontab(minute="17"))
def remind_of_calls() -> None:
    """Every hour: who asked is reminded three days and one day before a call closes; addresses go when it is over."""
    now = timezone.now()
    run_job("remind of calls", lambda: send_reminders(at=now), at=now)
    run_job("erase reminders", lambda: erase_old_reminders(at=now), at=now)


@db_periodic_task(crontab(hour="3", minute="40"))
def index_again() -> None:
    """Every night: what only the day changes, such as a listing that ran out, leaves the search."""
    run_job("index everything", index_everything, at=timezone.now())


@db_periodic_task(crontab(hour="3", minute="20"))
def erase_messages() -> None:
    """Every night: messages that nobody needs any more."""
    now = timezone.now()
    run_job("erase messages", lambda: erase_old_messages(at=now), at=now)
