"""A person's dates for a calendar outside: what it is told, and the secret address that it asks at."""

import hashlib
from datetime import datetime

from django.db import transaction

from programme.domain.audit import record_act
from programme.kernel.addresses import absolute
from programme.kernel.calendars import Due, Entry, dates_of
from programme.models import CalendarAddress, CalendarEntry, User
from programme.models.calendars import new_token


@transaction.atomic
def renew_address(*, user: User, at: datetime) -> CalendarAddress:
    """A new address; whoever followed the one before is told nothing more."""
    address, _created = CalendarAddress.objects.update_or_create(
        user=user, defaults={"token": new_token(), "made_at": at}
    )
    record_act(act="renew_calendar", obj=user, by=user, at=at)
    return address


@transaction.atomic
def end_address(*, user: User, at: datetime) -> bool:
    """Nobody follows the dates any more. Ended twice it changes nothing."""
    gone, _by_model = CalendarAddress.objects.filter(user=user).delete()
    if gone:
        record_act(act="end_calendar", obj=user, by=user, at=at)
    return bool(gone)


@transaction.atomic
def tell_dates(*, user: User, at: datetime) -> list[Entry]:
    """The dates as a calendar obeys them: each that was told otherwise before counts up. Two queries when nothing moved."""
    dates = dates_of(user)
    told = {row.key: row for row in CalendarEntry.objects.filter(user=user)}
    return [_entry(due, _counted(user, due, told.get(due.key), at)) for due in dates]


def _counted(user: User, due: Due, row: CalendarEntry | None, at: datetime) -> CalendarEntry:
    said = hashlib.sha256(f"{due.title}\n{due.at.isoformat()}".encode()).hexdigest()
    if row is None:
        words = {"said": said, "changed_at": at}
        row, _created = CalendarEntry.objects.get_or_create(user=user, key=due.key, defaults=words)
    if row.said != said:
        row.said, row.changes, row.changed_at = said, row.changes + 1, at
        row.save(update_fields=["said", "changes", "changed_at"])
    return row


def _entry(due: Due, row: CalendarEntry) -> Entry:
    return Entry(due.key, due.title, due.at, absolute(due.href), row.changes, row.changed_at)
