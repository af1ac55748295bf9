"""Taking in uploads: checked by content, renamed, private."""

from datetime import datetime

from programme.kernel.files import DOCUMENTS, check_upload, display_name, sha256_of
from programme.kernel.shapes import Upload
from programme.models import PrivateFile, User


def store_file(
    *, upload: Upload, purpose: str, by: User | None, at: datetime, allowed: dict[str, str] = DOCUMENTS
) -> PrivateFile:
    """Keeps one upload as a private file; `ValidationError` in plain words when it is too large or of another kind."""
    media_type = check_upload(upload, allowed=allowed)
    digest = sha256_of(upload)
    return PrivateFile.objects.create(
        owner=by,
        purpose=purpose,
        file=upload,
        original_name=display_name(upload.name or ""),
        media_type=media_type,
        size=upload.size or 0,
        sha256=digest,
        uploaded_at=at,
    )
