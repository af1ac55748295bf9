"""Files on this machine's disk: written whole or not at all, and a full disk is an expected "no"."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils.translation import gettext_lazy as _

from programme.kernel.errors import Refusal
from programme.kernel.shapes import Stored

FULL = {errno.ENOSPC, errno.EDQUOT}
MEGABYTE = 1024 * 1024
NO_ROOM = _(
    "The portal has no room for files at the moment, so this one was not taken. The programme office can see that."
    " Please send it again later; everything you saved before is still there."
)


class DiskFull(Refusal):
    """There is no room for a file."""

    def __init__(self) -> None:
        super().__init__(NO_ROOM, code="disk_full")


def room_left(folder: str | os.PathLike[str]) -> int:
    """Bytes that may still be written before the reserve for the database is touched; negative when it is."""
    place = Path(folder)
    while not place.exists():
        place = place.parent
    return shutil.disk_usage(place).free - settings.DISK_RESERVE_MB * MEGABYTE


def is_disk_full(error: BaseException | None) -> bool:
    """Whether this fault, or the one behind it, is a full disk: the system's, SQLite's or PostgreSQL's words for it."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in FULL:
            return True
        if getattr(error, "sqlite_errorname", "") == "SQLITE_FULL" or getattr(error, "sqlstate", "") == "53100":
            return True
        error = error.__cause__ or error.__context__
    return False


class WholeFileStorage(FileSystemStorage):
    """Writes beside the place first and moves then: a full disk or a killed process leaves no half of a file.

    Raises `DiskFull` when there is no room, before the database's own reserve is used up.
    """

    def _save(self, name: str, content: Stored) -> str:
        if room_left(self.location) < content.size:
            raise DiskFull
        try:
            with _beside(Path(self.location), content) as whole:
                return super()._save(name, whole)  # type: ignore[misc] # the stubs leave out what subclasses override
        except OSError as error:
            if is_disk_full(error):
                raise DiskFull from error
            raise


class _Whole(Stored):
    """A finished file that Django may move instead of copying it."""

    def __init__(self, source: IO[bytes], path: str, name: str | None) -> None:
        super().__init__(source, name=name)
        self._path = path

    def temporary_file_path(self) -> str:
        return self._path


@contextmanager
def _beside(folder: Path, content: Stored) -> Iterator[Stored]:
    """The content as a finished file in the same file system; gone again unless somebody moved it away."""
    folder.mkdir(parents=True, exist_ok=True)
    handle, path = tempfile.mkstemp(prefix=".incoming-", dir=folder)
    try:
        with os.fdopen(handle, "wb") as target:
            for chunk in content.chunks():
                target.write(chunk)
        with open(path, "rb") as source:
            yield _Whole(source, path, content.name)
    finally:
        Path(path).unlink(missing_ok=True)
