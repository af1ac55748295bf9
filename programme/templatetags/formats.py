"""How dates, numbers and texts are said. Part of `{% load portal %}`."""

from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from programme.domains import domain_name
from programme.kernel import dates, thai
from programme.models import in_language

register = template.Library()
BROWSERS = {
    "Line/": "LINE", "Edg": "Edge", "OPR/": "Opera", "SamsungBrowser": "Samsung Internet", "Firefox": "Firefox",
    "Chrome": "Chrome", "CriOS": "Chrome", "Safari": "Safari",
}  # fmt: skip
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "Linux": "Linux",
}


def _time(value, text: str) -> SafeString:
    return format_html(
        '<time datetime="{}">{}</time>',
        dates.local(value).isoformat(timespec="minutes") if hasattr(value, "hour") else value.isoformat(),
        text,
    )


@register.filter
def day(value, style: str = "") -> SafeString | str:
    """18 ธ.ค. 2569; `|day:"long"` and `|day:"weekday"`."""
    if not value:
        return ""
    return _time(value, dates.day(value, long=style == "long", weekday=style == "weekday"))


@register.filter
def moment(value, style: str = "") -> SafeString | str:
    """18 ธ.ค. 2569 เวลา 16:30 น."""
    return _time(value, dates.moment(value, weekday=style == "weekday")) if value else ""


@register.filter
def clock(value) -> str:
    """16:30 น."""
    return dates.clock(value) if value else ""


@register.filter
def month(value) -> str:
    return dates.month_and_year(value) if value else ""


@register.filter
def time_left(deadline) -> str:
    return dates.time_left(deadline, timezone.now()) if deadline else ""


@register.filter
def is_past(value) -> bool:
    return bool(value) and value <= timezone.now()


@register.filter
def thai_wrap(value) -> str:
    """Invisible hints for breaking lines in our own Thai words; never on what people wrote, never stored."""
    return mark_safe(thai.wrap_hints(conditional_escape(value)))


@register.filter
def told(value, how: str = "") -> SafeString | str:
    """A record's own text to a reader of another language: marked as Thai for browser and screen reader, with a word
    that it is. Put last. `|told:"quiet"` marks without the word, beside one that has it; `|told:"plain"` is for titles.
    """
    if not value or not (get_language() or "th").startswith("en") or not thai.has_thai(str(value)):
        return value
    if how == "plain":
        return _("%(text)s (in Thai)") % {"text": value}
    marked = format_html('<span lang="th">{}</span>', value)
    return marked if how == "quiet" else format_html('{} <small class="tongue">{}</small>', marked, _("in Thai"))


@register.filter
def shorten(value, limit: int) -> str:
    return thai.shorten(str(value), limit)


@register.filter
def file_kind(media_type: str) -> str:
    """`application/pdf` → “PDF”, `image/jpeg` → “JPEG”: as people name files."""
    return media_type.rpartition("/")[2].upper()


@register.filter
def device(agent: str) -> str:
    """“Chrome · Windows” for what a browser says of itself; the start of its own words when neither is known."""
    known = [next((name for sign, name in signs.items() if sign in agent), "") for signs in (BROWSERS, SYSTEMS)]
    return " · ".join(name for name in known if name) or agent[:40]


@register.filter
def baht(value) -> str:
    """Money with commas; millions with two decimals."""
    if value is None or value == "":
        return "–"
    value = Decimal(value)
    if abs(value) >= 1_000_000:
        return _("%(n)s million baht") % {"n": f"{value / 1_000_000:,.2f}"}
    return _("%(n)s baht") % {"n": f"{value:,.0f}"}


@register.filter
def number(value) -> str:
    """1,204; a dash for what was not reported, 0 for zero."""
    if value is None or value == "":
        return "–"
    value = Decimal(str(value))
    return f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.2f}".rstrip("0").rstrip(".")


@register.filter
def both(obj, field: str) -> str:
    """`obj.field_th` or `obj.field_en`, by the current language."""
    return in_language(field).fget(obj)


@register.filter
def get(mapping, key):
    return mapping.get(key, "") if mapping else ""


@register.filter
def domain_label(key: str) -> str:
    return domain_name(key)
