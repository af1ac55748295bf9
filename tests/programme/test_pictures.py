"""Pictures are kept as they are meant: on white, in their greys, upright, dated by their taking, and never a bomb."""

import io
import struct
import zlib
from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import ExifTags, Image

from programme.kernel.files import check_upload
from programme.kernel.pictures import MOST_PIXELS, on_white, upright_jpeg


def upload(image: Image.Image, kind: str = "PNG", **more) -> SimpleUploadedFile:
    content = io.BytesIO()
    image.save(content, kind, **more)
    return SimpleUploadedFile(f"x.{kind.lower()}", content.getvalue())


def kept(image: Image.Image, kind: str = "PNG", **more) -> Image.Image:
    content, _taken = upright_jpeg(upload(image, kind, **more), long_edge=1600)
    return Image.open(io.BytesIO(content))


def near(found, wanted) -> bool:
    return all(abs(one - other) <= 3 for one, other in zip(found, wanted, strict=True))


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_is_transparent_shows_white_paper(mode):
    assert near(kept(Image.new(mode, (8, 8), 0)).getpixel((4, 4)), (255, 255, 255))


def test_a_palette_with_a_transparent_colour_shows_white_paper():
    image = Image.new("P", (8, 8), 0)
    image.putpalette([200, 0, 0] * 256)
    assert near(kept(image, transparency=0).getpixel((4, 4)), (255, 255, 255))
    assert near(kept(image).getpixel((4, 4)), (200, 0, 0))


def test_half_a_colour_lies_half_over_white():
    assert near(kept(Image.new("RGBA", (8, 8), (0, 0, 0, 128))).getpixel((4, 4)), (127, 127, 127))


@pytest.mark.parametrize(("step", "shade"), [(0, 0), (0x4000, 64), (0x8000, 128), (0xFFFF, 255)])
def test_sixteen_bits_of_grey_keep_their_shade(step, shade):
    image = Image.new("I;16", (8, 8), step)
    assert near(kept(image).getpixel((4, 4)), (shade,) * 3)


def test_a_turned_photo_stands_upright_and_forgets_its_place():
    image, exif = Image.new("RGB", (40, 20)), Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif.get_ifd(ExifTags.IFD.GPSInfo)[1] = "N"
    found = kept(image, "JPEG", exif=exif)
    assert found.size == (20, 40) and not dict(found.getexif())


def taken(zone: str = "", **tags) -> datetime | None:
    exif = Image.Exif()
    for name, said in tags.items():
        tag = ExifTags.Base[name]
        if name == "DateTime":
            exif[tag] = said
        else:
            exif.get_ifd(ExifTags.IFD.Exif)[tag] = said
    return upright_jpeg(upload(Image.new("RGB", (8, 8)), "JPEG", exif=exif), long_edge=8)[1]


def test_the_moment_is_when_the_shutter_was_pressed_and_not_when_the_file_was_changed():
    found = taken(DateTime="2026:05:05 10:00:00", DateTimeOriginal="2026:03:02 09:30:00")
    assert found == timezone.make_aware(datetime(2026, 3, 2, 9, 30))
    assert taken(DateTime="2026:05:05 10:00:00") == timezone.make_aware(datetime(2026, 5, 5, 10))


def test_the_camera_s_own_zone_is_believed():
    found = taken(DateTimeOriginal="2026:03:02 09:30:00", OffsetTimeOriginal="+09:00")
    assert found == datetime(2026, 3, 2, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["0000:00:00 00:00:00", "nonsense", "", "2026:13:45 99:99:99"])
def test_a_nonsense_moment_is_none(text):
    assert taken(DateTimeOriginal=text) is None


def bomb(width: int, height: int) -> SimpleUploadedFile:
    """A PNG of some hundred bytes that promises many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return SimpleUploadedFile("bomb.png", b"\x89PNG\r\n\x1a\n" + body)


@pytest.mark.parametrize("size", [(60_000, 60_000), (12_000, 8_000)])
def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_decoded(size):
    assert size[0] * size[1] > MOST_PIXELS
    for look in (lambda: check_upload(bomb(*size)), lambda: upright_jpeg(bomb(*size), long_edge=8)):
        with pytest.raises(ValidationError) as no:
            look()
        assert no.value.code == "too_many_pixels"


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n" + b"0" * 50, b"\xff\xd8\xff\xe0" + b"0" * 50])
def test_a_broken_picture_is_refused_in_words(content):
    with pytest.raises(ValidationError) as no:
        check_upload(SimpleUploadedFile("x.png", content))
    assert no.value.code == "broken"


def test_a_photo_that_stops_in_the_middle_is_refused_in_words():
    whole = upload(Image.effect_noise((300, 300), 90), "JPEG").read()
    with pytest.raises(ValidationError) as no:
        upright_jpeg(SimpleUploadedFile("x.jpg", whole[: len(whole) // 3]), long_edge=8)
    assert no.value.code == "broken"


def test_plain_colours_stay():
    assert near(on_white(Image.new("RGB", (1, 1), (9, 99, 199))).getpixel((0, 0)), (9, 99, 199))
