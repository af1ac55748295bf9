"""A reminder before a call closes: confirmed by its owner, sent twice, ended with one press, erased with the call."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from cms.domain.reminders import WAITS, erase_old_reminders, send_reminders
from cms.models import CallReminder
from programme.models import Call, Letter

pytestmark = pytest.mark.django_db
PAGE, ADDRESS = "/en/remind/cohort-5/", "later@t.example"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


def ask(client, email=ADDRESS, page=PAGE, **more):
    return client.post(page, {"email": email, **more})


def letters(kind="call_reminder_asked"):
    return Letter.objects.filter(kind=kind).order_by("pk")


def link_in(letter) -> str:
    return re.search(r"portal://here(\S+)", letter.body_text)[1]


def confirmed(client) -> CallReminder:
    ask(client)
    client.post(link_in(letters().get()))
    return CallReminder.objects.get(email=ADDRESS)


def test_nothing_is_sent_before_the_owner_said_yes(public, client):
    assert ask(client).status_code == 302
    closes = public.town.call.closes_at
    assert send_reminders(at=closes - timedelta(hours=20)) == 0
    page = client.get(link_in(letters().get()))
    assert page.status_code == 200 and CallReminder.objects.get().confirmed_at is None  # a scanner opens links too
    client.post(link_in(letters().get()))
    assert send_reminders(at=closes - timedelta(hours=20)) == 1


def test_it_comes_three_days_and_one_day_before_each_once_in_the_language_asked_in(public, client):
    confirmed(client)
    closes = public.town.call.closes_at
    sent = [send_reminders(at=closes - timedelta(hours=hours)) for hours in (73, 71, 70, 23, 22)]
    assert sent == [0, 1, 0, 1, 0]
    first = letters("call_reminder_due").first()
    assert first.language == "en" and "closes soon" in first.subject and first.recipient is None


def test_who_asks_late_gets_one_letter_and_a_moved_deadline_moves_it(public, client):
    confirmed(client)
    closes = public.town.call.closes_at
    Call.objects.update(closes_at=closes + timedelta(days=9))
    assert send_reminders(at=closes - timedelta(hours=20)) == 0
    assert send_reminders(at=closes + timedelta(days=8, hours=4)) == 1
    assert send_reminders(at=closes + timedelta(days=8, hours=5)) == 0


def test_one_press_ends_it_and_erases_the_address_with_its_letters(public, client):
    confirmed(client)
    send_reminders(at=public.town.call.closes_at - timedelta(hours=20))
    stop = next(
        link
        for link in re.findall(r"portal://here(\S+)", letters("call_reminder_due").get().body_text)
        if "/no/" in link
    )
    assert client.get(stop).status_code == 200 and CallReminder.objects.exists()
    assert client.post(stop).status_code == 302
    assert not CallReminder.objects.exists() and not Letter.objects.filter(to_address=ADDRESS).exists()
    assert client.post(stop).status_code == 404


def test_addresses_go_when_the_call_is_over_or_nobody_said_yes(public, client):
    confirmed(client)
    ask(client, "silent@t.example")
    now = CallReminder.objects.last().asked_at
    assert erase_old_reminders(at=now + timedelta(days=1)) == 0
    assert erase_old_reminders(at=now + WAITS) == 1
    assert CallReminder.objects.get().email == ADDRESS
    assert erase_old_reminders(at=public.town.call.closes_at) == 1
    assert not Letter.objects.filter(about_type="cms.callreminder").exists()


def test_an_account_makes_no_difference_that_anybody_could_see(public, client):
    known, unknown = public.town.applicant.email, "nobody@t.example"
    answers = [ask(Client(), email) for email in (known, unknown)]
    assert len({(answer.status_code, answer["Location"]) for answer in answers}) == 1
    assert [letter.recipient for letter in letters()] == [None, None]
    for letter in letters():
        client.post(link_in(letter))
    assert ask(Client(), known)["Location"] == answers[0]["Location"]  # the same for who is on the list already
    assert letters().count() == 2


def test_a_lost_letter_is_written_again_once_a_day_at_most(public, client):
    for _ in range(3):
        ask(client)
    assert letters().count() == 1 and CallReminder.objects.count() == 1


def test_floods_and_robots_are_kept_out(public, client):
    assert ask(client, "robot@t.example", website="spam").status_code == 302
    assert not CallReminder.objects.exists()
    for n in range(5):
        assert ask(client, f"a{n}@t.example").status_code == 302
    answer = ask(client, "typed@t.example")
    assert answer.status_code == 429 and "typed@t.example" in answer.content.decode()


@pytest.mark.parametrize("email", ["", "nobody", "a@b", "ก@t.example"])
def test_what_is_no_address_is_told_beside_the_field(public, client, email):
    answer = ask(client, email)
    assert answer.status_code == 422 and 'id="error_' in answer.content.decode().replace("id_email_error", "error_")


def test_a_closed_call_has_nothing_to_remind_of(public, client):
    Call.objects.update(closes_at=public.town.now, opens_at=public.town.now - timedelta(days=2))
    assert "no deadline to remind of" in client.get(PAGE).content.decode()
    ask(client)
    assert not CallReminder.objects.exists()
    assert client.get("/remind/nowhere/").status_code == 404 and client.get("/remind/no/forged/").status_code == 404


def test_the_call_leads_to_it_in_both_languages(public, client):
    for page, form in (("/calls/cohort-5/", "/remind/cohort-5/"), ("/en/calls/cohort-5/", PAGE)):
        assert f'href="{form}"' in client.get(page).content.decode() and client.get(form).status_code == 200
