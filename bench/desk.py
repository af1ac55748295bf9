"""The desk beside many applications: CPU, queries, SQL and weight of its pages, on PostgreSQL.

    DATABASE_URL=postgres://… PORTAL_VAR=… python manage.py migrate && … seed_load --applications 10000 --reviews 30000
    DATABASE_URL=postgres://… PORTAL_VAR=… python bench/desk.py

Works on the rows that `manage.py seed_load` made. Each page is asked for once before it is measured.
"""

import os
import sys
import time
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
sys.path[0] = str(BASE)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "programme.config.settings.development")

import django  # noqa: E402

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from applications.management.load import MARK, SLUG  # noqa: E402
from applications.models import Application, ReviewAssignment  # noqa: E402
from applications.queries.judging import asked_pairs  # noqa: E402
from programme.models import Call, User  # noqa: E402


class Clock:
    """Counts and times what is asked of the database."""

    def __init__(self):
        self.number, self.seconds = 0, 0.0

    def __call__(self, execute, *arguments):
        began = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            self.number, self.seconds = self.number + 1, self.seconds + time.perf_counter() - began


def visitor(name: str) -> Client:
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(User.objects.get(email=f"{name}{MARK}"), backend="django.contrib.auth.backends.ModelBackend")
    return client


def pages() -> list[tuple[str, str, str]]:
    """(who, what, address)"""
    total = Application.objects.filter(call__slug=SLUG).count()
    some = Application.objects.filter(call__slug=SLUG, state="reviewed").order_by("pk")[total // 3]
    reading = ReviewAssignment.objects.filter(application__call__slug=SLUG).order_by("pk").first()
    opening = asked_pairs().filter(application__call__slug=SLUG).values_list("opening__code", flat=True).first()
    call = Call.objects.get(slug=SLUG)
    rows = "/desk/applications/"
    return [
        ("officer1", "list, first page", rows),
        ("officer1", "list, last page", f"{rows}?page={-(-total // 50)}"),
        ("officer1", "list, one state", f"{rows}?state=reviewed"),
        ("officer1", "list, searched", f"{rows}?q=ณัฐริกา"),
        ("officer1", "list, one receipt", f"{rows}?q={some.receipt_number}"),
        ("officer1", "list, by score", f"{rows}?sort=-mean_score"),
        ("officer1", "application", f"{rows}{some.code}/"),
        ("officer1", "readings", "/desk/readings/"),
        ("officer1", "work list", "/desk/"),
        ("officer1", "match room", f"/desk/match/{call.code}/"),
        (reading.reviewer.email.partition("@")[0], "reader's list", "/review/"),
        ("host", "host's home", "/host/"),
        ("host", "host's ranking", reverse("host_rank", args=[opening])),
        ("officer1", "CSV of the list", f"{rows}?export=csv"),
    ]


def measure(client: Client, address: str) -> tuple[int, float, int, float, int]:
    def answer() -> tuple[int, int]:
        got = client.get(address, follow=True)
        return got.status_code, len(b"".join(got.streaming_content) if got.streaming else got.content)

    if "export" not in address:
        answer()
    clock, began = Clock(), time.process_time()
    with connection.execute_wrapper(clock):
        status, size = answer()
    return status, (time.process_time() - began) * 1000, clock.number, clock.seconds * 1000, size


if __name__ == "__main__":
    print(f"{Application.objects.count():,} applications, {ReviewAssignment.objects.count():,} readings")
    print(f"{'page':<20} {'status':>6} {'CPU ms':>8} {'queries':>8} {'SQL ms':>8} {'kB':>8}")
    for who, what, address in pages():
        status, cpu, number, sql, size = measure(visitor(who), address)
        print(f"{what:<20} {status:>6} {cpu:8.0f} {number:8} {sql:8.1f} {size / 1000:8.1f}")
