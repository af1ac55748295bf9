"""Web and worker together on one machine; one Ctrl-C ends both, and one that dies takes the other with it."""

import os
import signal
import subprocess
import sys
import time

from django.conf import settings
from django.core.management.base import BaseCommand

SIGN_INS = [
    ("officer", "programme officer"), ("officer2", "second officer"), ("editor", "editor"), ("reviewer", "reviewer"), ("reviewer2", "second reviewer"),
    ("host", "host agency member"), ("mentor", "mentor"), ("ambassador", "ambassador"), ("applicant", "applicant"), ("evaluator", "evaluator"),
]  # fmt: skip


class Command(BaseCommand):
    help = "Starts the web server and the background worker."

    def add_arguments(self, parser):
        parser.add_argument("--port", default="8000")

    def handle(self, *args, **options):
        port = options["port"]
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "programme.config.settings.development")
        }
        environment.setdefault("BASE_URL", f"http://localhost:{port}")
        web = [
            sys.executable,
            "-W",
            "ignore",
            "-m",
            "gunicorn",
            "programme.config.wsgi:application",
            "--bind",
            f"0.0.0.0:{port}",
            "--workers",
            "2",
            "--threads",
            "2",
            "--log-level",
            "warning",
            "--timeout",
            "60",
        ]
        worker = [sys.executable, "-W", "ignore", "manage.py", "run_huey", "-f", "-q"]
        children = [subprocess.Popen(command, env=environment, cwd=settings.BASE_DIR) for command in (web, worker)]
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        self.announce(port)
        try:
            while all(child.poll() is None for child in children):
                time.sleep(0.5)
        except (KeyboardInterrupt, SystemExit):
            pass
        finally:
            self._stop(children)

    def _stop(self, children: list[subprocess.Popen]) -> None:
        for child in children:
            if child.poll() is None:
                child.terminate()
        for child in children:
            try:
                child.wait(timeout=10)
            except subprocess.TimeoutExpired:
                child.kill()

    def announce(self, port: str) -> None:
        lines = [f"The portal answers at http://localhost:{port}/ (English: /en/, desk: /desk/, pages: /admin/)"]
        if settings.DEMO:
            lines += ["", f"Sign-ins of the demo, all with the password  {settings.DEMO_PASSWORD}"]
            lines += [f"  {name + '@demo.example':26} {role}" for name, role in SIGN_INS]
            lines += ["", "Letters are printed here and shown at /desk/letters/. Ctrl-C ends web and worker."]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()
