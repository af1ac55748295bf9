"""What people bring is what it says it is, and nothing besides; a picture is kept upright, plain and without its place."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils import translation
from PIL import ExifTags, Image

from programme.domain.files import PAPER_EDGE, store_file
from programme.kernel.files import HEIC, check_upload, sniffed_type
from programme.kernel.files import PDF as PDF_TYPE
from tests.factories.town import PDF, photo


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def packed(**files: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, inside in files.items():
            folder.writestr(name.replace("__", "/"), inside)
    return content.getvalue()


def picture(kind: str, size=(40, 20), **more) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", size, (90, 140, 200)).save(content, kind, **more)
    return content.getvalue()


def of_an_iphone(size=(40, 20)) -> bytes:
    """Held upright: the sensor lies on its side, and the camera wrote down where it was."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Model] = "iPhone 15"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[1] = "N"
    return picture("HEIF", size, exif=exif.tobytes())


def docm() -> bytes:
    return packed(
        **{"[Content_Types].xml": b"<Types/>", "word__document.xml": b"<w/>", "word__vbaProject.bin": b"macro"}
    )


BOMB = packed(zeros=bytes(30_000_000))
REFUSED = {
    "an empty file": ("empty.pdf", b"", "empty"),
    "a program named as a paper": ("bill.pdf", b"MZ" + bytes(200), "wrong_type"),
    "a document of Word with macros": ("form.docm", docm(), "wrong_type"),
    "the same, named as a paper": ("form.pdf", docm(), "wrong_type"),
    "an old document of Word": ("old.doc", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000), "wrong_type"),
    "a packed folder": ("papers.zip", packed(a=PDF), "wrong_type"),
    "a packed folder that swells": ("papers.zip", BOMB, "wrong_type"),
    "a drawing with a program": ("map.svg", SVG, "wrong_type"),
    "the same, named as a picture": ("map.png", SVG, "wrong_type"),
    "a web page": ("page.pdf", b"<!DOCTYPE html><script>1</script>", "wrong_type"),
    "a moving picture": ("me.gif", b"GIF89a" + bytes(100), "wrong_type"),
    "a picture named as a paper": ("house.pdf", picture("JPEG"), "wrong_ending"),
    "a paper named as a picture": ("house.jpg", PDF, "wrong_ending"),
    "a paper named as a program": ("house.exe", PDF, "wrong_ending"),
    "a paper and a packed folder in one": ("house.pdf", PDF + packed(a=b"b"), "two_in_one"),
    "the same, hidden behind a second end": ("house.pdf", PDF + packed(a=b"b") + b"%%EOF", "two_in_one"),
    "a paper and a web page in one": ("house.pdf", PDF + b"<html><script>1</script></html>", "two_in_one"),
    "a paper that has no end": ("house.pdf", PDF.replace(b"%%EOF\n", b""), "broken"),
    "a paper behind a web page": ("house.pdf", b"<html>" + PDF, "wrong_type"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_it_is_refused_with_words_that_say_what_to_do(what):
    name, content, code = REFUSED[what]
    with pytest.raises(ValidationError) as no:
        check_upload(upload(name, content))
    assert no.value.code == code
    assert any(way in no.value.messages[0] for way in ("upload", "Choose the file again")), no.value.messages


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("a document of Word with macros", "save it as a PDF"),
        ("the same, named as a paper", "save it as a PDF"),
        ("an old document of Word", "save it as a PDF"),
        ("a packed folder that swells", "Unpack it"),
        ("the same, named as a picture", "Print it as a PDF"),
        ("a moving picture", "PDF, PNG, WEBP"),
        ("a picture named as a paper", "rename it to end in .jpg"),
    ],
)
def test_each_is_told_its_own_way_out(what, words):
    name, content, _code = REFUSED[what]
    with pytest.raises(ValidationError, match=words):
        check_upload(upload(name, content))


def test_a_hundred_megabytes_are_refused_before_a_byte_is_read():
    large = UploadedFile(Unread(), "scan.pdf", size=100 * 1024 * 1024)
    with pytest.raises(ValidationError) as no:
        check_upload(large)
    assert no.value.code == "too_large" and "10.0\xa0MB" in no.value.messages[0]


def test_a_pdf_with_a_password_is_told_to_come_without():
    with pytest.raises(ValidationError, match="asks for a password"):
        check_upload(upload("x.pdf", LOCKED))


LOCKED = PDF.replace(
    b"trailer<</Root 1 0 R>>",
    b"4 0 obj<</Filter/Standard/V 1/R 2/O<" + b"11" * 32 + b">/U<" + b"22" * 32 + b">/P -4>>endobj\n"
    b"trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>",
)


@pytest.mark.parametrize("name", ["IMG.PNG", "IMG.heic", "IMG", "ภาพ 20.11.2569", "ภาพ.ทะเบียนบ้าน"])
def test_a_picture_named_as_another_picture_is_daily_life(name):
    assert check_upload(upload(name, picture("JPEG"))) == "image/jpeg"


def test_padding_behind_the_end_of_a_paper_is_harmless():
    assert check_upload(upload("scan.pdf", PDF + b"\r\n" + bytes(512))) == PDF_TYPE


@pytest.mark.parametrize("brand", [b"heic", b"heix", b"mif1"])
def test_photos_of_iphones_are_known_by_their_first_bytes(brand):
    content = of_an_iphone()
    assert sniffed_type(upload("x.bin", content.replace(content[8:12], brand, 1))) == HEIC


class Unread:
    def read(self, *size):
        pytest.fail("The content was read.")


@pytest.fixture
def kept(town):
    def keep(name: str, content: bytes):
        """The row, and the bytes that it stands for."""
        words = {"purpose": "application_document", "by": town.applicant, "at": town.now}
        file = store_file(upload=upload(name, content), **words)
        with file.file.open() as found:
            return file, found.read()

    return keep


@pytest.mark.django_db
def test_a_photo_of_an_iphone_is_kept_upright_as_a_jpeg_without_its_place(kept):
    file, content = kept("IMG_0001.HEIC", of_an_iphone())
    found = Image.open(io.BytesIO(content))
    assert (found.format, found.size, dict(found.getexif())) == ("JPEG", (20, 40), {})
    assert (file.original_name, file.media_type) == ("IMG_0001.jpg", "image/jpeg")
    assert file.size == len(content) and b"iPhone" not in content


@pytest.mark.django_db
def test_a_large_photo_is_made_smaller_and_its_small_print_stays_readable(kept):
    found = Image.open(io.BytesIO(kept("house.png", picture("PNG", (4000, 3000)))[1]))
    assert found.size == (PAPER_EDGE, PAPER_EDGE * 3 // 4)


@pytest.mark.django_db
def test_nothing_rides_along_with_a_picture(kept):
    rider = picture("JPEG", comment=b"a word") + packed(virus=b"bad")
    _file, content = kept("x.jpg", rider)
    assert b"a word" not in content and b"virus" not in content and not zipfile.is_zipfile(io.BytesIO(content))


@pytest.mark.django_db
def test_a_pdf_is_kept_as_it_came(kept):
    assert kept("บ้าน.pdf", PDF)[1] == PDF


@pytest.mark.parametrize("content", [of_an_iphone()[:200], photo().read()[:200]])
def test_a_photo_that_was_cut_short_is_refused(content):
    with pytest.raises(ValidationError):
        check_upload(upload("x", content))
