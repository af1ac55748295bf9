"""Signing up and in: by code and by password, with letters from the same outbox as all others."""

import re

import pytest
from bs4 import BeautifulSoup

from programme.models import Letter, User

pytestmark = pytest.mark.django_db


def code_in(kind: str) -> str:
    letter = Letter.objects.filter(kind__contains=kind).latest("pk")
    return re.search(r": ([A-Z0-9]{3,}-?[A-Z0-9]*)\s*$", letter.body_text, re.M)[1]


def test_a_new_person_signs_up_by_code_and_lands_on_the_form(client, town):
    answer = client.post(
        "/accounts/signup/?next=/apply/cohort-5/", {"email": "New@T.example", "password1": "long-enough-words-7"}
    )
    assert answer.status_code == 302
    user = User.objects.get(email="new@t.example")
    assert not client.get("/my/").wsgi_request.user.is_authenticated
    letter = Letter.objects.get(recipient=user)
    assert letter.kind.startswith("account")
    done = client.post(answer["Location"], {"code": code_in("account")}, follow=True)
    assert done.status_code == 200 and client.get("/my/").status_code == 200


def test_sign_in_by_a_code_without_a_password(client, town):
    answer = client.post("/accounts/login/code/", {"email": "applicant@t.example"})
    done = client.post(answer["Location"], {"code": code_in("account_login_code")}, follow=True)
    assert done.status_code == 200 and client.get("/my/").status_code == 200


def test_a_wrong_password_says_so_without_telling_who_exists(client, town):
    known = client.post(
        "/accounts/login/", {"login": "applicant@t.example", "password": "wrong-wrong-1"}
    ).content.decode()
    unknown = client.post(
        "/accounts/login/", {"login": "nobody@t.example", "password": "wrong-wrong-1"}
    ).content.decode()
    assert "error-summary" in known and without_noise(known) == without_noise(unknown)


def without_noise(page: str) -> str:
    """The page without what differs each time: tokens, the typed address, the numbers of the cloth's patterns."""
    return re.sub(r"csrf\w+\" value=\"\w+\"|\w+@t\.example|\b(wf|wp|tw|m)\d+\b", "", page)


def test_officers_never_see_letters_that_carry_sign_in_codes(client, town, signed_in):
    client.post("/accounts/login/code/", {"email": "applicant@t.example"})
    letter = Letter.objects.filter(kind__startswith="account").latest("pk")
    officer = signed_in(town.officer)
    assert officer.get(f"/desk/letters/{letter.code}/").status_code == 404
    assert letter.subject not in officer.get("/desk/letters/").content.decode()


def test_buttons_of_account_pages_are_buttons(client, town):
    tree = BeautifulSoup(client.get("/accounts/login/").content.decode(), "html.parser")
    assert tree.find("button", id="passkey_login")["form"] == tree.find("form", id="mfa_login")["id"]
    assert [part.get("type") for part in tree.select("main button.btn-primary")] == ["submit"]
    assert tree.select_one("main a.btn-outline-primary")["href"] == "/accounts/login/code/"
    assert "< " not in tree.main.get_text()
