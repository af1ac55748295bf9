"""Web and worker together on one machine; one Ctrl-C ends both, and one that dies takes the other with it."""

import os
import signal
import subprocess
import sys
import time
from argparse import ArgumentTypeError

from django.conf import settings
from django.core.management.base import BaseCommand

SIGN_INS = [
    ("officer", "programme officer"),
    ("officer2", "second officer"),
    ("editor", "editor"),
    ("reviewer", "reviewer"),
    ("reviewer2", "second reviewer"),
    ("host", "host agency member"),
    ("mentor", "mentor"),
    ("ambassador", "ambassador"),
    ("applicant", "applicant"),
    ("evaluator", "evaluator"),
]
PYTHON = [sys.executable, "-W", "ignore"]
GUNICORN = ["--workers", "2", "--threads", "2", "--log-level", "warning", "--timeout", "60", "--no-control-socket"]


def port_number(value: str) -> int:
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise ArgumentTypeError(f"{value} is no port: a number from 1 to 65535 is needed")
    return int(value)


class Command(BaseCommand):
    help = "Starts the web server and the background worker, reachable from this machine only unless --host says more."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=port_number, default=settings.PORT)
        parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 opens the portal to the network")

    def handle(self, *args, **options):
        host, port = options["host"], options["port"]
        environment = environment_for(port)
        children = [
            subprocess.Popen(command, env=environment, cwd=settings.BASE_DIR) for command in commands(host, port)
        ]
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        self.announce(environment.get("BASE_URL") or f"http://localhost:{port}")
        try:
            while all(child.poll() is None for child in children):
                time.sleep(0.5)
        except (KeyboardInterrupt, SystemExit):
            pass
        finally:
            stop(children)

    def announce(self, address: str) -> None:
        lines = [f"The portal answers at {address}/ (English: /en/, desk: /desk/, pages: /admin/)"]
        if settings.DEMO:
            lines += ["", f"Sign-ins of the demo, all with the password  {settings.DEMO_PASSWORD}"]
            lines += [f"  {name + '@demo.example':26} {role}" for name, role in SIGN_INS]
            lines += ["", "Letters are printed here and shown at /desk/letters/. Ctrl-C ends web and worker."]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()


def environment_for(port: int) -> dict[str, str]:
    """Both processes run with the settings of this one; without a BASE_URL the portal's address follows the port."""
    return os.environ | {"DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE, "PORT": str(port)}


def commands(host: str, port: int) -> tuple[list[str], list[str]]:
    """The web server and the worker."""
    web = [*PYTHON, "-m", "gunicorn", "programme.config.wsgi:application", "--bind", f"{host}:{port}", *GUNICORN]
    return web, [*PYTHON, "manage.py", "run_huey", "-f", "-q"]


def stop(children: list[subprocess.Popen]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            child.kill()
