"""What is drawn from numbers: tracks, charts, cloth and map. Part of `{% load portal %}`."""

from itertools import pairwise

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from programme.kernel import charts, cloth

register = template.Library()


@register.simple_tag
def track(percent, css: str = "") -> SafeString:
    return mark_safe(charts.track(percent, css))


@register.simple_tag
def thread(parts, rest: int = 0) -> SafeString:
    return mark_safe(charts.thread(list(parts), rest))


@register.simple_tag
def bar(parts, label: str) -> SafeString:
    return mark_safe(charts.bar(list(parts), label))


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
def choropleth(
    values: dict, names: dict, unit: str, label: str, chosen: frozenset = frozenset(), links: dict | None = None
) -> SafeString:
    """The map of provinces; `links` leads from a province to its rows."""
    shapes = charts.choropleth(values, names, unit, chosen, links or {})
    return format_html(
        '<svg class="map" viewBox="{}" role="{}" aria-label="{}">{}</svg>',
        charts.country()["viewBox"],
        "group" if links else "img",
        label,
        mark_safe(shapes),
    )


@register.simple_tag
def map_classes() -> list[dict]:
    """The map's classes for its legend: css class and words."""
    edges = charts.CLASS_EDGES
    words = ["0", *(f"{low + 1}–{high}" for low, high in pairwise(edges)), f"{edges[-1] + 1}+"]
    return [{"css": f"q{i}", "words": text} for i, text in enumerate(words)]
