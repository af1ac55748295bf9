"""The inbox: every letter to a person, marked until it is opened; and the choice which letters also come by mail."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.urls import reverse
from django.utils.translation import override

from programme.domain.delivery import deliver_due_letters
from programme.domain.inbox import choose_letters
from programme.domain.letters import queue_letter
from programme.kernel.doorbell import without_doorbell
from programme.kernel.letters import LetterSpec, LetterText, Topic
from programme.kernel.policies import visible_to
from programme.models import AuditEntry, Letter, LetterChoice

pytestmark = pytest.mark.django_db


def letter_to(user, at, key="1", topic=Topic.NEEDED, kind="note") -> Letter:
    def write() -> LetterText:
        return LetterText(subject=f"เรื่องที่ {key}", lines=["อ่านได้เสมอ"], button=("เปิด", "/my/"))

    with without_doorbell():
        return queue_letter(spec=LetterSpec(kind, user, write, key, topic=topic), at=at)


def alone(town, **words) -> Letter:
    Letter.objects.all().delete()
    return letter_to(town.applicant, town.now, **words)


def test_what_is_not_opened_is_marked_and_counted_until_it_is(town, signed_in):
    first, second = alone(town), letter_to(town.applicant, town.now, "2")
    letter_to(town.host, town.now, "of somebody else")
    browser = signed_in(town.applicant)
    page = browser.get("/my/inbox/")
    assert page.context["unread"] == 2 and page.content.decode().count("is-unread") == 2
    assert "อ่านได้เสมอ" in browser.get(f"/my/inbox/{first.code}/").content.decode()
    page = browser.get("/my/inbox/")
    assert page.context["unread"] == 1 and page.content.decode().count("is-unread") == 1
    assert 'class="count">1<' in browser.get("/my/").content.decode()
    browser.post("/my/inbox/read/")
    second.refresh_from_db()
    read_at = second.read_at
    assert read_at and 'class="count"' not in browser.get("/my/inbox/").content.decode()
    browser.get(f"/my/inbox/{second.code}/")
    second.refresh_from_db()
    assert second.read_at == read_at  # the first time counts


def test_an_empty_inbox_says_so(town, signed_in):
    page = signed_in(town.stranger, "en").get("/my/inbox/").content.decode()
    assert "No letters yet" in page and "Mark all as read" not in page


@pytest.mark.parametrize("who", ["host", "reviewer", "officer", "stranger"])
def test_nobody_opens_or_marks_the_letter_of_somebody_else(town, signed_in, who):
    letter = alone(town)
    browser = signed_in(getattr(town, who))
    assert browser.get(f"/my/inbox/{letter.code}/").status_code == 404
    browser.post("/my/inbox/read/")
    letter.refresh_from_db()
    assert letter.read_at is None


def test_a_letter_whose_moment_has_not_come_and_one_with_a_code_are_not_shown(town, signed_in):
    waiting, account = alone(town), letter_to(town.applicant, town.now, "2", kind="account_login_code")
    assert list(visible_to(town.applicant, Letter)) == [waiting]  # the other would be seen without its kind
    Letter.objects.filter(pk=waiting.pk).update(send_after=town.now + timedelta(days=3))
    browser = signed_in(town.applicant)
    assert browser.get("/my/inbox/").context["unread"] == 0
    for letter in (waiting, account):
        assert browser.get(f"/my/inbox/{letter.code}/").status_code == 404


@pytest.mark.parametrize("state", ["bounced", "failed", "suppressed", "sending"])
def test_a_letter_that_did_not_arrive_as_mail_can_be_read(town, signed_in, state):
    letter = alone(town)
    Letter.objects.filter(pk=letter.pk).update(state=state, attempts=1)
    assert signed_in(town.applicant).get(f"/my/inbox/{letter.code}/").status_code == 200


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_the_inbox_asks_as_often_for_many_letters_as_for_one(town, signed_in, rows, django_assert_num_queries):
    Letter.objects.all().delete()
    for n in range(rows):
        letter_to(town.applicant, town.now, f"n{n}")
    browser = signed_in(town.applicant)
    browser.get("/my/data/")  # what all pages share is remembered
    with django_assert_num_queries(9):
        page = browser.get("/my/inbox/")
    assert len(page.context["page"]) == min(rows, 20)


def test_the_count_costs_no_page_a_query_that_it_did_not_ask_before(town, signed_in, django_assert_num_queries):
    """It comes with the profile, whose name stands in the head of each page."""
    browser = signed_in(town.stranger)
    browser.get("/my/inbox/")  # what all pages share is remembered
    with django_assert_num_queries(12) as asked:
        browser.get("/my/data/")
    assert sum("programme_profile" in query["sql"] for query in asked.captured_queries) == 1


# Choices


def test_what_rests_stays_in_the_inbox_and_says_why_it_did_not_leave(town, now, sendgrid, signed_in):
    letter = alone(town, topic=Topic.REMINDER)
    choose_letters(user=town.applicant, by_mail=[Topic.NEWS], at=town.now)
    assert deliver_due_letters(at=now) == 1 and sendgrid.received == []
    letter.refresh_from_db()
    assert letter.state == "suppressed"
    with override("en"):
        assert "inbox only" in letter.problem
    desk = signed_in(town.officer, "en")
    assert "inbox only" in desk.get(f"/desk/letters/{letter.code}/").content.decode()
    assert "Not sent on request" in desk.get("/desk/letters/").content.decode()
    assert letter.subject in signed_in(town.applicant).get("/my/inbox/").content.decode()


def test_one_that_rests_keeps_no_other_from_leaving(town, now, sendgrid):
    Letter.objects.all().delete()
    choose_letters(user=town.applicant, by_mail=[], at=town.now)
    for n in range(3):
        letter_to(town.applicant, town.now, f"n{n}", Topic.NEWS)
    needed, other = letter_to(town.applicant, town.now, "x"), letter_to(town.host, town.now, "y", Topic.NEWS)
    assert deliver_due_letters(at=now) == 5
    sent = {item["personalizations"][0]["custom_args"]["letter"] for item in sendgrid.received}
    assert sent == {needed.code, other.code}


def test_what_is_needed_cannot_be_switched_off(town, signed_in):
    page = signed_in(town.applicant, "en").get("/my/notifications/").content.decode()
    assert "Decisions, offers, deadlines" in page and 'value="needed"' not in page
    choose_letters(user=town.applicant, by_mail=[], at=town.now)
    assert set(LetterChoice.objects.values_list("topic", flat=True)) == {"reminder", "routine", "news"}


def test_a_choice_is_kept_shown_and_written_down(town, signed_in):
    browser = signed_in(town.applicant)
    browser.post("/my/notifications/", {"by_mail": ["news"]})
    since = town.applicant.letter_choices.get(topic="reminder").chosen_at
    page = browser.post("/my/notifications/", {"by_mail": []}, follow=True).content.decode()
    assert "checked" not in re.sub(r"aria-\w+", "", page) and town.applicant.letter_choices.count() == 3
    assert town.applicant.letter_choices.get(topic="reminder").chosen_at == since
    browser.post("/my/notifications/", {"by_mail": ["news", "reminder", "routine"]})
    assert not town.applicant.letter_choices.exists()
    assert AuditEntry.objects.filter(act="choose_letters", actor=town.applicant).count() == 3
    assert browser.post("/my/notifications/", {"by_mail": ["needed"]}).status_code == 422


def off_of(message) -> str:
    return message.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("https://portal.example")


def test_a_letter_that_one_may_do_without_says_how_to_end_it_with_one_press(town, now, mailoutbox, settings):
    settings.BASE_URL = "https://portal.example"
    alone(town, topic=Topic.NEWS)
    needed = letter_to(town.applicant, town.now, "2")
    deliver_due_letters(at=now)
    news, other = sorted(mailoutbox, key=lambda one: one.extra_headers["X-Letter-Code"] == needed.code)
    assert "List-Unsubscribe" not in other.extra_headers and "/letters/off/" not in other.body
    assert news.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    [(html, _kind)] = news.alternatives
    assert off_of(news) in news.body and off_of(news) in html
    assert town.applicant.email not in off_of(news)


def test_the_provider_is_given_what_mail_programs_press(town, now, sendgrid):
    letter = alone(town, topic=Topic.NEWS)
    deliver_due_letters(at=now)
    [sent] = sendgrid.received
    assert "/letters/off/" in sent["headers"]["List-Unsubscribe"]
    assert sent["headers"]["List-Unsubscribe-Post"] and sent["headers"]["X-Letter-Code"] == letter.code


def test_the_address_asks_who_opens_it_and_does_it_for_who_presses(town, now, mailoutbox, settings, client):
    settings.BASE_URL = "https://portal.example"
    alone(town, topic=Topic.NEWS)
    deliver_due_letters(at=now)
    address = off_of(mailoutbox[-1])
    assert client.get(address).status_code == 200 and not LetterChoice.objects.exists()
    client.handler.enforce_csrf_checks = True  # a mail program has no token
    for _press in range(2):
        assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert [row.topic for row in town.applicant.letter_choices.all()] == ["news"]
    assert AuditEntry.objects.filter(act="choose_letters").count() == 1


@pytest.mark.parametrize("token", ["x", "WyJhIiwibmV3cyJd:1abc:zzz"])
def test_a_forged_address_ends_nothing(town, client, token):
    assert client.post(reverse("letters_off", args=[token])).status_code == 404
    assert not LetterChoice.objects.exists()


def test_a_token_of_something_else_is_none(town, client):
    assert client.post(reverse("letters_off", args=[signing.dumps([town.applicant.code, "news"])])).status_code == 404
