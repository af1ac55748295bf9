"""A reminder before a call closes: asked for by an address, confirmed by its owner, sent twice, erased with the call."""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.letters import reminder_asked, reminder_due
from cms.models import CallReminder
from programme.domain.due_work import for_each_due
from programme.domain.letters import queue_letter
from programme.kernel.errors import Refusal
from programme.models import Call, Letter

DAYS = (1, 3)  # before the close; the nearest first, so that who asks late gets one letter and not two
WAITS = timedelta(days=7)  # for its owner's yes


@transaction.atomic
def ask_reminder(*, call: Call, email: str, wording: str, language: str, at: datetime) -> None:
    """Writes once a day at most to an address that has not said yes. Never says whether it was known."""
    if not call.takes_entries(at):
        raise Refusal(_("This call is not open now, so there is no deadline to remind of."), code="closed")
    reminder, _made = CallReminder.objects.get_or_create(
        call=call, email=email.lower(), defaults={"language": language, "wording": wording, "asked_at": at}
    )
    if reminder.confirmed_at is None:
        day = timezone.localdate(at).isoformat()
        queue_letter(spec=reminder_asked(reminder, day), at=at)


def confirm_reminder(*, reminder: CallReminder, at: datetime) -> CallReminder:
    """The owner of the address says yes; again changes nothing."""
    CallReminder.objects.filter(pk=reminder.pk, confirmed_at=None).update(confirmed_at=at)
    return reminder


@transaction.atomic
def forget_reminder(reminder: CallReminder) -> None:
    """The address goes, and with it the letters that hold it."""
    Letter.objects.filter(about_type=CallReminder._meta.label_lower, about_code=reminder.code).delete()
    reminder.delete()


def send_reminders(*, at: datetime) -> int:
    """Three days and one day before the close as it stands now; a moved deadline moves them."""
    return sum(for_each_due("remind_of_call", _due(days, at), partial(_send, days=days, at=at), at=at) for days in DAYS)


def _due(days: int, at: datetime) -> QuerySet[CallReminder]:
    rows = CallReminder.objects.filter(confirmed_at__isnull=False, call__state="open", call__closes_at__gt=at)
    rows = rows.filter(Q(told_days=None) | Q(told_days__gt=days), call__closes_at__lte=at + timedelta(days=days))
    return rows.select_related("call").order_by("pk")


def _send(reminder: CallReminder, *, days: int, at: datetime) -> None:
    queue_letter(spec=reminder_due(reminder, days), at=at)
    CallReminder.objects.filter(pk=reminder.pk).update(told_days=days)


def erase_old_reminders(*, at: datetime) -> int:
    """When the call is over, or nobody said yes within a week."""
    silent = Q(confirmed_at=None, asked_at__lte=at - WAITS)
    due = CallReminder.objects.filter(silent | Q(call__closes_at__lte=at)).order_by("pk")
    return for_each_due("erase_reminder", due, forget_reminder, at=at)
