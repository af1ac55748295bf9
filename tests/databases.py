"""A migrated SQLite database, made once for each set of migrations and copied for every run of the tests.

The name of a test database carries its set of migrations (`settings/test.py`), so an old one is never met; a run that
was interrupted leaves nothing that the next one would use, because every run begins with a new copy.
"""

import os
import sqlite3
from pathlib import Path

from django.conf import settings
from django.db import connection


def is_sqlite() -> bool:
    return connection.vendor == "sqlite"


def _file() -> Path:
    return Path(settings.DATABASES["default"]["TEST"]["NAME"])


def _template() -> Path:
    return _file().with_name(f"template-{_file().name.split('.')[0].split('_')[0]}.sqlite3")


def lay() -> None:
    """Puts a copy of the migrated database where the run expects its own; nothing, when there is none yet."""
    for name in (_file(), Path(f"{_file()}-wal"), Path(f"{_file()}-shm")):
        name.unlink(missing_ok=True)
    if _template().exists():
        _copy(_template(), _file())


def keep() -> None:
    """Keeps the database that was just migrated for the next runs, whole or not at all."""
    if not _template().exists():
        whole = _template().with_name(f"{_template().name}.{os.getpid()}")
        _copy(_file(), whole)
        whole.replace(_template())


def _copy(source: Path, target: Path) -> None:
    old, new = sqlite3.connect(source), sqlite3.connect(target)
    with new:
        old.backup(new)
    old.close()
    new.close()
