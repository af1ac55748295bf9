"""Small charts and the map as SVG: exact widths as attributes, so the strictest policy holds and print keeps them."""

import json
from collections.abc import Mapping
from functools import lru_cache
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.utils.html import escape

from programme.kernel.cloth import BRAND, weave_parts

_numbers = count(1)
CLASS_EDGES = (0, 2, 4, 7, 11)  # upper ends of the map's classes; zero has its own


def track(percent: float, css: str = "") -> str:
    """A bar that repeats a number said in words beside it."""
    width = max(0.0, min(100.0, float(percent or 0))) * 10
    return (
        f'<svg class="track{" " + css if css else ""}" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" '
        f'focusable="false"><rect class="track__v" width="{width:.0f}" height="10"/></svg>'
    )


def thread(parts: list[tuple[str, int]], rest: int = 0) -> str:
    """Counts by domain side by side, repeating the words below; `rest`, of no domain, stays open at the end."""
    whole = sum(n for _key, n in parts) + rest or 1
    at, shapes = 0.0, ""
    for key, n in parts:
        width = n / whole * 1000
        shapes += f'<rect class="track__v d-{escape(key)}" x="{at:.1f}" width="{max(width - 4, 3):.1f}" height="10"/>'
        at += width
    return (
        '<svg class="track" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f"{shapes}</svg>"
    )


def bar(parts: list[tuple[str, float]], label: str) -> str:
    """Parts of a whole side by side: `[(class, value)]`."""
    whole = sum(value for _, value in parts) or 1
    at, shapes = 0.0, ""
    for name, value in parts:
        width = value / whole * 1000
        if value:
            shapes += f'<rect class="{name}" x="{at:.1f}" width="{max(width - 4, 3):.1f}" height="10"/>'
        at += width
    return f'<svg class="dk-bar" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label="{escape(label)}">{shapes}</svg>'


def spread(values: list[float], label: str, *, low: float = 0, high: float = 100, width: int = 132) -> str:
    """Each reader is a dot on one line, the tick is the mean; wide apart is marked."""
    if not values:
        return ""

    def place(value: float) -> float:
        return 6 + (float(value) - low) / (high - low) * (width - 12)

    mean = sum(map(float, values)) / len(values)
    wide = " is-wide" if max(values) - min(values) > (high - low) * 0.24 else ""
    dots = "".join(f'<circle cx="{place(value):.1f}" cy="10" r="4"/>' for value in values)
    return (
        f'<svg class="dk-spread{wide}" viewBox="0 0 {width} 20" width="{width}" height="20" role="img" aria-label="{escape(label)}">'
        f'<path class="ax" d="M6 10H{width - 6}"/><path class="rg" d="M{place(min(values)):.1f} 10H{place(max(values)):.1f}"/>'
        f'{dots}<path class="mn" d="M{place(mean):.1f} 3V17"/></svg>'
    )


def lines(series: list[tuple[str, list[int]]], ticks: list[str], label: str, *, narrow: bool = False) -> str:
    """One or two lines over the same months: the first one full, with an area and its last value, the other dashed.

    A drawing for phones is `narrow`, so that its words keep their size.
    """
    width, height, left, right, top, base = (340, 280, 36, 316, 27, 246) if narrow else (560, 330, 36, 524, 27, 296)
    peak = max((value for _name, values in series for value in values), default=0)
    step = next(size for size in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10**9) if size * 4 >= peak)
    most, gap = step * 4, (right - left) / max(len(ticks) - 1, 1)

    def at(i: int, value: int) -> str:
        return f"{left + i * gap:.1f} {base - value / most * (base - top):.1f}"

    shapes = ""
    for value in range(0, most + 1, step):
        y = at(0, value).split()[1]
        shapes += f'<line class="{"gr" if value else "ax"}" x1="{left}" x2="{right}" y1="{y}" y2="{y}"/>'
        shapes += f'<text x="{left - 8}" y="{float(y) + 5:.1f}" text-anchor="end">{value}</text>'
    for i in range(0, len(ticks), 3 if narrow else 2):
        shapes += f'<text x="{left + i * gap:.1f}" y="{base + 26}" text-anchor="middle">{escape(ticks[i])}</text>'
    for number, (name, values) in reversed(list(enumerate(series))):
        path = "M" + "L".join(at(i, value) for i, value in enumerate(values))
        x, y = at(len(values) - 1, values[-1]).split()
        if number == 0:
            shapes += f'<path class="ar" d="{path}L{x} {base}L{left} {base}z"/><path class="ln" d="{path}"/>'
            shapes += f'<circle class="pt pt--on" cx="{x}" cy="{y}" r="6"/>'
        else:
            shapes += f'<path class="ln ln--2" d="{path}"/>'
        anchor = "end" if float(x) > right - 40 else "middle"
        shapes += f'<text class="t-v" x="{x}" y="{float(y) - 14:.1f}" text-anchor="{anchor}">{escape(name)}: {values[-1]}</text>'
    css = "d-md-none" if narrow else "d-none d-md-block"
    return f'<svg class="{css}" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(label)}">{shapes}</svg>'


WEEK_SHAPES = {
    "c": '<rect class="c" x="{x}" y="2" width="11" height="16"/>',
    "w": '<rect class="o" x="{e}" y="2.75" width="9.5" height="14.5"/><rect class="w" x="{x}" y="10" width="11" height="8"/>',
    "n": '<rect class="n" x="{e}" y="2.75" width="9.5" height="14.5"/>',
    "l": '<path class="l" d="M{l} 10h9"/>',
    "r": '<rect class="o" x="{e}" y="2.75" width="9.5" height="14.5"/><path class="r" d="M{r} 16L{s} 4"/>',
    "f": '<circle class="f" cx="{m}" cy="10" r="1.5"/>',
}


def weeks(marks: str, label: str) -> str:
    """One cell a week: c confirmed, w waits, n nothing, l leave, r returned, f to come. The shape carries the meaning."""
    cells = ""
    for i, mark in enumerate(marks):
        x = i * 13
        cells += WEEK_SHAPES[mark].format(x=x, e=x + 0.75, l=x + 1, r=x + 2, s=x + 9, m=x + 5.5)
    width = len(marks) * 13
    return f'<svg class="dk-weeks" viewBox="0 0 {width} 20" width="{width}" height="20" role="img" aria-label="{escape(label)}">{cells}</svg>'


@lru_cache(maxsize=1)
def country() -> dict[str, Any]:
    """The simplified map that `manage.py build_assets` made from its package."""
    path = Path(settings.BASE_DIR) / "build" / "map.json"
    if not path.exists():
        return {"viewBox": "0 0 560 1025", "provinces": {}, "outline": ""}
    return json.loads(path.read_text(encoding="utf-8"))


def map_class(value: int) -> int:
    return next((i for i, edge in enumerate(CLASS_EDGES) if value <= edge), len(CLASS_EDGES))


def choropleth(
    values: dict[str, int],
    names: dict[str, str],
    unit: str,
    chosen: frozenset[str] = frozenset(),
    links: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The shapes of all provinces, coloured by six fixed classes, with a way to their rows. Keys are the map's own ids."""
    shapes = ""
    for key, province in sorted(country()["provinces"].items(), key=lambda item: item[0] in chosen):
        if key == "lksg":  # a lake, not a province
            shapes += f'<path class="lake" d="{province["d"]}"/>'
            continue
        value = values.get(key, 0)
        on = " is-on" if key in chosen else ""
        title = escape(f"{names.get(key, province['name'])}: {value} {unit}")
        shape = f'<path class="q{map_class(value)}{on}" d="{province["d"]}"><title>{title}</title></path>'
        if value and key in links:
            shape = f'<a href="{escape(links[key])}" aria-label="{title}">{shape}</a>'
        shapes += shape
    return shapes


def country_cloth(labels: list[tuple[str, str, int, int, str]]) -> str:
    """The whole country cut from the brand cloth, with names at some places; decoration."""
    definitions, layers = weave_parts(BRAND, 560, 1025, 1.0, 5)
    number, shape = next(_numbers), country()
    drawing = f'<clipPath id="th{number}"><path d="{shape["outline"]}"/></clipPath><g clip-path="url(#th{number})">{layers}</g>'
    for key, name, dx, dy, anchor in labels:
        if key not in shape["provinces"]:
            continue
        x, y = shape["provinces"][key]["c"]
        tag = x + dx + (6 if anchor == "start" else -6)
        drawing += (
            f'<path class="th-line" d="M{x} {y}L{x + dx} {y + dy}" fill="none"/><circle class="th-dot" cx="{x}" cy="{y}" r="7"/>'
            f'<text class="th-tag" x="{tag}" y="{y + dy + 6}" text-anchor="{anchor}">{escape(name)}</text>'
        )
    return f'<svg viewBox="-60 -6 680 1037" aria-hidden="true" focusable="false">{definitions}{drawing}</svg>'
