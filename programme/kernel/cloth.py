"""ลายเมือง, the city cloth: a woven check whose stripes follow a city's missions, drawn as SVG without inline style."""

from itertools import count

DOMAINS = ("env", "eco", "mob", "ene", "peo", "liv", "gov")
BRAND = (
    "mid:26 pale:4 mid:6 koon:7 mid:6 pale:4 mid:16 env:10 mid:8 liv:10 mid:16 sky:5 mid:12 ene:10 mid:8 peo:10 "
    "mid:16 pale:3 mid:12 gov:10 mid:8 eco:10 mid:18"
)
SIGN_IN = "ground:64 pale:4 ground:12 koon:8 ground:12 pale:4 ground:64 sky:6 ground:10 mid:34 ground:20"
TORN = "ground:40 pale:4 ground:8 koon:7 ground:8 pale:4 ground:30 liv:10 ground:24"
TORN_THREAD = (
    '<rect class="c-ground" x="238" y="0" width="30" height="380"/>'
    '<path d="M252 0v150c0 40 52 36 52 74s-64 34-64 74 40 40 40 82" fill="none" stroke="#f7b718" stroke-width="7" stroke-linecap="round"/>'
)
_numbers = count(1)


def city_sett(mix: dict[str, int], ground: str = "mid") -> str:
    """The thread count of a city: each domain's stripe is as wide as its share of the missions."""
    total = sum(mix.values()) or 1
    threads = [f"{ground}:26", "pale:3", f"{ground}:8"]
    for key in DOMAINS:
        if mix.get(key):
            threads += [f"{key}:{max(4, round(mix[key] / total * 70))}", f"{ground}:11"]
    return " ".join([*threads, "koon:3", f"{ground}:20"])


def bands(sett: str, scale: float, vertical: bool) -> tuple[str, float]:
    """The stripes of one direction, mirrored as a check is, and the length after which they repeat."""
    threads = [(name, float(width) * scale) for name, width in (item.split(":") for item in sett.split())]
    shapes, at = "", 0.0
    for name, width in threads + threads[-2:0:-1]:
        place = f'x="{at:g}" width="{width:g}" height="12"' if vertical else f'y="{at:g}" height="{width:g}" width="12"'
        shapes += f'<rect class="c-{name}" {place}/>'
        at = round(at + width, 2)
    return shapes, at


def weave_parts(sett: str, width: int, height: int, scale: float = 1.0, twill: float = 6) -> tuple[str, str]:
    """The definitions and the two layers of a cloth: weft, and warp seen through a twill."""
    number, quarter = next(_numbers), twill / 4
    weft, weft_length = bands(sett, scale, vertical=False)
    warp, warp_length = bands(sett, scale, vertical=True)
    path = f"M{-quarter:g} {quarter:g}l{2 * quarter:g}-{2 * quarter:g}M0 {twill:g}L{twill:g} 0M{twill - quarter:g} {twill + quarter:g}l{2 * quarter:g}-{2 * quarter:g}"
    definitions = (
        f'<defs><pattern id="wf{number}" width="12" height="{weft_length:g}" patternUnits="userSpaceOnUse">{weft}</pattern>'
        f'<pattern id="wp{number}" width="{warp_length:g}" height="12" patternUnits="userSpaceOnUse">{warp}</pattern>'
        f'<pattern id="tw{number}" width="{twill:g}" height="{twill:g}" patternUnits="userSpaceOnUse">'
        f'<path d="{path}" stroke="#fff" stroke-width="{twill * 0.36:.2f}"/></pattern>'
        f'<mask id="m{number}" maskUnits="userSpaceOnUse" x="0" y="0" width="{width}" height="{height}">'
        f'<rect width="{width}" height="{height}" fill="url(#tw{number})"/></mask></defs>'
    )
    layers = (
        f'<rect width="{width}" height="{height}" fill="url(#wf{number})"/>'
        f'<rect width="{width}" height="{height}" fill="url(#wp{number})" mask="url(#m{number})"/>'
    )
    return definitions, layers


def weave(
    sett: str,
    width: int = 800,
    height: int = 400,
    scale: float = 1.0,
    twill: float = 6,
    css: str = "cloth",
    extra: str = "",
) -> str:
    """A whole cloth as SVG; decoration, so hidden from screen readers."""
    definitions, layers = weave_parts(sett, width, height, scale, twill)
    return (
        f'<svg class="{css}" viewBox="0 0 {width} {height}" preserveAspectRatio="xMidYMid slice" aria-hidden="true" '
        f'focusable="false">{definitions}{layers}{extra}</svg>'
    )
