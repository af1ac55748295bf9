"""Evidence: photos without their place, documents with their grade."""

from datetime import datetime

from django.db import transaction

from mentoring.models import Claim, Evidence, Placement
from programme.domain.files import store_file, store_photo
from programme.kernel.policies import require
from programme.kernel.shapes import Fields, Upload
from programme.models import User

LONG_EDGE = 1600


def add_photo(*, placement: Placement, upload: Upload, caption: str, consent: str, by: User, at: datetime) -> Evidence:
    """Keeps a photo, turned upright, at most 1600 px, without any position; the moment it was taken is kept apart."""
    file, captured_at = store_photo(upload=upload, purpose="evidence", long_edge=LONG_EDGE, by=by, at=at)
    return Evidence.objects.create(
        placement=placement, kind=Evidence.Kind.PHOTO, grade=Evidence.Grade.C, caption=caption[:300], file=file,
        captured_at=captured_at, consent=consent, added_by=by, added_at=at,
    )  # fmt: skip


@transaction.atomic
def add_evidence(*, claim: Claim, fields: Fields, upload: Upload | None, by: User, at: datetime) -> Evidence:
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
