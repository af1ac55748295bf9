"""Signing in by LINE, Google and ThaiD, each against a provider on this machine that answers well, badly or not at all."""

import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core.cache import cache
from django.test import Client

from programme.config import env
from programme.config.settings.openid import openid_apps, openid_origins
from programme.models import Letter, User
from tests.programme.openid import (
    app_for,
    in_by_code,
    newest_code,
    offer,
    out,
    over_there,
    person_in,
    prove,
    sign_in,
    stand_in_for,
)
from tests.standins.openid import OpenIdStandIn, new_key

pytestmark = pytest.mark.django_db
KEYS = ("line", "google", "thaid")
GO_ON = "/apply/cohort-5/"


@pytest.fixture
def provider(settings, request):
    """The stand-in of the test's `key`, ThaiD where it names none, on offer."""
    key = request.node.callspec.params.get("key", "thaid") if hasattr(request.node, "callspec") else "thaid"
    cache.clear()
    stand_in = stand_in_for(key)
    offer(settings, app_for(key, stand_in.address))
    yield stand_in
    stand_in.close()
    assert stand_in.faults == []


def texts(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


# --- what is asked, and what is kept


@pytest.mark.parametrize("key", KEYS)
def test_a_new_person_comes_in_by_a_provider_proves_an_address_and_comes_again_at_one_press(
    client, town, provider, key
):
    asked = sign_in(client, key, next=GO_ON)
    assert asked.redirect_chain[-1][0] == "/accounts/3rdparty/signup/" and person_in(client) == ""
    arrived = prove(client, "New@T.example".lower())
    assert arrived.redirect_chain[-1][0] == GO_ON and person_in(client) == "new@t.example"
    user = User.objects.get(email="new@t.example")
    assert not user.has_usable_password() and EmailAddress.objects.get(user=user).verified
    again = Client()
    assert sign_in(again, key, next=GO_ON).redirect_chain[-1][0] == GO_ON
    assert person_in(again) == "new@t.example" and User.objects.filter(email="new@t.example").count() == 1


@pytest.mark.parametrize("key", KEYS)
def test_nothing_is_asked_or_kept_but_who_somebody_is(client, town, provider, key):
    provider.person |= {"pid": "1101700203451", "name": "สมชาย ใจดี", "picture": "https://x.example/1.jpg"}
    sign_in(client, key)
    prove(client, "new@t.example")
    account = SocialAccount.objects.get()
    assert (account.provider, account.uid, account.extra_data) == (key, "U-4711", {})
    assert not SocialToken.objects.exists()
    assert set(provider.asked[0].scope.split()) == ({"openid", "email"} if key == "google" else {"openid"})
    everything = " ".join(str(row) for model in (Letter, SocialAccount, User) for row in model.objects.values())
    assert "1101700203451" not in everything and "1101700203451" not in str(dict(client.session))


def test_a_link_cannot_make_us_ask_for_more(client, town, provider):
    answer = client.post("/accounts/oidc/thaid/login/?scope=pid,address&auth_params=prompt%3Dnone", {})
    over_there(answer["Location"])
    assert provider.asked[0].scope == "openid" and "prompt" not in answer["Location"]


def test_a_subject_that_is_the_identity_number_is_refused(client, town, provider):
    provider.person = {"sub": "1101700203451", "pid": "1101700203451"}
    assert "cannot trust" in refused_in_english(client)


# --- whose account it is


@pytest.mark.parametrize("key", KEYS)
def test_an_address_that_has_an_account_is_connected_only_after_its_code(client, town, provider, key):
    provider.person |= {"email": town.applicant.email, "email_verified": True}
    page = sign_in(client, key)
    assert page.redirect_chain[-1][0] == "/accounts/3rdparty/signup/" and not SocialAccount.objects.exists()
    client.post("/accounts/3rdparty/signup/", {"email": town.applicant.email})
    wrong = client.post("/accounts/3rdparty/confirm/", {"code": "XXXX-XXXX"})
    assert wrong.status_code == 422 and not SocialAccount.objects.exists() and person_in(client) == ""
    client.post("/accounts/3rdparty/confirm/", {"code": newest_code(town.applicant.email)})
    assert person_in(client) == town.applicant.email
    assert SocialAccount.objects.get().user == town.applicant
    told = Letter.objects.get(kind="account_account_connected")
    assert told.recipient == town.applicant and "/my/security/" in told.body_text


def test_neither_pages_nor_letters_tell_whether_an_address_has_an_account(town, provider):
    seen = []
    for address in (town.applicant.email, "nobody1@t.example"):
        browser = Client()
        sign_in(browser, "thaid")
        asked = browser.post("/accounts/3rdparty/signup/", {"email": address})
        page = browser.get(asked["Location"]).content.decode()
        letter = Letter.objects.get(to_address=address)
        plain = [text.replace(address, "").replace(newest_code(address), "") for text in (letter.body_text, page)]
        seen.append(
            (asked.status_code, asked["Location"], letter.kind, letter.subject, plain[0], without_noise(plain[1]))
        )
    assert seen[0] == seen[1]


def without_noise(page: str) -> str:
    import re  # only here: tokens differ each time

    return re.sub(r"csrf\w+\" value=\"\w+\"|\b(wf|wp|tw|m)\d+\b", "", page)


def test_google_proves_an_address_that_is_nobodys_so_no_code_is_needed(client, town, settings):
    stand_in = stand_in_for("google")
    offer(settings, app_for("google", stand_in.address))
    stand_in.person |= {"email": "Fresh@T.example", "email_verified": True}
    assert sign_in(client, "google", next=GO_ON).redirect_chain[-1][0] == GO_ON
    assert person_in(client) == "fresh@t.example"
    assert EmailAddress.objects.get(email="fresh@t.example").verified
    stand_in.close()


@pytest.mark.parametrize("told", [False, None, "true", 1])
def test_an_address_that_the_provider_has_not_proven_is_only_a_suggestion(client, town, provider, told):
    provider.person |= {"email": "fresh@t.example", "email_verified": told}
    page = sign_in(client, "thaid")
    assert 'value="fresh@t.example"' in page.content.decode() and person_in(client) == ""
    assert not User.objects.filter(email="fresh@t.example").exists()


def test_who_signed_up_with_anothers_address_and_never_confirmed_it_is_locked_out(client, town, provider):
    Client().post("/accounts/signup/", {"email": "late@t.example", "password1": "the-squatters-words-7"})
    sign_in(client, "thaid")
    prove(client, "late@t.example")
    assert person_in(client) == "late@t.example"
    user = User.objects.get(email="late@t.example")
    assert not user.has_usable_password() and EmailAddress.objects.get(user=user).verified


def test_an_address_that_somebody_merely_claims_beside_their_own_leads_to_a_new_account(client, town, provider):
    EmailAddress.objects.create(user=town.applicant, email="claimed@t.example", verified=False, primary=False)
    sign_in(client, "thaid")
    prove(client, "claimed@t.example")
    assert person_in(client) == "claimed@t.example" and SocialAccount.objects.get().user != town.applicant


# --- staff


def test_a_provider_does_not_spare_staff_the_second_factor(client, town, provider, settings):
    settings.STAFF_MFA_REQUIRED = True
    SocialAccount.objects.create(user=town.officer, provider="thaid", uid="U-4711")
    sign_in(client, "thaid")
    answer = client.get("/desk/")
    assert answer.status_code == 302 and answer["Location"] in ("/accounts/2fa/", "/my/security/")


def test_with_a_second_factor_it_is_asked_and_only_then_is_the_provider_connected(client, town, provider):
    Authenticator.objects.create(user=town.officer, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    sign_in(client, "thaid")
    page = prove(client, town.officer.email)
    assert page.redirect_chain[-1][0].startswith("/accounts/2fa/authenticate/")
    assert person_in(client) == "" and not SocialAccount.objects.exists()
    assert client.post("/accounts/2fa/authenticate/", {"code": totp_now("JBSWY3DPEHPK3PXP")}).status_code == 302
    assert person_in(client) == town.officer.email and SocialAccount.objects.get().user == town.officer


def totp_now(secret: str) -> str:
    from allauth.mfa.totp.internal import auth  # only this test types a number

    return auth.format_hotp_value(auth.hotp_value(secret, next(auth.yield_hotp_counters_from_time())))


# --- when it goes wrong


def refused_in_english(client, key="thaid", **data) -> str:
    """The one message that is shown; nobody is signed in and nothing is made."""
    client.cookies["language"] = "en"
    before = User.objects.count()
    page = client.get(over_there(out(client, key, next=GO_ON, **data)), follow=True)
    assert page.redirect_chain[-1][0] == "/accounts/login/?next=/apply/cohort-5/"
    assert person_in(client) == "" and User.objects.count() == before and not SocialAccount.objects.exists()
    [said] = texts(page)
    return said


@pytest.mark.parametrize("key", KEYS)
def test_who_refuses_over_there_is_told_so_and_keeps_the_way(client, town, provider, key):
    provider.is_refused = True
    assert "so nothing was done" in refused_in_english(client, key)


LIES = {
    "another sign-in's number": {"nonce": "x"},
    "no number": {"nonce": None},
    "too old": {"exp": int(time.time()) - 3600},
    "without an end": {"exp": None},
    "for another portal": {"aud": "somebody-else"},
    "of another provider": {"iss": "https://evil.example"},
    "without a subject": {"sub": None},
    "an empty subject": {"sub": ""},
    "a subject too long to keep": {"sub": "U" * 300},
}


@pytest.mark.parametrize("lie", LIES)
@pytest.mark.parametrize("key", KEYS)
def test_a_token_that_lies_lets_nobody_in(client, town, provider, key, lie):
    provider.lies = LIES[lie]
    assert "cannot trust" in refused_in_english(client, key)


@pytest.mark.parametrize("key", KEYS)
def test_a_token_signed_by_somebody_else_lets_nobody_in(client, town, provider, key):
    provider.key = "another-secret-of-at-least-thirty-two-chars" if key == "line" else new_key()
    assert "cannot trust" in refused_in_english(client, key)


def test_a_token_signed_with_the_secret_is_no_token_where_keys_are_published(client, town, provider):
    """The oldest trick: a token that says itself how it is to be checked."""
    provider.alg, provider.key = "HS256", provider.doors()["jwks_uri"].ljust(40, "x")
    assert "cannot trust" in refused_in_english(client)


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b'{"access_token": "at"}', b'{"access_token": "a", "id_token": 7}']
)
def test_an_answer_of_no_shape_is_said_in_plain_words(client, town, provider, body):
    provider.token_body = body or b" "
    assert refused_in_english(client)


def test_a_state_that_is_not_this_browsers_lets_nobody_in(client, town, provider):
    back = over_there(out(client, "thaid"))
    stranger = Client()
    stranger.cookies["language"] = "en"
    page = stranger.get(back, follow=True)
    assert "begun in another window" in texts(page)[0] and person_in(stranger) == ""
    page = client.get(back.replace("state=", "state=x"), follow=True)
    assert person_in(client) == "" and page.redirect_chain[-1][0] == "/accounts/login/"
    assert not SocialAccount.objects.exists()


def test_an_answer_works_once(client, town, provider):
    back = over_there(out(client, "thaid"))
    client.get(back)
    client.cookies["language"] = "en"
    assert "begun in another window" in texts(client.get(back, follow=True))[0]


@pytest.mark.parametrize("key", KEYS)
def test_a_provider_that_is_down_is_said_in_plain_words_before_and_after(client, town, settings, key):
    cache.clear()
    stand_in = stand_in_for(key)
    offer(settings, app_for(key, stand_in.address))
    back = over_there(out(client, key, next=GO_ON))
    client.cookies["language"] = "en"
    stand_in.close()
    page = client.get(back, follow=True)
    assert "does not answer" in texts(page)[0] and page.redirect_chain[-1][0].endswith("?next=/apply/cohort-5/")
    cache.clear()
    page = client.post(f"/accounts/oidc/{key}/login/", {"next": GO_ON}, follow=True)
    assert "does not answer" in texts(page)[0] and page.redirect_chain[-1][0].endswith("?next=/apply/cohort-5/")
    assert "Go on with" in page.content.decode()  # and every way in stands beside it


def test_a_provider_that_does_not_say_where_its_doors_are(client, town, provider, monkeypatch):
    monkeypatch.setattr(OpenIdStandIn, "doors", lambda self: {"issuer": self.address})
    client.cookies["language"] = "en"
    page = client.post("/accounts/oidc/thaid/login/", {}, follow=True)
    assert "cannot trust" in texts(page)[0]


# --- the code


def test_too_many_wrong_codes_end_it_and_an_old_code_is_told(client, town, provider):
    sign_in(client, "thaid")
    client.cookies["language"] = "en"
    client.post("/accounts/3rdparty/signup/", {"email": "new@t.example"})
    for _try in range(2):
        assert client.post("/accounts/3rdparty/confirm/", {"code": "XXXX-XXXX"}).status_code == 422
    page = client.post("/accounts/3rdparty/confirm/", {"code": "XXXX-XXXX"}, follow=True)
    assert "Wait five minutes" in texts(page)[0]
    page = client.post("/accounts/3rdparty/confirm/", {"code": newest_code("new@t.example")}, follow=True)
    assert "too old" in texts(page)[0] and person_in(client) == ""


def test_an_empty_code_is_no_attempt_and_a_new_one_replaces_the_old(client, town, provider):
    sign_in(client, "thaid")
    client.post("/accounts/3rdparty/signup/", {"email": "new@t.example"})
    old = newest_code("new@t.example")
    for _try in range(4):
        assert client.post("/accounts/3rdparty/confirm/", {"code": " "}).status_code == 302
    assert client.post("/accounts/3rdparty/confirm/", {"action": "resend"}).status_code == 302
    assert client.post("/accounts/3rdparty/confirm/", {"code": old}).status_code == 422
    client.post("/accounts/3rdparty/confirm/", {"code": newest_code("new@t.example")})
    assert person_in(client) == "new@t.example"


def test_the_letter_leads_to_the_call_and_warns_what_the_code_does(client, town, provider):
    sign_in(client, "thaid", next=GO_ON)
    client.post("/accounts/3rdparty/signup/", {"email": "new@t.example"})
    letter = Letter.objects.get(to_address="new@t.example")
    assert GO_ON in letter.body_text and "ThaiD" in letter.body_text


@pytest.mark.parametrize("email", ["", "no address", "a@b", "ก@" * 200])
def test_what_is_no_address_is_said_beside_the_field(client, town, provider, email):
    sign_in(client, "thaid")
    page = client.post("/accounts/3rdparty/signup/", {"email": email})
    assert page.status_code == 422 and page.context["form"].errors["email"]
    assert client.get("/accounts/3rdparty/confirm/").status_code == 302  # no code went anywhere


@pytest.mark.parametrize("path", ["/accounts/3rdparty/signup/", "/accounts/3rdparty/confirm/"])
def test_pages_in_the_middle_lead_to_the_beginning(client, town, path):
    assert client.get(path)["Location"] == "/accounts/login/"


# --- one's own page


@pytest.fixture
def mine(town):
    """The browser in which the applicant, who has no password, has just signed in by a code; in English."""
    town.applicant.set_unusable_password()
    town.applicant.save()
    browser = Client()
    browser.cookies["language"] = "en"
    in_by_code(browser, town.applicant.email)
    return browser


def test_a_person_connects_a_provider_and_takes_it_off_again(town, provider, mine):
    assert "Connect ThaiD" in mine.get("/my/security/").content.decode()
    page = sign_in(mine, "thaid", process="connect")
    assert page.redirect_chain[-1][0] == "/my/security/" and "ThaiD is connected" in texts(page)[0]
    account = SocialAccount.objects.get(user=town.applicant)
    page = mine.post(f"/accounts/3rdparty/{account.pk}/leave/", follow=True)
    assert "no longer connected" in texts(page)[0] and not SocialAccount.objects.exists()
    kinds = set(Letter.objects.filter(recipient=town.applicant).values_list("kind", flat=True))
    assert {"account_account_connected", "account_account_disconnected"} <= kinds


def test_who_has_a_password_types_it_again_before_a_provider_is_connected(town, provider, signed_in):
    town.applicant.set_password("long-enough-words-7")
    town.applicant.save()
    browser = signed_in(town.applicant, "en")
    page = sign_in(browser, "thaid", process="connect")
    assert page.redirect_chain[-1][0] == "/accounts/reauthenticate/" and not SocialAccount.objects.exists()
    page = browser.post("/accounts/reauthenticate/", {"password": "long-enough-words-7"}, follow=True)
    assert "ThaiD is connected" in texts(page)[0] and SocialAccount.objects.get().user == town.applicant


def test_nobody_takes_off_what_is_anothers_or_connects_it_as_their_own(town, provider, mine):
    account = SocialAccount.objects.create(user=town.reviewer, provider="thaid", uid="U-4711")
    assert mine.post(f"/accounts/3rdparty/{account.pk}/leave/").status_code == 404
    assert "connected with another account" in texts(sign_in(mine, "thaid", process="connect"))[0]
    assert SocialAccount.objects.get().user == town.reviewer


def test_a_refusal_while_connecting_leads_back_to_ones_own_page(town, provider, mine):
    provider.is_refused = True
    page = sign_in(mine, "thaid", process="connect")
    assert page.redirect_chain[-1][0] == "/my/security/" and "nothing was done" in texts(page)[0]


def test_the_last_way_in_stays(town, provider, mine):
    account = SocialAccount.objects.create(user=town.applicant, provider="thaid", uid="U-4711")
    EmailAddress.objects.filter(user=town.applicant).update(verified=False)
    answer = mine.post(f"/accounts/3rdparty/{account.pk}/leave/", headers={"referer": "http://testserver/my/security/"})
    assert "only way in" in mine.get(answer["Location"]).content.decode() and SocialAccount.objects.exists()


def test_a_provider_that_is_no_longer_offered_can_still_be_taken_off(town, mine):
    account = SocialAccount.objects.create(user=town.applicant, provider="line", uid="U-1")
    assert f"/accounts/3rdparty/{account.pk}/leave/" in mine.get("/my/security/").content.decode()
    assert mine.post(f"/accounts/3rdparty/{account.pk}/leave/").status_code == 302
    assert not SocialAccount.objects.exists()


# --- off until set


def test_without_settings_there_is_no_button_and_no_door(client, town):
    assert "/accounts/oidc/" not in client.get("/accounts/login/").content.decode()
    assert client.post("/accounts/oidc/line/login/").status_code == 404
    assert client.get("/accounts/oidc/line/login/callback/?code=x&state=y").status_code == 404


def test_an_address_that_is_merely_opened_signs_nobody_in(client, town, provider):
    answer = client.get("/accounts/oidc/thaid/login/?next=/apply/cohort-5/")
    assert answer["Location"] == "/accounts/login/?next=/apply/cohort-5/" and provider.asked == []


def test_each_is_on_with_both_halves_and_one_half_is_a_mistake(monkeypatch):
    monkeypatch.setattr(env, "MISTAKES", {})
    assert openid_apps() == []
    monkeypatch.setenv("LINE_CLIENT_ID", "1")
    monkeypatch.setenv("THAID_CLIENT_SECRET", "s")
    assert openid_apps() == [] and set(env.MISTAKES) == {"LINE_CLIENT_SECRET", "THAID_CLIENT_ID"}
    monkeypatch.setenv("LINE_CLIENT_SECRET", "s")
    monkeypatch.setenv("GOOGLE_CLIENT_ID", "2")
    monkeypatch.setenv("GOOGLE_CLIENT_SECRET", "s")
    found = openid_apps()
    assert [app["provider_id"] for app in found] == ["line", "google"]
    assert openid_origins(found) == ["https://access.line.me", "https://accounts.google.com"]


def test_a_provider_without_https_is_a_mistake_but_on_this_machine(monkeypatch):
    monkeypatch.setattr(env, "MISTAKES", {})
    for name, value in (("LINE_CLIENT_ID", "1"), ("LINE_CLIENT_SECRET", "s"), ("LINE_SERVER", "http://127.0.0.1:9")):
        monkeypatch.setenv(name, value)
    assert len(openid_apps()) == 1 and env.MISTAKES == {}
    monkeypatch.setenv("LINE_SERVER", "http://line.example")
    assert openid_apps() == [] and "https" in env.MISTAKES["LINE_SERVER"]
