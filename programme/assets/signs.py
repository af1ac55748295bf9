"""Signs that the packages' cuts leave out, put together from the font's own strokes so that weight and colour fit."""

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

PLAIN, CLOCKWISE, BACK = (1, 0, 0, 1), (0, -1, 1, 0), (0, 1, -1, 0)  # how a part is turned: xx, xy, yx, yy
SIGNS = {
    0x2192: ("arrowup", [("arrowup", (*CLOCKWISE, 55, 715))]),
    0x2190: ("arrowup", [("arrowup", (*BACK, 765, -105))]),
    0x2194: ("arrowup", [("arrowup", (*CLOCKWISE, 55, 715)), ("arrowup", (*BACK, 765, -105))]),
    0x2265: ("greater", [("greater", (*PLAIN, 0, 90)), ("minus", (*PLAIN, 0, -290))]),
    0x2264: ("less", [("less", (*PLAIN, 0, 90)), ("minus", (*PLAIN, 0, -290))]),
    0x2260: ("equal", [("equal", (*PLAIN, 0, 0)), ("slash", (1, 0, 0, 0.8, 110, 75))]),
    0x2248: ("asciitilde", [("asciitilde", (*PLAIN, 0, 90)), ("asciitilde", (*PLAIN, 0, -90))]),
    0x2010: ("hyphen", [("hyphen", (*PLAIN, 0, 0))]),
    0x2011: ("hyphen", [("hyphen", (*PLAIN, 0, 0))]),
}  # code point: whose width it takes, its parts
TICK = ((90, 300), (145, 355), (280, 215), (570, 520), (625, 465), (280, 105))
SPACES = {0x2007: 600, 0x2009: 160, 0x202F: 200}


def add_signs(font: TTFont, signs: dict) -> None:
    """Arrows to both sides, comparisons, hyphens, the tick and narrow spaces."""
    cmap = font.getBestCmap()
    named = {name: name for name in font.getGlyphOrder()}
    named |= {"arrowup": cmap[0x2191], "minus": cmap[0x2212], "greater": cmap[0x3E], "less": cmap[0x3C]}
    named |= {"equal": cmap[0x3D], "slash": cmap[0x2F], "asciitilde": cmap[0x7E], "hyphen": cmap[0x2D]}
    for point, (like, parts) in signs.items():
        pen = TTGlyphPen(font.getGlyphSet())
        for part, turn in parts:
            pen.addComponent(named[part], turn)
        glyph = pen.glyph()
        glyph.recalcBounds(font["glyf"])
        add_glyph(font, point, glyph, font["hmtx"][named[like]][0], glyph.xMin)  # else it is drawn over its neighbour
    pen = TTGlyphPen(None)
    pen.moveTo(TICK[0])
    for corner in TICK[1:]:
        pen.lineTo(corner)
    pen.closePath()
    add_glyph(font, 0x2713, pen.glyph(), 700, 90)
    for point, width in SPACES.items():
        add_glyph(font, point, TTGlyphPen(None).glyph(), width, 0)


def add_silent(font: TTFont, points: tuple[int, ...]) -> None:
    """Marks without ink or width, so that a browser does not look for them in another font."""
    for point in points:
        if point not in font.getBestCmap():
            add_glyph(font, point, TTGlyphPen(None).glyph(), 0, 0)


def add_glyph(font: TTFont, point: int, glyph, width: int, left: int) -> None:
    name = f"uni{point:04X}"
    font["glyf"][name] = glyph  # adds the name to the order of glyphs
    font["hmtx"][name] = (width, left)
    if "gvar" in font:
        font["gvar"].variations[name] = []
    if "HVAR" in font:
        del font["HVAR"]  # its rows are by glyph; the same widths stand in gvar
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[point] = name
