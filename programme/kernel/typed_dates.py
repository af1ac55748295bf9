"""Days as people type them: Buddhist and common years, Thai digits, two-digit years, month names; never guessed twice.

A typed year is read one way only: 1900 to 2399 is a common year, 2400 to 2899 a Buddhist one. Two digits are read the
one way that fits the span of the field, and refused where two ways do. `static/programme/day-field.js` reads the same.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from programme.kernel.dates import (
    BUDDHIST_OFFSET,
    ENGLISH_MONTHS,
    NBSP,
    THAI_MONTHS,
    THAI_SHORT,
    day,
    is_thai,
    month_in_words,
)
from programme.kernel.thai import in_arabic_digits

COMMON, BUDDHIST = range(1900, 2400), range(2400, 2900)
ERA = r"(?:พ\.?ศ\.?|ค\.?ศ\.?|b\.?e\.?|c\.?e\.?|a\.?d\.?)?\.? ?"
YEAR = rf"{ERA}([0-9]{{4}}|[0-9]{{2}})"
WEEKDAY = re.compile(
    r"^(?:วัน)?(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|อาทิตย์|อา\.|พฤ\.|[จอพศส]\.|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?)"
    r"(?:ที่)? ?(?=[0-9])"
)
SHAPES = [
    (re.compile(rf"{ERA}([0-9]{{4}})[/.\-]([0-9]{{1,2}})[/.\-]([0-9]{{1,2}})"), "ymd"),
    (re.compile(rf"([0-9]{{1,2}})[/.\- ]+([0-9]{{1,2}})[/.\- ]+{YEAR}"), "dmy"),
    (re.compile(rf"([0-9]{{1,2}}) ?([^\W0-9][^0-9,]*?),? ?{YEAR}"), "dmy"),
    (re.compile(rf"([a-z]+)\.? ([0-9]{{1,2}}),? {YEAR}"), "mdy"),
]


@dataclass(frozen=True)
class Span:
    """The days that make sense in a field, in years around today."""

    back: int
    ahead: int

    def days(self, today: date) -> tuple[date, date]:
        first = date(today.year - self.back, 1, 1)
        return first, today if not self.ahead else date(today.year + self.ahead, 12, 31)


PLANNED = Span(back=15, ahead=15)  # cohorts, calls, milestones, missions, reports
BIRTH = Span(back=110, ahead=0)
HAPPENED = Span(back=15, ahead=0)  # what somebody says has happened
ANY = Span(back=125, ahead=30)


class NoDay(ValueError):
    """The text is no day of the span. `message` says why in words; `offered` is the nearest day that it may mean."""

    def __init__(self, message: str, *, offered: date | None = None):
        super().__init__(message)
        self.message, self.offered = message, offered

    def __str__(self) -> str:
        if self.offered is None:
            return self.message
        asked = _("Do you mean %(day)s?")
        return f"{self.message} {asked % {'day': in_both_eras(self.offered)}}"


def parse_day(text: str, *, span: Span = ANY, today: date | None = None) -> date:
    """A typed day: 18/12/2569, ๑๘-๑๒-๖๙, 2026-12-18, 18 ธ.ค. 2569 or 18 December 2026. `NoDay` in words otherwise."""
    today = today or timezone.localdate()
    number, month, year, digits = _parts(text)
    years = [year] if digits == 4 else sorted(_years_of_two_digits(year))
    first, last = span.days(today)
    found = [parsed for one in years if (parsed := _real(number, month, _common(one))) and first <= parsed <= last]
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        words = _("Write the year with four digits: “%(text)s” could be %(days)s.")
        either = pgettext("between two days", "or")
        raise NoDay(words % {"text": text.strip(), "days": f" {either} ".join(map(in_both_eras, found))})
    raise _no_day(number, month, year, digits, (first, last), today)


def in_both_eras(value: date) -> str:
    """18 ธันวาคม 2569 (ค.ศ. 2026) · 18 December 2026 (B.E. 2569): what was understood, for whoever typed it."""
    other = f"ค.ศ. {value.year}" if is_thai() else f"B.E. {value.year + BUDDHIST_OFFSET}"
    return f"{day(value, long=True).replace(NBSP, ' ')} ({other})"


def _parts(text: str) -> tuple[int, int, int, int]:
    """Day, month, year as typed, and the number of the year's digits."""
    clean = " ".join(in_arabic_digits(text)[:80].replace(NBSP, " ").split()).lower()
    clean = WEEKDAY.sub("", clean)
    for shape, order in SHAPES:
        if not (match := shape.fullmatch(clean)):
            continue
        said = dict(zip(order, match.groups(), strict=True))
        month = int(said["m"]) if said["m"].isdigit() else _month_of(said["m"])
        if month is not None:
            return int(said["d"]), month, int(said["y"]), len(said["y"])
    raise NoDay(_("Write the day as day/month/year, for example 18/12/2569 or 18/12/2026."))


def _month_of(word: str) -> int | None:
    word = word.strip().rstrip(",")
    bare = word.replace(".", "").replace(" ", "")
    for number in range(1, 13):
        thai, short, english = THAI_MONTHS[number - 1], THAI_SHORT[number - 1], ENGLISH_MONTHS[number - 1].lower()
        if bare in (thai, short.replace(".", ""), english, english[:3]) or (bare == "sept" and number == 9):
            return number
    return None


def _common(year: int) -> int:
    """The common year of a typed one; 0 where it is neither."""
    return year if year in COMMON else year - BUDDHIST_OFFSET if year in BUDDHIST else 0


def _years_of_two_digits(year: int) -> set[int]:
    return {1900 + year, 2000 + year, 2400 + year, 2500 + year, 2600 + year}


def _real(number: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _no_day(number: int, month: int, year: int, digits: int, within: tuple[date, date], today: date) -> NoDay:
    first, last = within
    if digits == 2:
        return NoDay(_stated(first, last))
    offered = next((one for one in _nearest(number, month, year) if first <= one <= last), None)
    common = _common(year)
    if not 1 <= month <= 12:
        return NoDay(_("There is no month %(n)s.") % {"n": month}, offered=offered)
    if common and (number < 1 or number > calendar.monthrange(common, month)[1]):
        words = _("%(month)s has %(n)s days.")
        last_day = calendar.monthrange(common, month)[1]
        return NoDay(words % {"month": month_in_words(common, month), "n": last_day}, offered=offered)
    if common and date(common, month, number) > last == today:
        early = _("This day is still to come.")
        return NoDay(f"{early} {_stated(first, last)}", offered=offered)
    return NoDay(_stated(first, last), offered=offered)


def _stated(first: date, last: date) -> str:
    words = _("Here a day from %(first)s to %(last)s makes sense.")
    return words % {"first": in_both_eras(first), "last": in_both_eras(last)}


def _nearest(number: int, month: int, year: int) -> Iterator[date]:
    """Days that the text may mean: its era taken once more or once less, day and month changed over, the month's end."""
    for one in (_common(year), year, year - BUDDHIST_OFFSET, year - 2 * BUDDHIST_OFFSET, year + BUDDHIST_OFFSET):
        for d, m in ((number, month), (month, number)):
            if one in COMMON and (found := _real(d, m, one)):
                yield found
        if one in COMMON and 1 <= month <= 12 and 28 < number <= 31:
            yield date(one, month, calendar.monthrange(one, month)[1])
