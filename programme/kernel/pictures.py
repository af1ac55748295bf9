"""Pictures as they are kept: upright, on white, small enough to look at, without a place; and when they were taken."""

import io
import struct
import warnings
from datetime import datetime, timedelta, timezone

from django.core.exceptions import ValidationError
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

from programme.kernel.shapes import Upload

register_heif_opener()  # what an iPhone takes
MOST_PIXELS = 80_000_000  # more than any camera of a telephone; a small file can promise billions
BROKEN = _("This picture cannot be read. Take it again or choose another one.")
UNREADABLE = (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, LookupError, TypeError, struct.error)
SMALL = (256, 256)
DEEP = ("I", "I;16", "I;16B", "I;16L", "F")  # grey in more than 256 steps
TAKEN = (
    (ExifTags.Base.DateTimeOriginal, ExifTags.Base.OffsetTimeOriginal),
    (ExifTags.Base.DateTimeDigitized, ExifTags.Base.OffsetTimeDigitized),
)


def opened(upload: Upload) -> Image.Image:
    """The picture, not yet decoded; `ValidationError` for what is none, and for one that would fill the memory."""
    try:
        upload.seek(0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is below
            image = Image.open(upload)
    except Image.DecompressionBombError:
        raise too_many_pixels() from None
    except UNREADABLE:
        raise ValidationError(BROKEN, code="broken") from None
    if image.width * image.height > MOST_PIXELS:
        raise too_many_pixels()
    return image


def check_readable(upload: Upload) -> None:
    """Reads it to its last byte: one that was cut short opens like any other. `ValidationError` where it cannot be read."""
    image = opened(upload)
    try:
        image.draft("RGB", SMALL)  # a large photo need not fill the memory for that
        image.load()
        image.getexif().get_ifd(ExifTags.IFD.Exif)
    except Image.DecompressionBombError:
        raise too_many_pixels() from None
    except UNREADABLE:
        raise ValidationError(BROKEN, code="broken") from None
    finally:
        upload.seek(0)


def too_many_pixels() -> ValidationError:
    words = _("This picture has more than %(n)s million pixels. Make it smaller and upload it again.")
    return ValidationError(words, code="too_many_pixels", params={"n": MOST_PIXELS // 1_000_000})


def upright_jpeg(upload: Upload, *, long_edge: int) -> tuple[bytes, datetime | None]:
    """A JPEG without any note of the camera, and the moment it was taken where the camera wrote one."""
    image = opened(upload)
    try:
        taken = taken_at(image.getexif())
        picture = on_white(ImageOps.exif_transpose(image))
    except (*UNREADABLE, Image.DecompressionBombError):
        raise ValidationError(BROKEN, code="broken") from None
    picture.thumbnail((long_edge, long_edge))
    picture.info.clear()  # Pillow would carry the comment of one JPEG into the next
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=82)
    return content.getvalue(), taken


def on_white(image: Image.Image) -> Image.Image:
    """In plain colours: what is transparent shows white paper, deep grey keeps its shades."""
    if image.mode in DEEP:
        return image.convert("I").point(lambda step: step / 256).convert("L").convert("RGB")
    if not image.has_transparency_data:
        return image.convert("RGB")
    layer = image.convert("RGBA")
    paper = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(paper, layer).convert("RGB")


def taken_at(exif: Image.Exif) -> datetime | None:
    """When the shutter was pressed, with the camera's own zone where it wrote one; the file's own moment comes last."""
    camera = exif.get_ifd(ExifTags.IFD.Exif)
    for moment, zone in TAKEN:
        if found := _moment(camera.get(moment), camera.get(zone)):
            return found
    return _moment(exif.get(ExifTags.Base.DateTime), None)


def _moment(text: object, zone: object) -> datetime | None:
    try:
        found = datetime.strptime(str(text).strip("\x00 "), "%Y:%m:%d %H:%M:%S")
        return found.replace(tzinfo=_zone(str(zone))) if zone else make_aware(found)
    except ValueError:
        return None


def _zone(text: str) -> timezone:
    """+07:00"""
    offset = datetime.strptime(text.strip("\x00 "), "%z").utcoffset()
    return timezone(offset or timedelta())
