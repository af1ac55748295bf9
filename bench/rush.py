"""The last minutes before a deadline: many applicants save and submit at once, on PostgreSQL and several web workers.

    python bench/rush.py [--people 2000] [--minutes 10] [--workers 4]

Needs a PostgreSQL that lets `postgres` in at 127.0.0.1:5432; makes the database `sca_rush` anew. Each person opens a
section, saves it by itself twice, goes on, and hands in. The call states a minute of grace: one in twenty comes in it
and is taken, one in twenty comes after it and is not. Says what was lost, refused or slow, and fails when anything was
lost, came in late or answered 5xx, when a receipt has no letter or two, or when nobody came through at all.
"""

import argparse
import http.client
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

BASE = Path(__file__).resolve().parent.parent
GRACE, IN_GRACE, AFTER_IT = 1, 1, 0  # minutes; and who comes when, by number modulo twenty
PORT, HOST = int(os.environ.get("PORT", "8127")), "127.0.0.1"
TOKEN = "r" * 32  # of the form and of the cookie, as the browser would send it twice
sys.path[0] = str(BASE)
os.environ |= {
    "DATABASE_URL": "postgres://postgres@127.0.0.1:5432/sca_rush",
    "DJANGO_SETTINGS_MODULE": "programme.config.settings.development",
    "PORTAL_VAR": tempfile.mkdtemp(prefix="rush"),
}
SQL = ["psql", "-h", HOST, "-U", "postgres", "-d", "postgres", "-q", "-c"]


def prepare(people: int) -> list[dict]:
    """The call, its applicants with all but one section filled in, and a session for each."""
    for words in ("DROP DATABASE IF EXISTS sca_rush WITH (FORCE)", "CREATE DATABASE sca_rush"):
        subprocess.run([*SQL, words], check=True)
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from programme.domain.people import create_person
    from tests.factories.town import Town

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    town = Town(timezone.now()).build()
    crowd = []
    for number in range(people):
        person = create_person(email=f"p{number}@rush.example", at=town.now, given_name_th=f"ผู้สมัคร{number}")
        application = town.fill(person)
        crowd.append({"number": number, "code": application.code, "session": session_of(person)})
    return crowd


def close_in(minutes: float):
    """The deadline, stated once the portal answers: its start is not part of the rush."""
    from django.utils import timezone

    from programme.models import Call

    closes_at = timezone.now() + timedelta(minutes=minutes)
    Call.objects.update(closes_at=closes_at, grace_minutes=GRACE)
    return closes_at


def session_of(person) -> str:
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY], store[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store.create()
    return store.session_key


class Applicant(threading.Thread):
    """One person at one phone: what was accepted, what was answered, and how long each answer took."""

    def __init__(self, row: dict, comes_at: float, room: threading.Semaphore):
        super().__init__(daemon=True)
        self.row, self.comes_at, self.room = row, comes_at, room
        self.answers: list[tuple[str, int, float]] = []
        self.kept, self.is_submitted, self.came_at = "", False, 0.0

    def run(self) -> None:
        time.sleep(max(0, self.comes_at - time.time()))
        with self.room:
            self.ask("open", "GET", "motivation")
            for turn in (1, 2):
                self.save(f"เขียนครั้งที่ {turn} ของ {self.row['number']} " + "น้ำท่วมทุกปี " * 40, turn)
            self.came_at = time.time()
            status = self.ask("submit", "POST", "check", {"truth": "on"})
            self.is_submitted = status == 302

    def save(self, text: str, version: int) -> None:
        fields = {"problem": text, "first_90_days": "เดินดูเมือง", "failure": "เคยพลาด", "version": version}
        if self.ask("save", "POST", "motivation", fields | {"autosave": "1"}) == 200:
            self.kept = text

    def ask(self, what: str, method: str, section: str, fields: dict | None = None) -> int:
        body = urlencode(fields | {"csrfmiddlewaretoken": TOKEN}) if fields else None
        headers = {
            "Cookie": f"sessionid={self.row['session']}; csrftoken={TOKEN}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        begun = time.perf_counter()
        connection = http.client.HTTPConnection(HOST, PORT, timeout=120)
        try:
            connection.request(method, f"/apply/cohort-5/{section}/", body, headers)
            answer = connection.getresponse()
            answer.read()
            status = answer.status
        except OSError:
            status = 599
        finally:
            connection.close()
        self.answers.append((what, status, time.perf_counter() - begun))
        return status


def serve(workers: int) -> list[subprocess.Popen]:
    web = ["-m", "gunicorn", "programme.config.wsgi:application", f"--bind={HOST}:{PORT}", f"--workers={workers}"]
    lines = [[*web, "--timeout=120", "--no-control-socket", "--log-level=warning"], ["manage.py", "run_huey"]]
    found = [subprocess.Popen([sys.executable, "-W", "ignore", *line], cwd=BASE) for line in lines]
    for _ in range(120):
        try:
            http.client.HTTPConnection(HOST, PORT, timeout=2).connect()
            return found
        except OSError:
            time.sleep(0.5)
    sys.exit("The portal does not answer.")


def comes_at(number: int, begins: float, ends: float, dice: random.Random) -> float:
    """Most come late: half of the people in the last quarter of the time, some in the grace, some after it."""
    if number % 20 == IN_GRACE:
        return ends + 1 + dice.random() * 5
    if number % 20 == AFTER_IT:
        return ends + GRACE * 60 + 1 + dice.random() * 5
    share = dice.random() if number % 2 else 0.75 + dice.random() / 4
    return begins + share * (ends - begins)


def rush(crowd: list[dict], minutes: float, workers: int) -> tuple[list[Applicant], object]:
    servers = serve(workers)
    closes_at, dice, room = close_in(minutes), random.Random(7), threading.Semaphore(64)
    begins, ends = time.time(), closes_at.timestamp()
    people = [Applicant(row, comes_at(row["number"], begins, ends, dice), room) for row in crowd]
    try:
        for person in people:
            person.start()
        for person in people:
            person.join()
        time.sleep(5)  # the worker's last letters
    finally:
        for server in servers:
            server.terminate()
    return people, closes_at


def report(people: list[Applicant], closes_at) -> int:
    from applications.models import Application
    from programme.models import Letter

    rows = {row.code: row for row in Application.objects.prefetch_related("answers", "revisions")}
    letters = Counter(Letter.objects.filter(kind="application_received").values_list("about_code", flat=True))
    last_moment = closes_at + timedelta(minutes=GRACE)
    lost = late = unlike = in_grace = without_letter = 0
    for person in people:
        row = rows[person.row["code"]]
        kept = next((answer.data for answer in row.answers.all() if answer.section == "motivation"), {})
        lost += bool(person.kept) and kept.get("problem", "").split()[:3] != person.kept.split()[:3]
        unlike += person.is_submitted != (row.state == "submitted" and bool(row.receipt_number))
        late += bool(row.submitted_at and row.submitted_at >= last_moment)
        late += person.is_submitted and person.came_at >= last_moment.timestamp()
        in_grace += bool(row.submitted_at and row.submitted_at >= closes_at)
        without_letter += letters[row.code] != int(person.is_submitted)
    handed_in = sum(person.is_submitted for person in people)
    answers = [answer for person in people for answer in person.answers]
    errors = sum(status >= 500 for _what, status, _seconds in answers)
    for what in ("open", "save", "submit"):
        times = sorted(seconds for name, _status, seconds in answers if name == what)
        cuts = statistics.quantiles(times, n=100)
        print(
            f"{what:7} {len(times):6} answers, half within {cuts[49]:.2f} s, 95 % within {cuts[94]:.2f} s, slowest {times[-1]:.2f} s"
        )
    print(
        f"{handed_in} handed in of {len(people)}, {in_grace} of them in the grace; {lost} saves lost; {unlike} told otherwise"
    )
    print(f"{letters.total()} receipts by letter; {without_letter} without exactly theirs")
    print(f"{late} accepted after the grace; {errors} answers of 5xx")
    came = any(person.row["number"] % 20 == IN_GRACE for person in people)
    nobody = not handed_in or (came and not in_grace)
    return int(bool(lost or late or unlike or errors or without_letter or nobody))


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--people", type=int, default=2000)
    words.add_argument("--minutes", type=float, default=10)
    words.add_argument("--workers", type=int, default=4)
    given = words.parse_args()
    people, closes_at = rush(prepare(given.people), given.minutes, given.workers)
    return report(people, closes_at)


if __name__ == "__main__":
    sys.exit(main())
