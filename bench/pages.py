"""The public site: queries cold and kept, weight, first load in a browser, and that nothing grows with the programme.

    python bench/pages.py [--lighthouse] [--validate]

Works on the demo world of PORTAL_VAR (made by `make demo`). `--lighthouse` needs npx and chromium, `--validate` npx and
Java; both need the demo running at PORT (8000).
"""

import argparse
import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
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
from django.test.utils import CaptureQueriesContext  # noqa: E402

from applications.models import Application  # noqa: E402
from cms.models import CallPage, StoryPage  # noqa: E402
from programme.kernel.remembered import renew  # noqa: E402
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


def asked(path: str) -> tuple[int, float, bytes]:
    with CaptureQueriesContext(connection) as queries:
        start = time.perf_counter()
        answer = VISITOR.get(path)
        seconds = time.perf_counter() - start
    assert answer.status_code == 200, path
    return len(queries), seconds, answer.content


def pages() -> None:
    print(f"{'page':<44} {'cold':>5} {'ms':>7} {'kept':>5} {'ms':>6} {'gzip':>7}")
    for path in addresses():
        asked(path)  # templates and settings are warm
        renew("site")
        cold, first, body = asked(path)
        again = [asked(path) for _ in range(9)]
        kept, second = again[0][0], statistics.median(row[1] for row in again)
        print(f"{path:<44} {cold:>5} {first * 1000:7.1f} {kept:>5} {second * 1000:6.2f} {len(gzip.compress(body)):>7,}")


def growth(number: int = 20_000) -> None:
    """The call page, drawn anew, before and after many more applications; the rows are rolled back."""
    path, call = addresses()[1], Call.objects.get(state="open")

    def median() -> float:
        times = []
        for _ in range(7):
            renew("site")
            times.append(asked(path)[1])
        return statistics.median(times)

    with transaction.atomic():
        before = median()
        people = User.objects.bulk_create(User(email=f"bench{i}@bench.example", code=f"b{i:09}") for i in range(number))
        now, form = call.opens_at, call.form_versions.first()
        Application.objects.bulk_create(
            Application(call=call, form=form, applicant=person, code=f"b{i:09}", started_at=now, state_changed_at=now)
            for i, person in enumerate(people)
        )
        after = median()
        transaction.set_rollback(True)
    print(f"Call page, drawn anew: {before * 1000:.1f} ms; with {number:,} more applications {after * 1000:.1f} ms")


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
