"""What is built from browser packages at set-up: one sprite of icons, and a simplified map of the country."""

import re
from itertools import pairwise
from pathlib import Path

import shapely
from shapely.geometry import Polygon
from shapely.ops import unary_union

REGULAR = [
    "arrow-clockwise",
    "arrow-counter-clockwise",
    "arrow-down",
    "arrow-left",
    "arrow-right",
    "arrow-square-out",
    "arrow-u-up-left",
    "arrow-up",
    "arrows-clockwise",
    "arrows-down-up",
    "arrows-left-right",
    "at",
    "bell",
    "book-open",
    "bookmark-simple",
    "buildings",
    "calendar-blank",
    "calendar-check",
    "camera",
    "caret-down",
    "caret-left",
    "caret-right",
    "caret-up",
    "caret-up-down",
    "chalkboard-teacher",
    "chart-bar",
    "chat-circle-text",
    "check",
    "check-circle",
    "circle",
    "circle-half",
    "clipboard-text",
    "clock",
    "clock-countdown",
    "cloud-arrow-up",
    "cloud-check",
    "columns",
    "copy",
    "crosshair",
    "device-mobile",
    "dots-three",
    "download-simple",
    "envelope-open",
    "envelope-simple",
    "equals",
    "eye",
    "eye-slash",
    "file-csv",
    "file-doc",
    "file-pdf",
    "file-text",
    "file-xls",
    "fingerprint",
    "flag",
    "floppy-disk",
    "funnel-simple",
    "gavel",
    "gear-six",
    "git-diff",
    "globe",
    "graduation-cap",
    "hand-palm",
    "handshake",
    "hash",
    "hourglass-medium",
    "house",
    "identification-card",
    "images",
    "info",
    "intersect-three",
    "kanban",
    "key",
    "keyboard",
    "laptop",
    "lifebuoy",
    "link-break",
    "link-simple",
    "list",
    "list-checks",
    "list-magnifying-glass",
    "lock-simple",
    "lock-simple-open",
    "magnifying-glass",
    "magnifying-glass-minus",
    "magnifying-glass-plus",
    "map-pin",
    "map-pin-line",
    "map-trifold",
    "megaphone",
    "minus",
    "minus-circle",
    "money",
    "moon",
    "note",
    "note-pencil",
    "notebook",
    "package",
    "paper-plane-tilt",
    "paperclip",
    "password",
    "path",
    "pencil-line",
    "pencil-simple",
    "phone",
    "play",
    "plus",
    "printer",
    "prohibit",
    "push-pin",
    "question",
    "quotes",
    "rows",
    "scales",
    "seal-check",
    "share-network",
    "shield-check",
    "sigma",
    "sign-in",
    "sign-out",
    "signature",
    "siren",
    "skip-forward",
    "sliders-horizontal",
    "snowflake",
    "stack",
    "star",
    "sun",
    "table",
    "target",
    "translate",
    "trash",
    "tray",
    "tree-structure",
    "trend-down",
    "trend-up",
    "upload-simple",
    "user",
    "user-circle",
    "user-plus",
    "user-switch",
    "users-three",
    "video-camera",
    "wallet",
    "warning",
    "warning-circle",
    "warning-octagon",
    "wifi-slash",
    "x",
    "x-circle",
]
FILLED = {
    "d-env": "leaf",
    "d-eco": "storefront",
    "d-mob": "bus",
    "d-ene": "lightning",
    "d-peo": "student",
    "d-liv": "heartbeat",
    "d-gov": "bank",
    "fill-check": "check-circle",
    "fill-warn": "warning",
    "fill-bad": "warning-circle",
    "fill-info": "info",
    "fill-pin": "map-pin",
    "fill-star": "star",
    "fill-flag": "flag",
    "fill-pin2": "push-pin",
    "fill-lock": "lock-simple",
    "fill-bookmark": "bookmark-simple",
    "fill-siren": "siren",
}
BOLD = {"bold-check": "check", "bold-x": "x", "bold-plus": "plus", "bold-arrow-right": "arrow-right"}
ICONS = frozenset([*REGULAR, *FILLED, *BOLD])
NUMBER = re.compile(r"[a-zA-Z]|-?\d*\.?\d+(?:e-?\d+)?")


def icon_sprite(assets: Path) -> str:
    """All icons of the portal as one SVG of symbols (Phosphor Icons, MIT licence)."""
    files = [(name, assets / "regular" / f"{name}.svg") for name in REGULAR]
    files += [(key, assets / "fill" / f"{name}-fill.svg") for key, name in FILLED.items()]
    files += [(key, assets / "bold" / f"{name}-bold.svg") for key, name in BOLD.items()]
    symbols = [f'<symbol id="{name}" viewBox="0 0 256 256">{_inside(path)}</symbol>' for name, path in files]
    head = '<svg xmlns="http://www.w3.org/2000/svg" fill="currentColor"><!-- Phosphor Icons, MIT licence -->'
    return "\n".join([head, *symbols, "</svg>"])


def _inside(path: Path) -> str:
    return re.search(r"<svg[^>]*>(.*)</svg>", path.read_text(encoding="utf-8"), re.S).group(1)


def simplified_map(data: dict) -> dict:
    """The provinces with far fewer points, borders shared; and the outline of the country (map CC BY 4.0)."""
    shapes = {
        place["id"]: unary_union([Polygon(points).buffer(0) for points in rings(place["path"])])
        for place in data["locations"]
    }
    names = {place["id"]: place["name"] for place in data["locations"]}
    simple = shapely.coverage_simplify([shapely.set_precision(shape, 0.2) for shape in shapes.values()], 2.2)
    provinces = {}
    for (key, original), shape in zip(shapes.items(), simple, strict=True):
        kept = original if shape.is_empty else shape
        point = kept.representative_point()
        provinces[key] = {"name": names[key], "d": path_of(kept), "c": [round(point.x, 1), round(point.y, 1)]}
    outline = unary_union([shape.buffer(0.6) for shape in simple]).buffer(-0.4).simplify(0.8)
    return {"viewBox": data["viewBox"], "provinces": provinces, "outline": path_of(outline)}


def rings(path: str) -> list[list[tuple[float, float]]]:
    """The closed rings of an SVG path that uses m l h v c z, absolute or relative; curves become their end points."""
    found, points, at, start, command = [], [], (0.0, 0.0), (0.0, 0.0), ""
    tokens = iter(NUMBER.findall(path))
    pushed: list[str] = []

    def number() -> float:
        return float(pushed.pop() if pushed else next(tokens))

    for token in tokens:
        if token.isalpha():
            command = token
            if command in "zZ":
                if len(points) > 2:
                    found.append(points)
                points, at = [], start
            continue
        pushed.append(token)
        (x, y), relative = at, command.islower()
        kind = command.lower()
        if kind == "c":
            for _ in range(4):
                number()
        if kind in "mlc":
            dx, dy = number(), number()
            at = (x + dx, y + dy) if relative else (dx, dy)
        elif kind == "h":
            at = ((x if relative else 0) + number(), y)
        elif kind == "v":
            at = (x, (y if relative else 0) + number())
        else:
            raise ValueError(f"unknown path command {command}")
        if kind == "m":
            start, points, command = at, [at], "l" if relative else "L"
        else:
            points.append(at)
    if len(points) > 2:
        found.append(points)
    return found


def path_of(shape) -> str:
    """A short relative SVG path; islands too small to see are left out."""
    parts = []
    for polygon in getattr(shape, "geoms", [shape]):
        if polygon.area < 1.5:
            continue
        points = [(round(x, 1), round(y, 1)) for x, y in polygon.exterior.coords[:-1]]
        steps = [f"{round(b[0] - a[0], 1):g} {round(b[1] - a[1], 1):g}" for a, b in pairwise(points)]
        parts.append(f"M{points[0][0]:g} {points[0][1]:g}l" + " ".join(steps) + "z")
    return "".join(parts)
