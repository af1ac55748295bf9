"""Taking in uploads: checked by content, asked about at the scanner, pictures made plain, renamed, private."""

from datetime import datetime
from typing import NamedTuple

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from programme.kernel.files import DOCUMENTS, IMAGES, JPEG, check_upload, display_name, sha256_of
from programme.kernel.pictures import upright_jpeg
from programme.kernel.scanner import scan
from programme.kernel.shapes import Upload
from programme.models import PrivateFile, User

PAPER_EDGE = 2400  # pixels: small print on a photographed sheet of A4 can still be read


class Ready(NamedTuple):
    """What is kept of an upload, once all that is slow is done."""

    upload: Upload
    media_type: str


def store_file(
    *, upload: Upload, purpose: str, by: User | None, at: datetime, allowed: dict[str, str] = DOCUMENTS
) -> PrivateFile:
    """Keeps one upload as a private file; `ValidationError` in plain words when it is none that is taken."""
    return store_ready(ready=make_ready(upload=upload, allowed=allowed), purpose=purpose, by=by, at=at)


def make_ready(*, upload: Upload, allowed: dict[str, str] = DOCUMENTS) -> Ready:
    """Checked and scanned. A picture is drawn anew, upright and without what the camera wrote; the original is let go."""
    media_type = _let_in(upload, allowed)
    if media_type in IMAGES:
        return Ready(_plain(upload, PAPER_EDGE)[0], JPEG)
    return Ready(upload, media_type)


def store_ready(*, ready: Ready, purpose: str, by: User | None, at: datetime) -> PrivateFile:
    upload, media_type = ready
    return PrivateFile.objects.create(
        owner=by,
        purpose=purpose,
        file=upload,
        original_name=display_name(upload.name or ""),
        media_type=media_type,
        size=upload.size or 0,
        sha256=sha256_of(upload),
        uploaded_at=at,
    )


def store_photo(
    *, upload: Upload, purpose: str, long_edge: int, by: User | None, at: datetime
) -> tuple[PrivateFile, datetime | None]:
    """The same for a picture whose name says nothing, with the moment at which it was taken."""
    _let_in(upload, IMAGES)
    photo, taken = _plain(upload, long_edge)
    photo.name = "photo.jpg"
    return store_ready(ready=Ready(photo, JPEG), purpose=purpose, by=by, at=at), taken


def let_go(file: PrivateFile) -> None:
    """The row now, the bytes once that is certain."""
    kept, name = file.file.storage, str(file.file.name)
    file.delete()
    transaction.on_commit(lambda: kept.delete(name), robust=True)


def _let_in(upload: Upload, allowed: dict[str, str]) -> str:
    media_type = check_upload(upload, allowed=allowed)
    scan(upload)
    return media_type


def _plain(upload: Upload, long_edge: int) -> tuple[Upload, datetime | None]:
    content, taken = upright_jpeg(upload, long_edge=long_edge)
    stem = display_name(upload.name or "", length=110)
    stem = stem.rpartition(".")[0] or stem
    return SimpleUploadedFile(f"{stem}.jpg", content, JPEG), taken
