"""The country's map, built at set-up from its package: far fewer points, borders shared, one outline."""

import re
from itertools import pairwise

import shapely
from shapely.geometry import Polygon
from shapely.ops import unary_union

NUMBER = re.compile(r"[a-zA-Z]|-?\d*\.?\d+(?:e-?\d+)?")


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
