"""One page for every way to sign in, account letters in words of our own, account pages in the shell of a person's pages."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal import auth as totp
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from programme.account_letters import CHANGES, CODES, account_text, code_minutes
from programme.models import Letter
from programme.templatetags.formats import device
from tests.journeys.reading import foreign, texts

pytestmark = pytest.mark.django_db
PAGES = ("/accounts/login/", "/accounts/login/code/", "/accounts/signup/", "/accounts/password/reset/")
OWN = ("/my/security/", "/accounts/email/", "/accounts/logout/")


def latin(page: str) -> list[str]:
    return [word for text in texts(page) for word in foreign(text)]


def said(letter) -> str:
    return f"{letter.subject}\n{letter.body_text}"


@pytest.mark.parametrize("path", PAGES)
def test_entrance_pages_are_in_thai_without_a_latin_word(client, town, path):
    assert latin(client.get(path).content.decode()) == []


@pytest.mark.parametrize("path", OWN)
def test_a_persons_account_pages_are_in_thai_and_in_their_shell(town, signed_in, path):
    page = signed_in(town.applicant).get(path).content.decode()
    assert latin(page) == []
    tree = BeautifulSoup(page, "html.parser")
    if path != "/accounts/logout/":
        assert tree.select_one(".areabar a[aria-current]")["href"] == "/my/security/"


def test_the_passkey_button_says_passkey(client, town):
    button = BeautifulSoup(client.get("/accounts/login/").content.decode(), "html.parser").find(id="passkey_login")
    assert button.get_text(strip=True) == "เข้าสู่ระบบด้วยพาสคีย์"


def test_password_rules_are_said_in_thai_and_so_is_the_refusal(client, town):
    page = client.get("/accounts/signup/").content.decode()
    assert "มีอย่างน้อย 10 ตัวอักษร" in page and "ต้องไม่ใช่รหัสผ่านที่คนใช้กันบ่อย" in page
    refused = client.post("/accounts/signup/", {"email": "new@t.example", "password1": "12345"}).content.decode()
    assert "รหัสผ่านสั้นเกินไป" in refused and latin(refused) == []


def test_a_code_letter_names_the_programme_the_minutes_and_no_empty_greeting(client, town):
    client.post("/accounts/login/code/", {"email": town.applicant.email})
    letter = Letter.objects.get(kind="account_login_code")
    assert letter.subject == "รหัสเข้าสู่ระบบของคุณ"
    assert f"ใช้ได้ {code_minutes()} นาที" in letter.body_text and "รหัส: " in letter.body_text
    assert "สวัสดีจาก" not in letter.body_text and "ไม่ช้า" not in letter.body_text
    assert "นักดิจิทัลพัฒนาเมืองรุ่นใหม่" in letter.body_html
    page = client.get(reverse("account_confirm_login_code")).content.decode()
    assert f"ใช้ได้ {code_minutes()} นาที" in page


def test_account_letters_follow_the_persons_language_and_not_the_browsers(client, town):
    town.applicant.profile.language = "en"
    town.applicant.profile.save()
    client.cookies["language"] = "th"
    client.post("/accounts/login/code/", {"email": town.applicant.email})
    assert Letter.objects.get(kind="account_login_code").subject == "Your sign-in code"


def test_a_known_and_an_unknown_address_get_a_letter_with_a_link_in_words(client, town):
    client.post("/accounts/signup/", {"email": town.applicant.email, "password1": "long-enough-words-7"})
    known = Letter.objects.get(kind="account_account_already_exists")
    assert "เข้าสู่ระบบด้วยรหัส:\nhttp" in known.text and ">เข้าสู่ระบบด้วยรหัส</a>" in known.body_html
    Client().post("/accounts/login/code/", {"email": "nobody@t.example"})
    unknown = Letter.objects.get(kind="account_unknown_account")
    assert "สมัครบัญชี:\nhttp" in unknown.text and "nobody@t.example" in unknown.body_text


@pytest.mark.parametrize("kind", [*CODES, *CHANGES, "account_already_exists", "unknown_account"])
def test_every_account_letter_has_its_words_in_both_languages(kind):
    context = {"code": "123456", "from_email": "a@t.example", "to_email": "b@t.example", "deleted_email": "c@t.example"}
    for language in ("th", "en"):
        with override(language):
            text = account_text(kind, "x@t.example", {**context, "ip": "10.0.0.1"})
            whole = " ".join([text.subject, *text.lines, text.closing, *(label for label, _value in text.facts)])
            assert (foreign(whole) == []) == (language == "th"), whole


def test_an_unknown_kind_of_account_letter_fails_loudly():
    with pytest.raises(KeyError):
        account_text("brand_new", "x@t.example", {})


def test_adding_the_authenticator_app_works_and_is_told_by_letter(client, town, django_capture_on_commit_callbacks):
    person = town.applicant
    EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})
    person.set_password("long-enough-words-7")
    person.save()
    client.post("/accounts/login/", {"login": person.email, "password": "long-enough-words-7"})
    asked = client.get("/accounts/2fa/totp/activate/", follow=True)
    assert latin(asked.content.decode()) == [] and "ยืนยันว่าเป็นคุณ" in asked.content.decode()
    client.post("/accounts/reauthenticate/", {"password": "long-enough-words-7"})
    page = client.get("/accounts/2fa/totp/activate/")
    secret = client.session["mfa.totp.secret"]
    assert page.status_code == 200 and latin(page.content.decode().replace(secret, "")) == []
    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post("/accounts/2fa/totp/activate/", {"code": code})
    assert done.status_code == 302
    letter = Letter.objects.get(kind="account_totp_activated")
    assert letter.subject == "เพิ่มแอปยืนยันตัวตนในบัญชีแล้ว" and "/my/security/" in letter.body_text
    mine = client.get("/my/security/").content.decode()
    assert "ปิดแอปยืนยันตัวตน" in mine and "รหัสกู้คืน" in mine and latin(mine) == []


def test_the_security_page_leads_to_every_way_to_sign_in(town, signed_in):
    page = signed_in(town.applicant).get("/my/security/").content.decode()
    tree = BeautifulSoup(page, "html.parser")
    led = {link["href"] for link in tree.select("main a")}
    assert {"/accounts/email/", "/accounts/2fa/webauthn/add/", "/accounts/2fa/totp/activate/"} <= led
    assert led & {"/accounts/password/set/", "/accounts/password/change/"}
    assert [part.get_text(strip=True) for part in tree.select("main h2")] == [
        "รหัสทางอีเมล", "รหัสผ่าน", "พาสคีย์", "การยืนยันสองขั้น", "อุปกรณ์ที่เข้าสู่ระบบอยู่",
    ]  # fmt: skip


def test_the_page_of_second_factors_is_the_same_page(town, signed_in):
    answer = signed_in(town.applicant).get("/accounts/2fa/")
    assert answer.status_code == 302 and answer["Location"] == "/my/security/"


def test_a_stranger_is_asked_to_sign_in_first(client, town):
    answer = client.get("/my/security/")
    assert answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")


def test_a_device_is_named_and_not_quoted():
    line = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130 Mobile Safari/537.36"
    assert device(line) == "Chrome · Android" and device(f"{line} Line/14") == "LINE · Android"
    assert device("curl/8.1") == "curl/8.1" and device("") == ""
