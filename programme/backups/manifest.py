"""What a backup says about itself, so that it can be checked before anything is overwritten."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from hmac import compare_digest

from django.conf import settings

FORMAT = 1
CHUNK = 1024 * 1024


class BadBackup(Exception):
    """This file is no backup that can be restored here; the words say why."""


@dataclass
class Manifest:
    """The last member of the archive. `files` holds the SHA-256 of every other member, `rows` the rows of each table."""

    made_at: str
    database: str  # sqlite or postgresql
    migrations: list[str]
    rows: dict[str, int]
    keys: list[str]  # marks of the keys that the sensitive answers are encrypted with, never the keys
    files: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    def as_bytes(self) -> bytes:
        return json.dumps(asdict(self), indent=1, sort_keys=True).encode()


def manifest_from(content: bytes) -> Manifest:
    try:
        values = json.loads(content)
        manifest = Manifest(**values)
    except (ValueError, TypeError) as error:
        raise BadBackup("The manifest cannot be read.") from error
    if manifest.format != FORMAT:
        raise BadBackup(f"The backup has format {manifest.format}; this portal reads format {FORMAT}.")
    return manifest


def marks_of_keys() -> list[str]:
    """Tells whether two installations hold the same key, and nothing about the key."""
    return [hashlib.sha256(b"portal backup " + key.encode()).hexdigest()[:16] for key in settings.SENSITIVE_KEYS]


def missing_keys(manifest: Manifest) -> bool:
    """Whether some sensitive answers of the backup could not be read here."""
    here = marks_of_keys()
    return any(not any(compare_digest(mark, other) for other in here) for mark in manifest.keys)


def digest_of(chunks: Iterable[bytes]) -> str:
    found = hashlib.sha256()
    for chunk in chunks:
        found.update(chunk)
    return found.hexdigest()
