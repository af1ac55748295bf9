"""The icon sprites, made of the pictures in their package."""

import re
from pathlib import Path

from programme.kernel.icons import BOLD, FILLED, REGULAR


def icon_sprite(assets: Path, wanted: frozenset[str]) -> str:
    """The wanted icons as one SVG of symbols (Phosphor Icons, MIT licence)."""
    files = [(name, assets / "regular" / f"{name}.svg") for name in REGULAR]
    files += [(key, assets / "fill" / f"{name}-fill.svg") for key, name in FILLED.items()]
    files += [(key, assets / "bold" / f"{name}-bold.svg") for key, name in BOLD.items()]
    symbols = [
        f'<symbol id="{name}" viewBox="0 0 256 256">{_inside(path)}</symbol>' for name, path in files if name in wanted
    ]
    head = '<svg xmlns="http://www.w3.org/2000/svg" fill="currentColor"><!-- Phosphor Icons, MIT licence -->'
    return "\n".join([head, *symbols, "</svg>"])


def _inside(path: Path) -> str:
    return re.search(r"<svg[^>]*>(.*)</svg>", path.read_text(encoding="utf-8"), re.S).group(1)
