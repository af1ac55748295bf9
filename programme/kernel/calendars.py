"""Calendar files, and the dates of a person: each app registers what it knows that somebody has to be there for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Alarm, Calendar, Event

from programme.kernel.text import clean

A_DAY_BEFORE = -timedelta(days=1)
HOST = "smart-city-ambassadors"


@dataclass(frozen=True)
class Due:
    """One date of a person: what it is, when, and where in the portal. `key` stays the same when it moves."""

    key: str
    title: str
    at: datetime | date
    href: str


@dataclass(frozen=True)
class Entry:
    """One entry of a calendar file. `changes` and `changed_at` tell a calendar that it is newer than what it keeps."""

    uid: str
    title: str
    at: datetime | date
    url: str
    changes: int
    changed_at: datetime
    reminder: str = ""  # what is said a day before; empty: its title


Source = Callable[[Any], list[Due]]  # of the person
_sources: list[Source] = []


def register_dates(source: Source) -> Source:
    _sources.append(source)
    return source


def dates_of(user: object) -> list[Due]:
    """Everything that the person may know of and has to be there for; the nearest first."""
    found = [due for source in _sources for due in source(user)]
    return sorted(found, key=lambda due: (str(due.at)[:10], due.key))


def calendar_file(name: str, what: str, entries: Iterable[Entry]) -> bytes:
    """An iCalendar file. `what` is part of who made it: calls, dates."""
    calendar = Calendar()
    calendar.add("prodid", f"-//The Smart City Ambassadors//{what}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", clean(name))
    for entry in entries:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def _event(entry: Entry) -> Event:
    """What changed since a calendar read it last carries a higher `SEQUENCE` and a later `DTSTAMP`."""
    event, alarm, changed = Event(), Alarm(), entry.changed_at.astimezone(UTC)
    event.add("uid", f"{entry.uid}@{HOST}")
    event.add("sequence", entry.changes)
    event.add("summary", clean(entry.title))
    if isinstance(entry.at, datetime):
        event.add("dtstart", entry.at.astimezone(UTC))
        event.add("dtend", entry.at.astimezone(UTC))
    else:
        event.add("dtstart", entry.at)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("url", clean(entry.url))
    alarm.add("action", "DISPLAY")
    alarm.add("description", clean(entry.reminder or entry.title))
    alarm.add("trigger", A_DAY_BEFORE)
    event.add_component(alarm)
    return event
