"""Cuts the fonts to the letters the portal uses: Thai, and the Latin of both languages. Built at set-up, never committed.

Latin letters and figures of running text come from Anuphan too: its Latin and that of Plex are brothers, and a phone
loads one file less. Both fonts are under the SIL Open Font License; a cut font carries a name of its own.
"""

from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from programme.assets.signs import SIGNS, add_signs, add_silent

ANUPHAN = "@fontsource-variable/anuphan/files/anuphan-{}-wght-normal.woff2"
LOOPED = "@fontsource/ibm-plex-sans-thai-looped/files/ibm-plex-sans-thai-looped-{}-normal.woff2"
THAI = [*range(0x0E01, 0x0E5C), 0x25CC]
LATIN = [*range(0x20, 0x7F), 0xA0, 0xA9, 0xB0, 0xB1, 0xB7, 0xD7, *range(0x2013, 0x2015), *range(0x2018, 0x201E)]
LATIN += [0x2022, 0x2026, 0x203A, 0x2191, 0x2193, 0x2212]
WEST = [*range(0xA1, 0x100), 0x131, 0x152, 0x153, *range(0x2015, 0x2023), *range(0x2030, 0x2050), 0x20AC, 0x2122]
MORE = [*range(0x100, 0x250), *range(0x1E00, 0x1F00), 0x2020, *range(0x20A0, 0x20AC), *range(0x20AD, 0x20C1)]
SILENT = (0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)  # where Thai may, and may not, break: no ink, no width
CUTS = {
    "ui-thai": (ANUPHAN.format("thai"), THAI),
    "ui-latin": (ANUPHAN.format("latin"), LATIN),
    "ui-latin-west": (ANUPHAN.format("latin"), WEST),  # names such as André; loaded only where one stands
    "ui-latin-more": (ANUPHAN.format("latin-ext"), MORE),  # Dvořák
    "ui-latin-viet": (ANUPHAN.format("vietnamese"), MORE),  # Nguyễn
    "text-thai-400": (LOOPED.format("thai-400"), THAI),
    "text-thai-600": (LOOPED.format("thai-600"), THAI),
}
FEATURES = ["ccmp", "kern", "liga", "locl", "mark", "mkmk", "tnum"]
WEIGHTS = (400, 650)  # the axis of the variable font, as far as the design uses it


def cut_fonts(packages: Path, target: Path) -> None:
    """Writes `<key>.woff2` for every cut into `target`."""
    target.mkdir(parents=True, exist_ok=True)
    for key, (path, letters) in CUTS.items():
        font = cut(TTFont(packages / path), letters)
        if key == "ui-latin":
            add_signs(font, SIGNS)
        if "thai" in key:
            add_silent(font, SILENT)
        for record in font["name"].names:
            if record.nameID in (1, 3, 4, 6, 16):
                record.string = f"SCA-{key}"
        font.flavor = "woff2"
        font.save(target / f"{key}.woff2")


def cut(font: TTFont, letters: list[int]) -> TTFont:
    options = Options()
    options.hinting, options.desubroutinize, options.flavor = False, True, "woff2"
    options.layout_features = FEATURES
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    if "fvar" in font:
        instantiateVariableFont(font, {"wght": WEIGHTS}, inplace=True)
    return font
