"""Dates as people of the country read them: Buddhist years in Thai, common years in English, Bangkok time."""

from datetime import date, datetime, timedelta
from typing import cast

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

NBSP = "\u00a0"
BUDDHIST_OFFSET = 543
THAI_MONTHS = [
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
]
THAI_SHORT = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."]
ENGLISH_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
THAI_DAYS = ["จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา."]
ENGLISH_DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def is_thai() -> bool:
    return not (get_language() or "th").startswith("en")


def local(value: date | datetime) -> date | datetime:
    """A moment in Bangkok time; a day as it is."""
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def era_year(value: date | datetime) -> int:
    """The year to show: Buddhist in Thai, common in English."""
    year = local(value).year
    return year + BUDDHIST_OFFSET if is_thai() else year


def day(value: date | datetime | None, *, long: bool = False, weekday: bool = False) -> str:
    """18 ธ.ค. 2569 · 18 December 2026, kept together as far as it fits. Empty for None."""
    if value is None:
        return ""
    value = local(value)
    months = (THAI_MONTHS if long else THAI_SHORT) if is_thai() else ENGLISH_MONTHS
    joint = NBSP if is_thai() else " "  # long English months may break before the year
    text = f"{value.day}{NBSP}{months[value.month - 1]}{joint}{era_year(value)}"
    if weekday:
        text = f"{(THAI_DAYS if is_thai() else ENGLISH_DAYS)[value.weekday()]}{NBSP}{text}"
    return text


def clock(value: datetime) -> str:
    """16:30 น. · 16:30"""
    text = f"{local(value):%H:%M}"
    return f"{text}{NBSP}น." if is_thai() else text


def moment(value: datetime | None, *, weekday: bool = False) -> str:
    """18 ธ.ค. 2569 เวลา 16:30 น. · 18 December 2026, 16:30"""
    if value is None:
        return ""
    joint = f" เวลา{NBSP}" if is_thai() else f",{NBSP}"
    return f"{day(value, weekday=weekday)}{joint}{clock(value)}"


def month_and_year(value: date) -> str:
    months = THAI_SHORT if is_thai() else ENGLISH_MONTHS
    return f"{months[local(value).month - 1]}{NBSP}{era_year(value)}"


def written(value: date | datetime | None) -> str:
    """A day or a moment in a file that people open: Bangkok's, as the screen says it, with plain spaces."""
    text = moment(value) if isinstance(value, datetime) else day(value)
    return text.replace(NBSP, " ")


def for_machines(value: date | datetime) -> str:
    """A day as 2026-10-01; a moment with Bangkok's zone, 2026-10-01T00:00:00+07:00."""
    if isinstance(value, datetime):
        return cast(datetime, local(value)).isoformat(timespec="seconds")
    return value.isoformat()


def month_in_words(year: int, month: int) -> str:
    """กุมภาพันธ์ 2569 · February 2026"""
    months = THAI_MONTHS if is_thai() else ENGLISH_MONTHS
    return f"{months[month - 1]}{NBSP}{year + BUDDHIST_OFFSET if is_thai() else year}"


def month_name(value: date) -> str:
    """ต.ค. · Oct"""
    return THAI_SHORT[value.month - 1] if is_thai() else ENGLISH_MONTHS[value.month - 1][:3]


def time_left(deadline: datetime, at: datetime) -> str:
    """3 days 4 hours left, in the two largest units; or that the time is over."""
    seconds = int((deadline - at).total_seconds())
    if seconds <= 0:
        return _("The time is over")
    days, rest = divmod(seconds, 86400)
    hours, rest = divmod(rest, 3600)
    minutes = max(1, rest // 60)
    parts = []
    if days:
        parts.append(ngettext("%(n)d day", "%(n)d days", days) % {"n": days})
    if hours and days < 14:
        parts.append(ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours})
    if not days and hours < 12:
        parts.append(ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes})
    return _("%(time)s left") % {"time": " ".join(parts)}


def fiscal_year(value: date) -> int:
    """The state's fiscal year (1 October to 30 September), by the common year in which it ends."""
    return value.year + (value.month >= 10)


def week_start(value: date) -> date:
    return value - timedelta(days=value.weekday())


def age_on(birth: date, on: date) -> int:
    """Full years of age on a day."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
