"""Settings from the environment, with a `.env` file for one machine (django-environ).

An empty value is the same as none. A value that cannot be read never stops the settings from loading: the safe default
stands in, and `MISTAKES` holds the words; the system checks and `manage.py doctor` tell them.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import environ

ROOT = Path(__file__).resolve().parents[2]
FILE = Path(os.environ.get("PORTAL_ENV_FILE") or ROOT / ".env")
MISTAKES: dict[str, str] = {}  # name of the setting → what is wrong with it
AT_THE_DOCTOR = sys.argv[1:2] == ["doctor"]  # who has to come in where everything else stays out
YES, NO = {"1", "true", "yes", "on", "y", "ok"}, {"0", "false", "no", "off", "n"}

environ.Env.read_env(FILE)  # what the environment says already stays


def name_settings(default: str) -> None:
    """Names the settings module, unless the environment or the file does; before Django is set up."""
    if not text("DJANGO_SETTINGS_MODULE"):
        os.environ["DJANGO_SETTINGS_MODULE"] = f"programme.config.settings.{default}"


def mistake(name: str, words: str) -> None:
    MISTAKES[name] = words


def read(name: str, cast: Callable[[str], Any], default: Any, kind: str) -> Any:
    """The value as `cast` makes it; the default where there is none, or where it is no `kind`."""
    value = text(name)
    if not value:
        return default
    try:
        return cast(value)
    except (ValueError, LookupError, environ.ImproperlyConfigured):
        mistake(name, f"{name} is no {kind}.")
        return default


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default  # as it stands: a password may begin with a dollar sign


def flag(name: str, default: bool = False) -> bool:
    """1, true, yes, on or 0, false, no, off, in any case."""
    return read(name, _yes_or_no, default, "yes or no (1 or 0)")


def number(name: str, default: int) -> int:
    return read(name, int, default, "whole number")


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list without empty items."""
    return [item.strip() for item in text(name, default).split(",") if item.strip()]


def place(value: str) -> str | tuple[str, int]:
    """Where a service listens: the path of a socket on this machine, or host:port."""
    host, _colon, port = value.rpartition(":")
    if value.startswith("/"):
        return value
    if not host or not port.isdecimal():
        raise ValueError(value)
    return host, int(port)


def _yes_or_no(value: str) -> bool:
    if value.lower() not in YES | NO:
        raise ValueError(value)
    return value.lower() in YES
