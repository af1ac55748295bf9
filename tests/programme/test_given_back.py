"""A POST that cannot be taken loses nothing: the page comes back as it was filled in, with the true cause."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from programme.kernel import given_back
from programme.kernel.errors import Refusal
from programme.kernel.operations import Operations
from programme.models import Profile

pytestmark = pytest.mark.django_db
PAGE = "/my/profile/"
HOST = "http://testserver"
TYPED = {"given_name_th": "สมหญิง ที่พิมพ์ไว้", "language": "en", "line_id": "<b>somying"}


def browser_of(user, **options) -> Client:
    browser = Client(**options)
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    browser.cookies["language"] = "en"
    return browser


def send(browser, path=PAGE, typed=TYPED, page=PAGE, **more):
    return browser.post(path, typed, headers={"referer": HOST + page}, **more)


def end_session(browser) -> None:
    Session.objects.all().delete()


def test_an_ended_session_keeps_what_was_typed_behind_the_sign_in(town):
    browser = browser_of(town.applicant)
    browser.get(PAGE)
    end_session(browser)
    answer = send(browser)
    assert answer["Location"] == f"/accounts/login/?next={PAGE}"
    told = browser.get(answer["Location"]).content.decode()
    assert "Your session had ended" in told and "waits for you" in told
    browser.force_login(town.applicant, backend="django.contrib.auth.backends.ModelBackend")
    page = browser.get(PAGE).content.decode()
    assert "สมหญิง ที่พิมพ์ไว้" in page and "&lt;b&gt;somying" in page and "<b>somying" not in page
    assert "สมหญิง ที่พิมพ์ไว้" not in browser.get(PAGE).content.decode()  # given back once
    assert not Profile.objects.filter(given_name_th="สมหญิง ที่พิมพ์ไว้").exists()


def test_another_person_at_the_same_browser_gets_nothing_of_it(town):
    browser = browser_of(town.applicant)
    browser.get(PAGE)
    end_session(browser)
    send(browser)
    browser.force_login(town.stranger, backend="django.contrib.auth.backends.ModelBackend")
    assert "สมหญิง" not in browser.get(PAGE).content.decode()
    assert given_back.KEPT not in browser.session


def test_what_is_kept_is_sealed_and_ends_after_an_hour(town, monkeypatch):
    browser = browser_of(town.applicant)
    browser.get(PAGE)
    end_session(browser)
    send(browser)
    assert "สมหญิง" not in str(dict(browser.session)) and browser.session[given_back.KEPT]
    browser.force_login(town.applicant, backend="django.contrib.auth.backends.ModelBackend")
    soon = timezone.now() + timedelta(minutes=61)
    monkeypatch.setattr(given_back.timezone, "now", lambda: soon)
    assert "สมหญิง" not in browser.get(PAGE).content.decode()


def test_nobody_known_means_nothing_kept(client, town):
    client.cookies["language"] = "en"
    answer = send(client)
    assert answer["Location"] == f"/accounts/login/?next={PAGE}" and given_back.KEPT not in client.session
    assert "nothing was sent" in client.get(answer["Location"]).content.decode()


def test_a_sign_out_forgets_who_was_here(town):
    browser = browser_of(town.applicant)
    browser.get(PAGE)
    assert browser.cookies[given_back.WHO].value
    browser.post(reverse("account_logout"))
    assert browser.cookies[given_back.WHO].value == ""


def test_a_page_from_before_a_new_sign_in_comes_back_as_it_was_filled_in(town):
    browser = browser_of(town.applicant, enforce_csrf_checks=True)
    browser.get(PAGE)
    browser.cookies["csrftoken"] = "a" * 32
    answer = send(browser)
    assert answer["Location"] == PAGE
    page = browser.get(PAGE).content.decode()
    assert "signed in again" in page and "สมหญิง ที่พิมพ์ไว้" in page and "no signal" not in page


def test_a_forged_page_of_another_site_is_given_nothing_back(town):
    browser = browser_of(town.applicant, enforce_csrf_checks=True)
    browser.get(PAGE)
    browser.cookies["csrftoken"] = "a" * 32
    answer = browser.post(PAGE, TYPED, headers={"referer": "https://evil.example/"})
    assert answer.status_code == 403 and "สมหญิง" not in browser.get(PAGE).content.decode()


def test_a_script_is_told_in_its_own_words(town):
    browser = browser_of(town.applicant, enforce_csrf_checks=True)
    answer = send(browser, typed={"autosave": "1"})
    assert answer.status_code == 403 and answer.json() == {"code": "stale_page"}


def test_a_refusal_leads_back_with_every_word(town, monkeypatch):
    def refuse(*_args, **_more):
        raise Refusal("Not before noon. Send it again then.")

    browser = browser_of(town.applicant)
    with monkeypatch.context() as patched:
        patched.setattr(Operations, "answer", refuse)
        assert send(browser)["Location"] == PAGE
    page = browser.get(PAGE).content.decode()
    assert "Not before noon" in page and "สมหญิง ที่พิมพ์ไว้" in page


def test_a_refusal_without_a_page_has_one_of_its_own(town):
    answer = browser_of(town.applicant).post("/my/consents/", {"purpose": "nonsense", "act": "agree"})
    assert answer.status_code == 409


def test_files_are_named_as_what_has_to_be_chosen_again(town):
    browser = browser_of(town.applicant)
    browser.get(PAGE)
    end_session(browser)
    answer = send(browser, typed=TYPED | {"photo": SimpleUploadedFile("x.jpg", b"x")})
    assert "Choose the files again" in browser.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    "path", ["/my/", "/my/profile/", "/accounts/login/", "/desk/", "/field/", "/host/", "/files/none/"]
)
def test_personal_pages_are_kept_by_no_cache(town, path):
    assert browser_of(town.officer).get(path)["Cache-Control"] == "private, no-store"


def test_a_public_page_is_private_only_for_somebody_signed_in(client, public):
    assert browser_of(public.town.applicant).get("/")["Cache-Control"] == "private, no-store"
    assert "no-store" not in client.get("/").get("Cache-Control", "")
