"""A cut of Sarabun for PDF in which every tone mark stands at one height over its vowel.

Where a mark is set higher or lower by itself, a PDF writes the syllable in two pieces, and readers copy it twice:
ปั้น became ปั้ปั้น. The cut moves the marks over ั ิ ึ ื by at most a twentieth of a letter; its text is copied as it was
written. The font is under the SIL Open Font License; the cut carries a name of its own.
"""

from pathlib import Path

from fontTools.ttLib import TTFont

SOURCES = {"Regular": "400Regular/Sarabun_400Regular.ttf", "Bold": "700Bold/Sarabun_700Bold.ttf"}
PACKAGE, FAMILY = "@expo-google-fonts/sarabun", "SCA PDF"
OVER = ("uni0E31", "uni0E34", "uni0E35", "uni0E36", "uni0E37", "uni0E47", "uni0E4D")  # vowels that a tone stands on
TONE = "uni0E48.small"  # the form of a tone mark over a vowel
FAMILY_NAMES, OTHER_NAMES = (1, 16), (3, 4, 6)


def even_fonts(packages: Path, target: Path) -> None:
    """Writes one file for each weight into `target`."""
    target.mkdir(parents=True, exist_ok=True)
    for weight, path in SOURCES.items():
        font = TTFont(packages / PACKAGE / path)
        level_marks(font)
        for record in font["name"].names:
            if record.nameID in FAMILY_NAMES:
                record.string = FAMILY
            elif record.nameID in OTHER_NAMES:
                record.string = f"{FAMILY} {weight}".replace(" ", "-" if record.nameID == 6 else " ")
        font.save(target / f"sca-pdf-{weight.lower()}.ttf")


def level_marks(font: TTFont) -> None:
    """A vowel's anchor for the mark above it lies where the mark's own anchor lies: nothing is moved up or down."""
    table = font["GPOS"].table
    records = [record for record in table.FeatureList.FeatureRecord if record.FeatureTag == "mkmk"]
    for number in sorted({number for record in records for number in record.Feature.LookupListIndex}):
        for subtable in table.LookupList.Lookup[number].SubTable:
            _level(getattr(subtable, "ExtSubTable", subtable))


def _level(subtable) -> None:
    marks = dict(zip(subtable.Mark1Coverage.glyphs, subtable.Mark1Array.MarkRecord, strict=True))
    if TONE not in marks:
        return
    height = marks[TONE].MarkAnchor.YCoordinate
    for name, record in zip(subtable.Mark2Coverage.glyphs, subtable.Mark2Array.Mark2Record, strict=True):
        if name.split(".")[0] in OVER:
            for anchor in filter(None, record.Mark2Anchor):
                anchor.YCoordinate = height
