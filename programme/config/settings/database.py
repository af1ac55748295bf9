"""Where rows and jobs are kept: SQLite on one machine, PostgreSQL for many."""

from pathlib import Path

import environ

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
    "PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000;"
)


def database_from(url: str) -> dict:
    """Django's settings for `postgres://user:password@host:port/name` or `sqlite:////path`; ValueError for others."""
    if not url.startswith(("postgres://", "postgresql://", "sqlite:///")):
        raise ValueError(url)
    found = environ.Env.db_url_config(url)
    if found["ENGINE"].endswith("sqlite3"):
        return sqlite(found["NAME"])
    if not found["NAME"]:
        raise ValueError(url)
    return found | {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}


def sqlite(path: Path | str) -> dict:
    """One file, several writers: they wait for each other instead of failing."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": 600,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
    }


def huey_from(url: str, database: dict, var: Path, *, connect: bool) -> dict:
    """Huey's storage: the address given, else PostgreSQL where the rows are there, else an own SQLite file.

    Jobs are only doorbells: what must not be lost is a row with a lease, so any storage serves. It makes its tables as
    soon as it is loaded, unless `connect` is false.
    """
    common = {
        "name": "portal",
        "immediate": False,
        "utc": False,
        "results": False,
        "consumer": {"workers": 2, "worker_type": "thread", "max_delay": 0.5, "periodic": True},
    }
    if url.startswith("redis"):
        return common | {"huey_class": "huey.RedisHuey", "connection": {"url": url}}
    if database["ENGINE"].endswith("postgresql"):
        return common | {
            "huey_class": "huey.PostgresHuey",
            "connection": {"dsn": _dsn(database), "create_tables": connect},
        }
    return common | {
        "huey_class": "huey.SqliteHuey",
        "connection": {"filename": str(var / "huey.sqlite3"), "fsync": True, "create_tables": connect},
    }


def _dsn(database: dict) -> str:
    """The same server in libpq's words; quotes keep spaces and quotes of a password whole."""
    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    values = {key: str(database.get(name) or "") for key, name in named.items()} | database.get("OPTIONS", {})
    quoted = {key: str(value).replace("\\", "\\\\").replace("'", "\\'") for key, value in values.items()}
    return " ".join(f"{key}='{value}'" for key, value in quoted.items() if value)
