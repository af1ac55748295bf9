"""What may be uploaded, checked by content and not by name; and how uploads are renamed."""

import hashlib
import unicodedata
from mimetypes import MimeTypes
from pathlib import PurePosixPath

import filetype
import pillow_heif
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from programme.kernel.papers import check_paper
from programme.kernel.pictures import check_readable
from programme.kernel.shapes import Upload
from programme.kernel.unwanted import way_out

JPEG, HEIC = "image/jpeg", "image/heic"
IMAGES = {JPEG: "jpg", "image/png": "png", "image/webp": "webp", HEIC: "heic"}
PDF = "application/pdf"
DOCUMENTS = {PDF: "pdf", **IMAGES}
ENDINGS = ".pdf,.jpg,.jpeg,.png,.webp,.heic,.heif"  # what a browser offers to choose from
NAMES = MimeTypes()  # what an ending promises, the same on every machine


def sniffed_type(upload: Upload) -> str:
    """The media type that the first bytes say, or an empty text."""
    upload.seek(0)
    head = upload.read(4096)
    upload.seek(0)
    kind = filetype.guess(head)
    if kind:
        return kind.mime
    is_heif = pillow_heif.is_supported(head) and "avif" not in pillow_heif.get_file_mimetype(head)
    return HEIC if is_heif else ""  # brands of newer cameras that the list of types does not know


def check_upload(upload: Upload, *, allowed: dict[str, str] = DOCUMENTS, limit: int | None = None) -> str:
    """The media type of an acceptable upload; `ValidationError` in plain words for any other."""
    limit = limit or settings.UPLOAD_MAX_BYTES
    name, size = upload.name or "", upload.size or 0
    if size > limit:
        raise ValidationError(
            _(
                "“%(name)s” is %(size)s; the limit is %(limit)s. Make the file smaller, for example by a lower photo quality, and upload it again."
            ),
            code="too_large",
            params={
                "name": display_name(name),
                "size": filesizeformat(size),
                "limit": filesizeformat(limit),
            },
        )
    if size == 0:
        raise ValidationError(
            _("“%(name)s” is empty. Choose the file again."), code="empty", params={"name": display_name(name)}
        )
    found = sniffed_type(upload)
    if found not in allowed:
        kinds = ", ".join(sorted({ext.upper() for ext in allowed.values()}))
        params = {"name": display_name(name), "kinds": kinds}
        raise ValidationError(way_out(upload, found, named=_promised(name)), code="wrong_type", params=params)
    if found in IMAGES:
        check_readable(upload)
    if found == PDF:
        check_paper(upload)
    _check_ending(name, found)
    return found


def _promised(name: str) -> str:
    return NAMES.guess_type(name)[0] or ""


def _check_ending(name: str, found: str) -> None:
    """One picture named as another is daily life and harms nobody; a picture named as something else is a mistake."""
    promised = _promised(name)
    if promised in ("", found) or (promised.startswith("image/") and found in IMAGES):
        return
    words = _(
        "“%(name)s” does not hold what its name says: inside is a file of the kind %(kind)s. Make sure that it is the"
        " right one, rename it to end in .%(ending)s and upload it again."
    )
    params = {"name": display_name(name), "kind": DOCUMENTS[found].upper(), "ending": DOCUMENTS[found]}
    raise ValidationError(words, code="wrong_ending", params=params)


def display_name(name: str, length: int = 120) -> str:
    """A file's own name without folders and control characters, short enough to show and to store."""
    base = PurePosixPath(name.replace("\\", "/")).name
    clean = "".join(char for char in unicodedata.normalize("NFC", base) if unicodedata.category(char)[0] != "C").strip(
        ". "
    )
    if len(clean) <= length:
        return clean or "file"
    stem, dot, ext = clean.rpartition(".")
    return f"{stem[: length - len(ext) - 1]}{dot}{ext}" if dot and len(ext) < 10 else clean[:length]


def sha256_of(upload: Upload) -> str:
    digest = hashlib.sha256()
    upload.seek(0)
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()
