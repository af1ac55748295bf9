"""The rows, out and in: SQLite by its own backup, PostgreSQL by its own tools."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from programme.backups.manifest import BadBackup

NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
PASSING = {"portal_cache", "django_session"}  # of one installation and one day: their rows are not counted


def dump(target: Path) -> dict[str, int]:
    """Writes the rows as they are at one moment; the portal may go on. Returns how many each table has."""
    return {"sqlite": _dump_sqlite, "postgresql": _dump_postgresql}[connection.vendor](target)


def load(source: Path) -> None:
    """Puts these rows in the place of whatever is there."""
    {"sqlite": _load_sqlite, "postgresql": _load_postgresql}[connection.vendor](source)


def migrations() -> list[str]:
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def is_empty() -> bool:
    """No table of ours, or no person in it."""
    if "programme_user" not in connection.introspection.table_names():
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM programme_user")
        return cursor.fetchone()[0] == 0


def rows() -> dict[str, int]:
    with connection.cursor() as cursor:
        return _count(connection.introspection.table_names(cursor), lambda sql: cursor.execute(sql).fetchone()[0])


def _count(tables: list[str], ask: Callable[[str], int]) -> dict[str, int]:
    kept = [name for name in tables if name not in PASSING and not name.startswith(("huey_", "sqlite_"))]
    return {name: ask(f'SELECT count(*) FROM "{name}"') for name in sorted(kept)}


# --- SQLite


def _dump_sqlite(target: Path) -> dict[str, int]:
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        check_sqlite(copy)
        names = [name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return _count(names, lambda sql: copy.execute(sql).fetchone()[0])


def _load_sqlite(source: Path) -> None:
    with closing(sqlite3.connect(source)) as copy:
        check_sqlite(copy)
        connection.ensure_connection()
        copy.backup(connection.connection)
    connection.close()


def check_sqlite(copy: sqlite3.Connection) -> None:
    try:
        said = copy.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise BadBackup(f"The database in it is damaged: {error}") from error
    if said != "ok":
        raise BadBackup(f"The database in it is damaged: {said}")


# --- PostgreSQL


def _dump_postgresql(target: Path) -> dict[str, int]:
    """The dump and the counting look at the same moment: a snapshot that both read from."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        _tool("pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--snapshot={snapshot}", f"--file={target}")
        return _count(connection.introspection.table_names(cursor), lambda sql: cursor.execute(sql).fetchone()[0])


def _load_postgresql(source: Path) -> None:
    """In one transaction: everything that is there goes first, so that a newer schema is no hindrance."""
    connection.close()
    script = source.with_suffix(".sql")
    _tool("pg_restore", "--no-owner", "--no-acl", f"--file={script}", str(source))
    empty = ("--command=DROP SCHEMA public CASCADE", "--command=CREATE SCHEMA public")
    quiet = ("--no-psqlrc", "--quiet", "--output=/dev/null", "--set=ON_ERROR_STOP=1")
    _tool("psql", *quiet, "--single-transaction", *empty, f"--file={script}")


def _tool(name: str, *arguments: str) -> None:
    """One of PostgreSQL's own programs, on our database; the password goes by the environment."""
    if not shutil.which(name):
        raise BadBackup(f"{name} is not installed. Install PostgreSQL's client programs (postgresql-client).")
    database = connection.settings_dict
    named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    given = {key: str(database[value]) for key, value in named.items() if database.get(value)}
    options = {f"PG{key.upper()}": str(value) for key, value in database.get("OPTIONS", {}).items() if key == "sslmode"}
    done = subprocess.run([name, *arguments], env=os.environ | given | options, capture_output=True, text=True)
    if done.returncode:
        raise BadBackup(f"{name} failed: {done.stderr.strip()[-600:]}")
