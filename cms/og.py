"""A cloth as a picture of 1200 × 630 points, for where links are shared. Pure: a thread count in, an image out."""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from programme.kernel.thai import shorten

SIZE = (1200, 630)
SCALE = 2
TWILL = 12
WORDS_HIGH, SMALLEST = 360, 40
COLOURS = {
    "ground": "#16244f", "pale": "#e9edf8", "sky": "#8ea6dd", "mid": "#2f4788", "koon": "#f7b718", "env": "#46b78a", "eco": "#e0a52a",
    "mob": "#4d7de0", "ene": "#dc5a26", "peo": "#b3437f", "liv": "#38b0b8", "gov": "#a58cec",
}  # fmt: skip


def draw(sett: str, title: str = "", below: str = "", fonts: Path | None = None) -> Image.Image:
    """Warp over weft, seen through a diagonal twill, with the programme's mark on a band; words stand on a higher band.

    `fonts`: the folder of the built cuts of Sarabun, needed where there are words.
    """
    weft, warp = stripes(sett, vertical=False), stripes(sett, vertical=True)
    cloth = Image.composite(warp, weft, twill_mask())
    band = ImageDraw.Draw(cloth)
    if title:
        band.rectangle((0, SIZE[1] - WORDS_HIGH, SIZE[0], SIZE[1]), fill=COLOURS["ground"])
        for words, weight, size, top in ((title, "bold", 76, 40), (below, "regular", 44, 148)):
            font, fitting = fitted(words, fonts / f"sca-pdf-{weight}.ttf", size)
            band.text((48, SIZE[1] - WORDS_HIGH + top), fitting, font=font, fill=COLOURS["pale"])
    band.rectangle((0, SIZE[1] - 110, SIZE[0], SIZE[1]), fill=COLOURS["ground"])
    for step in range(3):
        for row in range(3):
            if (step + row) % 2 == 0:
                left, top = 48 + step * 20, SIZE[1] - 85 + row * 20
                band.rectangle((left, top, left + 17, top + 17), fill=COLOURS["koon" if step == row else "pale"])
    return cloth


def fitted(words: str, path: Path, size: int) -> tuple[ImageFont.FreeTypeFont, str]:
    """The words in one line: smaller where they are long, shortened where even that is not enough."""
    wide = SIZE[0] - 2 * 48
    while True:
        font = ImageFont.truetype(path, size)
        if font.getlength(words) <= wide:
            return font, words
        if size > SMALLEST:
            size -= 4
        else:
            words = shorten(words, len(words) - 4)


def stripes(sett: str, vertical: bool) -> Image.Image:
    """The threads of one direction, mirrored and repeated over the whole picture."""
    threads = [(name, int(width) * SCALE) for name, width in (item.split(":") for item in sett.split())]
    threads += threads[-2:0:-1]
    picture = Image.new("RGB", SIZE)
    pen, at, i, length = ImageDraw.Draw(picture), 0, 0, SIZE[0] if vertical else SIZE[1]
    while at < length:
        name, width = threads[i % len(threads)]
        box = (at, 0, at + width, SIZE[1]) if vertical else (0, at, SIZE[0], at + width)
        pen.rectangle(box, fill=COLOURS[name])
        at, i = at + width, i + 1
    return picture


def twill_mask() -> Image.Image:
    """White where the warp lies on top: diagonal lines two threads wide."""
    tile = Image.new("L", (TWILL, TWILL))
    for x in range(TWILL):
        for y in range(TWILL):
            if (x + y) % TWILL < TWILL * 2 // 5:
                tile.putpixel((x, y), 255)
    mask = Image.new("L", SIZE)
    for x in range(0, SIZE[0], TWILL):
        for y in range(0, SIZE[1], TWILL):
            mask.paste(tile, (x, y))
    return mask
