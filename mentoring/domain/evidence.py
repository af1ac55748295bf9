"""Evidence: photos without their place, documents with their grade."""

import io
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from mentoring.models import Claim, Evidence, Placement
from programme.domain.files import store_file
from programme.kernel.files import IMAGES, check_upload
from programme.kernel.policies import require
from programme.models import User

LONG_EDGE = 1600


def add_photo(
    *, placement: Placement, upload: UploadedFile, caption: str, consent: str, by: User, at: datetime
) -> Evidence:
    """Keeps a photo, turned upright, at most 1600 px, without any position; the moment it was taken is kept apart."""
    check_upload(upload, allowed=IMAGES)
    clean, captured_at = without_place(upload)
    file = store_file(upload=clean, purpose="evidence", by=by, at=at, allowed=IMAGES)
    return Evidence.objects.create(
        placement=placement, kind=Evidence.Kind.PHOTO, grade=Evidence.Grade.C, caption=caption[:300], file=file,
        captured_at=captured_at, consent=consent, added_by=by, added_at=at,
    )  # fmt: skip


def without_place(upload: UploadedFile) -> tuple[SimpleUploadedFile, datetime | None]:
    try:
        upload.seek(0)
        image = Image.open(upload)
        taken = _taken_at(image.getexif().get(ExifTags.Base.DateTime, ""))
        upright = ImageOps.exif_transpose(image).convert("RGB")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        raise ValidationError(
            _("This picture cannot be read. Take it again or choose another one."), code="broken"
        ) from None
    upright.thumbnail((LONG_EDGE, LONG_EDGE))
    content = io.BytesIO()
    upright.save(content, "JPEG", quality=82)
    return SimpleUploadedFile("photo.jpg", content.getvalue(), "image/jpeg"), taken


def _taken_at(text: str) -> datetime | None:
    try:
        return timezone.make_aware(datetime.strptime(str(text), "%Y:%m:%d %H:%M:%S"))
    except ValueError:
        return None


@transaction.atomic
def add_evidence(*, claim: Claim, fields: dict, upload: UploadedFile | None, by: User, at: datetime) -> Evidence:
    """Adds a document or a link to a claim of one's own placement."""
    require(by, "change", claim)
    if upload is not None and fields["kind"] == Evidence.Kind.PHOTO:
        found = add_photo(
            placement=claim.placement, upload=upload, caption=fields["caption"], consent=fields["consent"], by=by, at=at
        )
    else:
        file = store_file(upload=upload, purpose="evidence", by=by, at=at) if upload else None
        found = Evidence.objects.create(placement=claim.placement, file=file, added_by=by, added_at=at, **fields)
    claim.evidence.add(found)
    return found
