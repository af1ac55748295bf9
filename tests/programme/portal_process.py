"""Runs the portal's own command line as an administrator does: a new process, an `.env` file, nothing inherited."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

KEPT = {"PATH", "HOME", "LANG", "SYSTEMROOT", "VIRTUAL_ENV"}
SAFE = {
    "DJANGO_SETTINGS_MODULE": "programme.config.settings.production",
    "SECRET_KEY": "k9" * 30,
    "SENSITIVE_KEYS": "s7" * 20,
    "ALLOWED_HOSTS": "portal.example.go.th",
    "BASE_URL": "https://portal.example.go.th",
}


def env_file(folder: Path, **values: str) -> Path:
    """An `.env` of safe production settings, changed by `values`; its SQLite lies in `folder`."""
    wanted = SAFE | {"PORTAL_VAR": str(folder / "var")} | values
    path = folder / ".env"
    path.write_text("".join(f"{name}={value}\n" for name, value in wanted.items()), encoding="utf-8")
    return path


def run(arguments: list[str], env: Path, **extra: str) -> subprocess.CompletedProcess:
    """`python …` in the portal's folder with that `.env` and as good as no other environment."""
    environment = {name: value for name, value in os.environ.items() if name in KEPT}
    return subprocess.run(
        [sys.executable, "-W", "ignore", *arguments],
        cwd=settings.BASE_DIR,
        env=environment | {"PORTAL_ENV_FILE": str(env)} | extra,
        capture_output=True,
        text=True,
        timeout=120,
    )
