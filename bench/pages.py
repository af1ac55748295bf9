"""The public site: CPU, queries and SQL of a page kept and drawn anew, weight, and that nothing grows with the programme.

    python bench/pages.py [--lighthouse] [--validate]

Works on the demo world of PORTAL_VAR (made by `make demo`). `--lighthouse` needs npx and chromium, `--validate` npx and
Java; both need the demo running at PORT (8000).
"""

import argparse
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
sys.path[0] = str(BASE)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "programme.config.settings.development")
os.environ.setdefault("PORTAL_DEMO", "1")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402

from applications.models import Application  # noqa: E402
from cms.models import CallPage, StoryPage  # noqa: E402
from programme.kernel.remembered import KEYS, renew  # noqa: E402
from programme.models import Call, User  # noqa: E402

VISITOR = Client(HTTP_HOST="127.0.0.1")
PLACE = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"


def addresses() -> list[str]:
    call = CallPage.objects.live().filter(locale__language_code="th", call__state="open").first()
    over = CallPage.objects.live().filter(locale__language_code="th", call__state="announced").first()
    story = StoryPage.objects.live().filter(locale__language_code="th").first()
    return [
        "/",
        call.url,
        story.url,
        over.url,
        "/stories/",
        "/impact/",
        "/cities/",
        "/cities/chiang-mai/",
        "/problems/",
        "/data/",
    ]


@dataclass(frozen=True)
class Cost:
    """What one answer cost: milliseconds of this process's CPU, queries, milliseconds in the database."""

    cpu: float
    queries: int
    sql: float
    body: bytes

    def __str__(self) -> str:
        return f"{self.cpu:7.2f} {self.queries:4} {self.sql:6.2f}"


class Clock:
    """Counts and times what is asked of the database."""

    def __init__(self):
        self.number, self.seconds = 0, 0.0

    def __call__(self, execute, *arguments):
        start = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            self.number, self.seconds = self.number + 1, self.seconds + time.perf_counter() - start


def asked(path: str) -> Cost:
    clock = Clock()
    with connection.execute_wrapper(clock):
        start = time.process_time()
        answer = VISITOR.get(path)
        seconds = time.process_time() - start
    assert answer.status_code == 200, path
    return Cost(seconds * 1000, clock.number, clock.seconds * 1000, answer.content)


def usual(path: str, *topics: str, times: int = 9) -> Cost:
    """The median of some answers, each after these topics have changed."""
    found = []
    for _ in range(times):
        for topic in topics:
            renew(topic)
        found.append(asked(path))
    return sorted(found, key=lambda cost: cost.cpu)[times // 2]


def pages() -> None:
    """Kept; drawn anew because something else changed; and with everything that pages share forgotten as well."""
    head = "".join(f" | {name:^19}" for name in ("kept", "drawn anew", "nothing remembered"))
    print(f"{'page':<44}{head} | gzip\n{'':<44}{' |     CPU    q    SQL' * 3} |")
    for path in addresses():
        asked(path)  # templates and settings are warm
        rows = [usual(path), usual(path, "site"), usual(path, *KEYS, times=3)]
        print(f"{path:<44}{''.join(f' | {row}' for row in rows)} | {len(gzip.compress(rows[0].body)):>7,}")


def growth(number: int = 20_000) -> None:
    """The call page, drawn anew, before and after many more applications; the rows are rolled back."""
    path, call = addresses()[1], Call.objects.get(state="open")

    with transaction.atomic():
        before = usual(path, "site").cpu
        people = User.objects.bulk_create(User(email=f"bench{i}@bench.example", code=f"b{i:09}") for i in range(number))
        now, form = call.opens_at, call.form_versions.first()
        Application.objects.bulk_create(
            Application(call=call, form=form, applicant=person, code=f"b{i:09}", started_at=now, state_changed_at=now)
            for i, person in enumerate(people)
        )
        after = usual(path, "site").cpu
        transaction.set_rollback(True)
    print(f"Call page, drawn anew: {before:.1f} ms; with {number:,} more applications {after:.1f} ms")


def lighthouse() -> None:
    for path in [*addresses()[:3], "/impact/"]:
        with tempfile.NamedTemporaryFile(suffix=".json") as report:
            command = [
                "npx",
                "--yes",
                "lighthouse",
                PLACE + path,
                "--quiet",
                "--chrome-flags=--headless=new --no-sandbox",
            ]
            subprocess.run([*command, "--output=json", f"--output-path={report.name}"], check=True)
            found = json.loads(Path(report.name).read_text(encoding="utf-8"))
        scores = {key: round((value["score"] or 0) * 100) for key, value in found["categories"].items()}
        shift = found["audits"]["cumulative-layout-shift"]["displayValue"]
        print(f"{path:<44} {scores} layout shift {shift}")


def validate() -> None:
    """The Nu HTML checker over every page in both languages; prints what it finds, nothing when all is well."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "install", "--silent", "--prefix", folder, "vnu-jar"], check=True)
        jar, files = next(Path(folder).rglob("vnu.jar")), []
        for number, path in enumerate([*addresses(), *(f"/en{path}" for path in addresses() if path.count("/") < 3)]):
            file = Path(folder) / f"{number}.html"
            file.write_bytes(VISITOR.get(path).content)
            files.append(str(file))
        found = subprocess.run(["java", "-jar", str(jar), "--errors-only", *files], capture_output=True, text=True)
        print(found.stderr or f"{len(files)} pages, no error")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lighthouse", action="store_true")
    parser.add_argument("--validate", action="store_true")
    chosen = parser.parse_args()
    settings.ALLOWED_HOSTS = ["*"]
    pages()
    growth()
    if chosen.lighthouse and shutil.which("npx"):
        lighthouse()
    if chosen.validate and shutil.which("java"):
        validate()
