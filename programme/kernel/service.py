"""Whether the parts that the portal leans on answer: asked by the machines that watch it, and by the doctor."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.db import connection
from huey.contrib.djhuey import HUEY

from programme.kernel.scanner import answers
from programme.kernel.storage import room_left


def database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def queue() -> None:
    HUEY.pending_count()


def storage() -> None:
    """Both stores of uploads answer, and this machine's take a file."""
    for name in ("default", "private"):
        store = storages[name]
        store.exists("probe")
        if isinstance(store, FileSystemStorage):
            _takes_a_file(Path(store.location))


def disk() -> None:
    """There is room beyond the reserve, wherever this machine keeps rows and files."""
    for folder in (settings.VAR, *(store.location for store in _local_stores())):
        if room_left(folder) < 0:
            raise OSError(f"{folder} has less than {settings.DISK_RESERVE_MB} MB left")


def scanner() -> None:
    if settings.CLAMAV:
        answers()


PARTS: dict[str, Callable[[], None]] = {"database": database, "queue": queue, "storage": storage, "disk": disk}


def report() -> dict[str, bool]:
    """Each part by name, and whether it works: without one of them the portal is not ready."""
    return {name: _works(check) for name, check in PARTS.items()}


def told() -> dict[str, bool]:
    """The same of what only some acts need: all else goes on without it."""
    return {"scanner": _works(scanner)} if settings.CLAMAV else {}


def _works(check: Callable[[], None]) -> bool:
    try:
        check()
    except Exception:  # whatever is wrong, the answer is "not ready"
        return False
    return True


def _local_stores() -> list[FileSystemStorage]:
    stores: list[Storage] = [storages["default"], storages["private"]]
    return [store for store in stores if isinstance(store, FileSystemStorage)]


def _takes_a_file(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    probe = folder / ".probe"
    probe.write_bytes(b"ok")
    probe.unlink(missing_ok=True)
