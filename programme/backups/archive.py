"""The archive: the rows, every uploaded file, and last the manifest. Written whole or not at all, checked before use."""

import io
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath

from django.core.files import File
from django.core.files.storage import Storage, storages
from django.db import connection

from programme.backups import databases
from programme.backups.manifest import (
    CHUNK,
    BadBackup,
    Manifest,
    digest_of,
    manifest_from,
    marks_of_keys,
)

MANIFEST = "manifest.json"
STORES = {"media": "default", "private": "private"}  # folder in the archive → storage


def write_backup(*, folder: Path, at: datetime) -> Path:
    """Makes `portal-<moment>.tar.gz` in the folder and returns it. A backup that failed leaves nothing behind."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"portal-{at:%Y%m%d-%H%M%S}.tar.gz"
    unfinished = target.with_suffix(".unfinished")
    try:
        with open(unfinished, "wb", opener=_for_the_owner_only) as file:
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=3) as tar:
                _fill(tar, folder, at)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return target


def _for_the_owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _fill(tar: tarfile.TarFile, folder: Path, at: datetime) -> None:
    name = databases.NAMES[connection.vendor]
    with tempfile.TemporaryDirectory(dir=folder, prefix=".rows-") as work:
        rows_file = Path(work) / name
        manifest = Manifest(
            made_at=at.isoformat(timespec="seconds"),
            database=connection.vendor,
            migrations=databases.migrations(),
            rows=databases.dump(rows_file),
            keys=marks_of_keys(),
        )
        with rows_file.open("rb") as content:
            manifest.files[name] = _add(tar, name, content)
    for place, alias in STORES.items():  # after the rows: every file that a row names is older than the row
        for path in walk(storages[alias]):
            with storages[alias].open(path) as content:
                manifest.files[f"{place}/{path}"] = _add(tar, f"{place}/{path}", content)
    _add(tar, MANIFEST, io.BytesIO(manifest.as_bytes()))


def _add(tar: tarfile.TarFile, name: str, content) -> str:
    """Adds one member and returns its digest, of the bytes that went in."""
    with tempfile.SpooledTemporaryFile(max_size=8 * CHUNK) as whole:
        digest = digest_of(_copied(content, whole))
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = whole.tell(), 0o600
        whole.seek(0)
        tar.addfile(entry, whole)
    return digest


def _copied(source, target) -> Iterator[bytes]:
    while chunk := source.read(CHUNK):
        target.write(chunk)
        yield chunk


def walk(store: Storage, folder: str = "") -> Iterator[str]:
    """Every file of a storage by its name, on this machine's disk or in a bucket; unfinished ones are left out."""
    try:
        folders, files = store.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        if not name.startswith("."):
            yield f"{folder}/{name}" if folder else name
    for name in sorted(folders):
        yield from walk(store, f"{folder}/{name}" if folder else name)


@contextmanager
def opened_backup(path: Path) -> Iterator[tuple[Manifest, Path]]:
    """The manifest and a folder with every file of the backup, all checked; `BadBackup` before anything else happens."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".restore-") as work:
        try:
            found = _unpack(path, Path(work))
        except (tarfile.TarError, EOFError, OSError) as error:
            raise BadBackup(f"{path.name} is no backup, or not a whole one: {error}") from error
        if MANIFEST not in found:
            raise BadBackup(f"{path.name} has no manifest: it is no backup, or not a whole one.")
        manifest = manifest_from((Path(work) / MANIFEST).read_bytes())
        del found[MANIFEST]
        wrong = sorted(
            name for name in found.keys() | manifest.files.keys() if found.get(name) != manifest.files.get(name)
        )
        if wrong:
            raise BadBackup(f"{len(wrong)} files are not what the manifest says, the first of them: {wrong[0]}")
        yield manifest, Path(work)


def _unpack(path: Path, work: Path) -> dict[str, str]:
    found = {}
    with tarfile.open(path, "r:gz") as tar:
        for entry in tar:
            parts = PurePosixPath(entry.name).parts
            if not entry.isfile() or entry.name.startswith("/") or ".." in parts or entry.name in found:
                raise BadBackup(f"{entry.name} does not belong into a backup.")
            target = work.joinpath(*parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            source = tar.extractfile(entry)
            with target.open("wb") as file:
                found[entry.name] = digest_of(_copied(source, file))
    return found


def restore(*, manifest: Manifest, work: Path, replace: bool) -> dict[str, tuple[int, int]]:
    """Puts rows and files back. Returns the tables that have not the number of rows they should: (wanted, found)."""
    if manifest.database != connection.vendor:
        raise BadBackup(f"The backup is of {manifest.database}; DATABASE_URL names {connection.vendor}.")
    if not replace and not databases.is_empty():
        raise BadBackup("There are people in this database. To put the backup in their place, say --replace.")
    known = _known_migrations()
    strange = [name for name in manifest.migrations if name not in known]
    if strange:
        raise BadBackup(f"The backup is of a newer portal ({strange[0]}). Install that version first.")
    for place, alias in STORES.items():
        _put_back(storages[alias], work / place)
    databases.load(work / databases.NAMES[manifest.database])
    found = databases.rows()
    return {name: (count, found.get(name, 0)) for name, count in manifest.rows.items() if found.get(name, 0) != count}


def _known_migrations() -> set[str]:
    from django.db.migrations.loader import MigrationLoader  # slow to import, and needed only here

    loader = MigrationLoader(None)
    replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    return {f"{app}.{name}" for app, name in loader.disk_migrations.keys() | replaced}


def _put_back(store: Storage, folder: Path) -> None:
    for path in sorted(file for file in folder.rglob("*") if file.is_file()):
        name = path.relative_to(folder).as_posix()
        if store.exists(name):
            with store.open(name) as there, path.open("rb") as wanted:
                if digest_of(iter(lambda: there.read(CHUNK), b"")) == digest_of(iter(lambda: wanted.read(CHUNK), b"")):
                    continue
            store.delete(name)
        with path.open("rb") as content:
            saved = store.save(name, File(content, name=name))
        if saved != name:
            raise BadBackup(f"{name} could not be written under its own name.")
