"""The portal's template tags: icons, domains, states, dates, cloth and charts. `{% load portal %}`"""

from decimal import Decimal
from itertools import pairwise

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programme.acts import ACTS
from programme.domains import domain_name, domain_short
from programme.kernel import charts, cloth, dates, thai
from programme.kernel.assets import ICONS, sprite_of
from programme.models import in_language

register = template.Library()
MARK = (
    '<svg viewBox="0 0 40 40" aria-hidden="true" focusable="false"><rect class="mk-ground" width="40" height="40" rx="9"/>'
    '<path class="mk-b" d="M10 5h6v30h-6zM24 5h6v30h-6z"/><path class="mk-ground" d="M8.5 8.5h9v9h-9zM22.5 22.5h9v9h-9z"/>'
    '<path class="mk-a" d="M5 10h17.4v6H5zM31.6 10H35v6h-3.4zM17.6 24H35v6H17.6zM5 24h3.4v6H5z"/></svg>'
)


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """An icon beside a word; it is never the only carrier of meaning."""
    if name not in ICONS:
        raise template.TemplateSyntaxError(f"There is no icon “{name}”; the names are in programme/kernel/assets.py.")
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        f" {css}" if css else "",
        static(sprite_of(name)),
        name,
    )


@register.simple_tag
def mark() -> SafeString:
    return mark_safe(MARK)


@register.simple_tag
def domain(key: str, size: str = "", href: str = "", text: str = "", full: bool = False) -> SafeString:
    """One of the seven domains: tile and word, always both."""
    name = text or (domain_name(key) if full else domain_short(key))
    css = f"domain d-{key}" + (f" domain--{size}" if size else "")
    inside = format_html('<span class="domain__tile">{}</span>{}', icon(f"d-{key}"), name)
    if href:
        return format_html('<a class="{}" href="{}">{}</a>', css, href, inside)
    return format_html('<span class="{}">{}</span>', css, inside)


@register.filter
def act_words(act: str) -> str:
    """An act of the history as words after a name: `adopt` → “adopted the result”."""
    return ACTS.get(act, act)


@register.simple_tag
def domain_tile(key: str) -> SafeString:
    """The tile alone for dense tables; the word stays for screen readers."""
    return format_html(
        '<span class="domain domain--s d-{}"><span class="domain__tile">{}</span><span class="visually-hidden">{}</span></span>',
        key,
        icon(f"d-{key}"),
        domain_short(key),
    )


@register.simple_tag
def status(kind: str, icon_name: str, text: str) -> SafeString:
    """A state as icon and word."""
    return format_html(
        '<span class="status{}">{}{}</span>', f" status--{kind}" if kind else "", icon(icon_name, "icon--s"), text
    )


@register.simple_tag
def state(obj, audience: str = "staff") -> SafeString:
    """The state of a record in the words for staff or for the person."""
    word = obj.word
    return status(word.kind, word.icon, word.label_for(audience))


@register.simple_tag
def who(user, name: bool = True, me=None) -> SafeString:
    """A colleague as a letter and a name; “free” when there is none."""
    if user is None:
        return format_html(
            '<span class="dk-who dk-who--none">{}{}</span>', icon("user-plus", "icon--s"), _("Nobody yet")
        )
    short = user.get_short_name()
    mine = " dk-who--me" if me is not None and me.pk == user.pk else ""
    return format_html(
        '<span class="dk-who{}"><i aria-hidden="true">{}</i><span{}>{}</span></span>',
        mine,
        next((char for char in short if char not in "เแโใไ"), "?")[:1].upper(),
        "" if name else mark_safe(' class="visually-hidden"'),
        short,
    )


@register.simple_tag
def track(percent, css: str = "") -> SafeString:
    return mark_safe(charts.track(percent, css))


@register.simple_tag
def stripes(parts, label: str, css: str = "track track--thread") -> SafeString:
    return mark_safe(charts.stripes(list(parts), label, css=css))


@register.simple_tag
def bar(parts, label: str) -> SafeString:
    return mark_safe(charts.stripes(list(parts), label, css="dk-bar", item=""))


@register.simple_tag
def spread(values) -> SafeString:
    values = [float(value) for value in values]
    said = ", ".join(f"{value:g}" for value in values)
    label = ngettext("%(n)d reader gave %(scores)s", "%(n)d readers gave %(scores)s", len(values))
    return mark_safe(charts.spread(values, label % {"n": len(values), "scores": said}))


@register.simple_tag
def weeks(marks: str, label: str) -> SafeString:
    return mark_safe(charts.weeks(marks, label))


@register.simple_tag
def lines(series, ticks, label: str) -> SafeString:
    return mark_safe(charts.lines(series, ticks, label) + charts.lines(series, ticks, label, narrow=True))


@register.simple_tag
def spark(values, label: str) -> SafeString:
    return mark_safe(charts.spark([float(value) for value in values], label))


@register.simple_tag
def weave(width: int = 800, height: int = 400, kind: str = "brand", css: str = "cloth") -> SafeString:
    """A cloth: brand, sign_in or torn (for pages about errors)."""
    sett = {"brand": cloth.BRAND, "sign_in": cloth.SIGN_IN, "torn": cloth.TORN}[kind]
    return mark_safe(cloth.weave(sett, width, height, css=css, extra=cloth.TORN_THREAD if kind == "torn" else ""))


@register.simple_tag
def city_cloth(mix: dict, width: int = 800, height: int = 400, css: str = "cloth") -> SafeString:
    """A city's own cloth; the same numbers always stand as bars beside it."""
    return mark_safe(cloth.weave(cloth.city_sett(mix or {}), width, height, css=css))


@register.simple_tag
def country_cloth(labels=()) -> SafeString:
    return mark_safe(charts.country_cloth(list(labels)))


@register.simple_tag
def choropleth(values: dict, names: dict, unit: str, label: str, chosen: frozenset = frozenset()) -> SafeString:
    shapes = charts.choropleth(values, names, unit, chosen)
    return format_html(
        '<svg class="map" viewBox="{}" role="img" aria-label="{}">{}</svg>',
        charts.country()["viewBox"],
        label,
        mark_safe(shapes),
    )


@register.simple_tag
def map_classes() -> list[dict]:
    """The map's classes for its legend: css class and words."""
    edges = charts.CLASS_EDGES
    words = ["0", *(f"{low + 1}–{high}" for low, high in pairwise(edges)), f"{edges[-1] + 1}+"]
    return [{"css": f"q{i}", "words": text} for i, text in enumerate(words)]


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
def shorten(value, limit: int) -> str:
    return thai.shorten(str(value), limit)


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
def small_cell(value) -> str:
    """A count of people for the public: fewer than five are not told apart."""
    return "–" if value is None else "< 5" if 0 < value < 5 else f"{value:,}"


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


@register.simple_tag(takes_context=True)
def query(context, **changes) -> str:
    """The current address's query with some values changed; None removes one. For filters, sorting and pages."""
    values = context["request"].GET.copy()
    for key, value in changes.items():
        if value is None:
            values.pop(key, None)
        else:
            values[key] = value
    return f"?{values.urlencode()}" if values else "?"
