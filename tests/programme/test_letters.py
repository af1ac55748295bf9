"""Letters leave once, wait when the provider is ill, and are never lost."""

import io
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.core.mail import EmailMultiAlternatives
from django.db import connection
from django.utils import timezone
from django.utils.translation import override

from programme.domain.delivery import deliver_due_letters, repair_letters, requeue_letter
from programme.domain.letters import queue_letter
from programme.kernel import mail
from programme.kernel.doorbell import without_doorbell
from programme.kernel.letters import LetterSpec, LetterText
from programme.models import Letter, LetterEvent
from tests.standins.sendgrid import StandIn

pytestmark = pytest.mark.django_db


def letter_to(user, now, key="1", language="th") -> Letter:
    def write():
        return LetterText(subject="เรื่อง", lines=["ข้อความ <script>"], button=("เปิด", "/my/"), deadline="ภายในวันนี้")

    with without_doorbell():
        return queue_letter(spec=LetterSpec("test", user, write, key), at=now)


def test_a_letter_leaves_with_both_bodies_and_without_tracking(town, now, sendgrid):
    letter = letter_to(town.applicant, now)
    assert deliver_due_letters(at=now) >= 1
    letter.refresh_from_db()
    assert letter.state == "sent" and letter.provider_id
    mine = next(
        item for item in sendgrid.received if item["personalizations"][0]["custom_args"]["letter"] == letter.code
    )
    assert {part["type"] for part in mine["content"]} == {"text/plain", "text/html"}
    assert "<script>" not in mine["content"][1]["value"]


def test_a_letter_names_its_link_and_leads_to_where_the_portal_stands_when_it_leaves(
    town, now, mailoutbox, settings, signed_in
):
    """Written while the portal had another address: nothing of that is sent or shown. The address itself is plain words."""
    settings.BASE_URL = "http://localhost:8000"
    words = LetterText(subject="ข่าว", lines=["อ่าน"], button=("เปิดหน้าของฉัน", "/my/"))
    letter = queue_letter(spec=LetterSpec("offer", town.applicant, lambda: words, "there"), at=now)
    settings.BASE_URL = "https://portal.example"
    assert deliver_due_letters(at=now) >= 1
    sent = next(message for message in mailoutbox if message.subject == "ข่าว")
    [(html, _kind)] = sent.alternatives
    assert "เปิดหน้าของฉัน:\nhttps://portal.example/my/" in sent.body
    assert 'href="https://portal.example/my/"' in html and html.count("https://portal.example") == 1
    page = signed_in(town.applicant).get(f"/my/inbox/{letter.code}/").content.decode()
    assert 'href="https://portal.example/my/"' in page and "localhost:8000" not in sent.body + html + page


def test_the_same_cause_writes_one_letter(town, now):
    assert letter_to(town.applicant, now).pk == letter_to(town.applicant, now).pk


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_passing_illness_of_the_provider_only_delays(town, now, sendgrid, status):
    letter = letter_to(town.applicant, now)
    Letter.objects.exclude(pk=letter.pk).delete()
    sendgrid.answers = [status]
    assert deliver_due_letters(at=now) == 0
    letter.refresh_from_db()
    assert letter.state == "queued" and letter.send_after > now
    assert deliver_due_letters(at=letter.send_after) == 1
    assert len(sendgrid.received) == 1


def test_a_wrong_address_fails_for_good_and_an_officer_can_send_again(town, now, sendgrid):
    letter = letter_to(town.applicant, now)
    Letter.objects.exclude(pk=letter.pk).delete()
    sendgrid.answers = [400]
    deliver_due_letters(at=now)
    letter.refresh_from_db()
    assert letter.state == "failed" and "as asked" in letter.last_error
    requeue_letter(letter=letter, by=town.officer, at=now)
    assert deliver_due_letters(at=now) == 1


def test_a_dead_worker_loses_nothing_and_sends_nothing_twice(town, now):
    untouched, spoken = letter_to(town.applicant, now, "a"), letter_to(town.applicant, now, "b")
    stale = {"leased_until": now - timedelta(minutes=1)}
    Letter.objects.filter(pk=untouched.pk).update(**{"state": "sending"}, **stale)
    Letter.objects.filter(pk=spoken.pk).update(**{"state": "sending"}, **stale, handed_at=now)
    repair_letters(at=now)
    untouched.refresh_from_db()
    spoken.refresh_from_db()
    assert (untouched.state, spoken.state) == ("queued", "failed")
    with override("en"):
        assert "before sending it again" in spoken.problem


def post(client, body, headers):
    return client.post("/hooks/sendgrid/", data=body, content_type="application/json", **headers)


def test_signed_events_move_the_letter_and_replays_do_nothing(town, now, sendgrid, client):
    letter = letter_to(town.applicant, now)
    deliver_due_letters(at=now)
    body, headers = sendgrid.signed(
        [{"letter": letter.code, "sg_event_id": "e1", "event": "delivered", "timestamp": int(time.time())}]
    )
    assert post(client, body, headers).status_code == 204
    assert post(client, body, headers).status_code == 204
    letter.refresh_from_db()
    assert letter.state == "delivered" and LetterEvent.objects.count() == 1


def test_forged_old_and_bare_events_are_refused(town, sendgrid, client):
    body, headers = sendgrid.signed([{"letter": "x", "sg_event_id": "e", "event": "bounce"}])
    assert post(client, body + b" ", headers).status_code == 403
    assert post(client, body, {}).status_code == 400
    old, stale = sendgrid.signed([], at=time.time() - 3600)
    assert post(client, old, stale).status_code == 403
    junk, genuine = sendgrid.signed([{"letter": 5}, "x", None])
    assert post(client, junk, genuine).status_code == 204


WORKER = """
import django; django.setup()
from django.utils import timezone
from django.utils.translation import override
from programme.domain.delivery import deliver_due_letters
deliver_due_letters(at=timezone.now())
"""


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_it_speaks_never_doubles_a_letter(town, now):
    """A real process, killed with -9 while the provider takes its time: one delivery, and a row that says what to do."""
    stand_in = StandIn()
    letter = letter_to(town.applicant, now)
    Letter.objects.exclude(pk=letter.pk).delete()
    stand_in.answers = [3]
    database = connection.settings_dict
    url = (
        f"sqlite:///{database['NAME']}"
        if connection.vendor == "sqlite"
        else f"postgres://{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "programme.config.settings.development", "DATABASE_URL": url, "SENDGRID_API_KEY": "SG.test", "SENDGRID_HOST": stand_in.host,
    }  # fmt: skip
    worker = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", WORKER], env=environment, cwd=django_settings.BASE_DIR
    )
    deadline = time.monotonic() + 30
    while not stand_in.begun and time.monotonic() < deadline:
        worker.poll()
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    while len(stand_in.received) < 1 and time.monotonic() < deadline:
        pass
    repair_letters(at=timezone.now() + timedelta(minutes=10))
    deliver_due_letters(at=timezone.now() + timedelta(minutes=11))
    stand_in.close()
    letter.refresh_from_db()
    assert len(stand_in.received) == 1 and letter.state == "failed"


def test_on_the_console_a_letter_is_words_and_names_of_files():
    stream = io.StringIO()
    letter = EmailMultiAlternatives("เรื่อง", "ข้อความ", "a@t.example", ["b@t.example"])
    letter.attach_alternative("<p>ข้อความ</p>", "text/html")
    letter.attach("agreement.pdf", b"%PDF-1.4", "application/pdf")
    mail.ReadableConsole(stream=stream).send_messages([letter])
    said = stream.getvalue()
    assert "b@t.example" in said and "ข้อความ" in said and "[agreement.pdf]" in said
    assert "base64" not in said and "<p>" not in said
