"""Where rows and jobs are kept: SQLite on one machine, PostgreSQL for many."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
    "PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000;"
)


def database_from(url: str, var: Path) -> dict:
    """Django's settings for a `postgres://` or `sqlite:///` address; empty means SQLite under `var`."""
    parts = urlsplit(url)
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
        }
    name = parts.path if parts.scheme == "sqlite" else str(var / "portal.sqlite3")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "CONN_MAX_AGE": 600,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
    }


def huey_from(url: str, database: dict, var: Path) -> dict:
    """Huey's storage: the address given, else PostgreSQL where the rows are there, else an own SQLite file.

    Jobs are only doorbells: what must not be lost is a row with a lease, so any storage serves.
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
        dsn = " ".join(
            f"{key}={value}"
            for key, value in {
                "dbname": database["NAME"],
                "user": database["USER"],
                "password": database["PASSWORD"],
                "host": database["HOST"],
                "port": database["PORT"],
            }.items()
            if value
        )
        return common | {"huey_class": "huey.PostgresHuey", "connection": {"dsn": dsn}}
    return common | {
        "huey_class": "huey.SqliteHuey",
        "connection": {"filename": str(var / "huey.sqlite3"), "fsync": True},
    }
