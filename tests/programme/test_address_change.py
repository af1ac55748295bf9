"""Another e-mail address: nothing changes before its code, the old one is told, and nobody learns who else has one."""

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from bs4 import BeautifulSoup
from django.test import Client

from programme.models import Letter, User
from tests.journeys.reading import foreign, texts
from tests.programme.openid import in_by_code, newest_code

pytestmark = pytest.mark.django_db
PAGE, CONFIRM = "/accounts/email/", "/accounts/confirm-email/"


@pytest.fixture
def mine(town):
    """The browser in which the applicant, who has no password, has just signed in by a code; in English."""
    town.applicant.set_unusable_password()
    town.applicant.save()
    browser = Client()
    browser.cookies["language"] = "en"
    in_by_code(browser, town.applicant.email)
    return browser


def change(browser, email: str):
    return browser.post(PAGE, {"email": email, "action_add": "1"})


def test_the_new_address_takes_the_place_of_the_old_once_its_code_is_typed(town, mine):
    old = town.applicant.email
    assert change(mine, "Next@T.example")["Location"] == CONFIRM
    assert User.objects.get(pk=town.applicant.pk).email == old
    assert mine.post(CONFIRM, {"code": newest_code("next@t.example")}).status_code == 302
    assert User.objects.get(pk=town.applicant.pk).email == "next@t.example"
    assert [(row.email, row.verified) for row in EmailAddress.objects.filter(user=town.applicant)] == [
        ("next@t.example", True)
    ]
    told = Letter.objects.get(kind="account_email_changed")
    assert told.to_address == old and "next@t.example" in told.body_text


def test_a_wrong_code_changes_nothing(town, mine):
    change(mine, "next@t.example")
    mine.post(CONFIRM, {"code": "XXXXXX"})
    assert User.objects.get(pk=town.applicant.pk).email == town.applicant.email


def test_an_address_of_somebody_else_looks_like_any_other_and_is_never_given(town, mine):
    seen = []
    for email in (town.reviewer.email, "nobody2@t.example"):
        answer = change(mine, email)
        page = BeautifulSoup(mine.get(answer["Location"]).content.decode(), "html.parser").main
        seen.append((answer.status_code, answer["Location"], page.get_text(" ", strip=True).replace(email, "")))
        assert Letter.objects.filter(to_address=email).count() == 1
    assert seen[0] == seen[1]


def test_even_with_its_code_an_address_that_has_an_account_changes_hands_never(town, mine):
    change(mine, town.reviewer.email)
    mine.post(CONFIRM, {"code": newest_code(town.reviewer.email)})
    assert EmailAddress.objects.get(email=town.reviewer.email).user == town.reviewer
    assert User.objects.get(pk=town.applicant.pk).email == town.applicant.email


@pytest.mark.parametrize("email", ["", "no address", "a@b"])
def test_what_is_no_address_is_said_and_what_was_typed_stays(town, mine, email):
    page = change(mine, email).content.decode()
    assert "error-summary" in page and (not email or f'value="{email}"' in page)


def noted(user: User, browser: Client) -> UserSession:
    """The row that a real sign-in leaves of its browser."""
    kept = {"user": user, "ip": "127.0.0.1", "user_agent": "Chrome"}
    return UserSession.objects.get_or_create(session_key=browser.session.session_key, defaults=kept)[0]


def test_one_device_is_signed_out_and_the_others_stay(town, mine, signed_in):
    lost, kept = Client(), signed_in(town.applicant)
    lost.force_login(town.applicant, backend="django.contrib.auth.backends.ModelBackend")
    row, own = noted(town.applicant, lost), noted(town.applicant, mine)
    assert f"/my/security/device/{row.pk}/end/" in mine.get("/my/security/").content.decode()
    assert mine.post(f"/my/security/device/{row.pk}/end/").status_code == 302
    assert lost.get("/my/").status_code == 302 and kept.get("/my/").status_code == 200
    assert mine.post(f"/my/security/device/{own.pk}/end/")["Location"] == "/accounts/logout/"


def test_nobody_signs_out_anybody_elses_device(town, mine, signed_in):
    other = signed_in(town.reviewer)
    row = noted(town.reviewer, other)
    assert mine.post(f"/my/security/device/{row.pk}/end/").status_code == 404
    assert other.get("/my/").status_code == 200


def test_the_list_of_devices_is_a_part_of_the_one_page(mine):
    assert mine.get("/accounts/sessions/")["Location"] == "/my/security/"


def test_the_picture_for_the_authenticator_is_part_of_the_page(mine):
    """A picture under an address of its own (`data:`) is what our pages may not load: it stayed empty."""
    page = BeautifulSoup(mine.get("/accounts/2fa/totp/activate/").content.decode(), "html.parser")
    assert page.select_one(".qr svg path")["d"] and not page.select("main img")
    assert mine.session["mfa.totp.secret"] in page.main.get_text()


def test_the_page_of_a_new_passkey_is_in_thai(town, mine):
    mine.cookies["language"] = "th"
    page = mine.get("/accounts/2fa/webauthn/add/").content.decode()
    assert "ชื่อพาสคีย์" in page and [word for text in texts(page) for word in foreign(text)] == []
