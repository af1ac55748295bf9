"""The same thing sent twice is kept once; the same id with other content is another thing, and is said to be so."""

import hashlib
import json
from typing import TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from mentoring.models import Claim
from mentoring.queries.contents import plain
from programme.kernel.errors import Refusal
from programme.kernel.shapes import Fields, Upload
from programme.models import User

Kind = TypeVar("Kind", bound=Claim)


def digest_of(fields: Fields, people: list[Fields], photos: list[Upload], consent: str) -> str:
    """A fingerprint of what was sent, photos by their bytes."""
    content = [
        {key: plain(value) for key, value in fields.items()},
        [{key: plain(value) for key, value in row.items()} for row in people],
        [_bytes_of(photo) for photo in photos],
        consent if photos else "",
    ]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _bytes_of(photo: Upload) -> str:
    photo.seek(0)
    found = hashlib.sha256()
    for chunk in photo.chunks():
        found.update(chunk)
    photo.seek(0)
    return found.hexdigest()


def sent_before(model: type[Kind], *, by: User, client_uuid: UUID, digest: str) -> Kind | None:
    """What its author sent under this id before, or None. Refuses the same id with other content."""
    found = model.objects.filter(author=by, client_uuid=client_uuid).first()
    if found is None or not found.client_digest or found.client_digest == digest:
        return found
    raise Refusal(
        _("This page has kept “%(what)s” already. Press once more to keep what you typed now as another one.")
        % {"what": found},
        code="other_content",
    )
