"""What may be uploaded, checked by content and not by name; and how uploads are renamed."""

import hashlib
import unicodedata
from pathlib import PurePosixPath

import filetype
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from programme.kernel.papers import pages_of
from programme.kernel.pictures import check_readable
from programme.kernel.shapes import Upload

IMAGES = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}
PDF = "application/pdf"
DOCUMENTS = {PDF: "pdf", **IMAGES}


def sniffed_type(upload: Upload) -> str:
    """The media type that the first bytes say, or an empty text."""
    upload.seek(0)
    kind = filetype.guess(upload.read(4096))
    upload.seek(0)
    return kind.mime if kind else ""


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
        raise ValidationError(
            _(
                "“%(name)s” is not one of the kinds we can read (%(kinds)s). Save it as one of these and upload it again."
            ),
            code="wrong_type",
            params={
                "name": display_name(name),
                "kinds": ", ".join(sorted({ext.upper() for ext in allowed.values()})),
            },
        )
    if found in IMAGES:
        check_readable(upload)
    if found == PDF:
        pages_of(upload)
    return found


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
