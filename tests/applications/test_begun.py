"""What was begun before there was an account survives it: the call, and the answers of the public check, by each way in."""

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client

from applications.models import Answer
from programme.models import Letter, User
from tests.programme.openid import app_for, in_by_code, newest_code, offer, prove, sign_in, stand_in_for

pytestmark = pytest.mark.django_db
CALL, CHECK = "/apply/cohort-5/", "/apply/cohort-5/eligible/"
FITS = {"birth_on": "15/1/2544", "is_thai": "yes", "full_time": "yes"}
PASSWORD = "long-enough-words-7"
NEW = "begun@t.example"


def by_sign_up(client, password=PASSWORD):
    answer = client.post(f"/accounts/signup/?next={CALL}", {"email": NEW, "password1": password})
    return client.post(answer["Location"], {"code": newest_code(NEW)}, follow=True)


def by_sign_up_without_a_password(client):
    return by_sign_up(client, password="")


def by_code(client):
    return in_by_code(client, "walker@t.example", next=CALL)


def by_password(client):
    return client.post(
        "/accounts/login/", {"login": "walker@t.example", "password": PASSWORD, "next": CALL}, follow=True
    )


def by_provider(client):
    sign_in(client, "thaid", next=CALL)
    return prove(client, NEW)


WAYS = [by_sign_up, by_sign_up_without_a_password, by_code, by_password, by_provider]


@pytest.fixture
def ways(town, settings):
    """Somebody who has an account and no draft, and ThaiD on this machine."""
    town.person("walker@t.example", given_name_th="ใหม่")
    user = User.objects.get(email="walker@t.example")
    user.set_password(PASSWORD)
    user.save()
    cache.clear()
    stand_in = stand_in_for("thaid")
    offer(settings, app_for("thaid", stand_in.address))
    yield town
    stand_in.close()


def begun(client) -> dict:
    """Goes on with the answers of the check; a stranger is led to the sign-in, which knows the call."""
    answer = client.post(CHECK, FITS | {"go_on": "1"})
    assert (answer.status_code, answer["Location"]) == (302, CALL)
    assert client.get(CALL)["Location"] == f"/accounts/login/?next={CALL}"


def newest_draft():
    draft = Answer.objects.latest("pk").application
    return draft, {key: value for row in draft.answers.all() for key, value in row.data.items()}


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_call_and_answers_survive(client, ways, way):
    begun(client)
    page = way(client)
    assert page.status_code == 200 and page.redirect_chain[-1][0] == CALL
    client.post(CALL)
    draft, mine = newest_draft()
    assert draft.applicant.email in (NEW, "walker@t.example")
    assert mine["birth_on"] == "2001-01-15" and mine["is_thai"] is True and mine["full_time"] is True


def test_a_passkey_knows_the_call_too(client, ways):
    page = BeautifulSoup(client.get(f"/accounts/login/?next={CALL}").content.decode(), "html.parser")
    assert page.select_one("#mfa_login input[name=next]")["value"] == CALL


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/signup/", "/accounts/login/code/"])
def test_every_other_way_that_a_page_offers_knows_the_call(client, ways, path):
    page = BeautifulSoup(client.get(f"{path}?next={CALL}").content.decode(), "html.parser").main
    links = [
        link["href"] for link in page.select("a") if link["href"].startswith(("/accounts/login", "/accounts/signup"))
    ]
    fields = [form.select_one("input[name=next]") for form in page.select("form")]
    assert links and all("next=/apply/cohort-5/" in link.replace("%2F", "/") for link in links)
    assert fields and all(field and field["value"] == CALL for field in fields)


def test_a_letter_that_is_read_on_another_device_leads_to_the_call_too(client, ways):
    client.post(f"/accounts/signup/?next={CALL}", {"email": NEW, "password1": PASSWORD, "next": CALL})
    letter = Letter.objects.get(to_address=NEW)
    assert CALL in letter.body_text and "เครื่องอื่น" in letter.body_text
    other = Client()
    assert other.get(CALL)["Location"] == f"/accounts/login/?next={CALL}"
    assert in_by_code(other, NEW, next=CALL).redirect_chain[-1][0] == CALL


def test_answers_are_kept_only_for_who_goes_on_with_them(client, ways):
    client.post(CHECK, FITS)
    assert "begun" not in client.session
    client.post(CHECK, FITS | {"go_on": "1"})
    assert "2001" not in str(client.session["begun"])  # sealed


def test_a_draft_that_has_answers_is_not_written_over(ways):
    browser = Client()
    begun(browser)
    by_code(browser)
    browser.post(CALL)
    browser.post(CHECK, FITS | {"birth_on": "1/1/2540", "go_on": "1"})
    browser.post(CALL)
    assert newest_draft()[1]["birth_on"] == "2001-01-15"
