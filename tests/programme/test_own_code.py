"""Whoever has neither password nor second factor types a code again before ways in change; others what they have."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from programme.models import Letter, User
from tests.programme.openid import code_in, in_by_code, newest_code

pytestmark = pytest.mark.django_db
CODE = "/accounts/reauthenticate/code/"
DOORS = ["/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/", "/accounts/password/set/"]


@pytest.fixture
def mine(town, signed_in):
    """A browser in which the applicant, who has no password, has been signed in for long."""
    town.applicant.set_unusable_password()
    town.applicant.save()
    return signed_in(town.applicant, "en")


def ask(browser, address: str):
    return browser.post(address, {"action": "resend"})


def type_code(browser, address: str, code: str, **options):
    return browser.post(address, {"code": code}, **options)


@pytest.mark.parametrize("door", DOORS)
def test_a_door_opens_after_a_code_and_leads_on_to_where_one_was(town, mine, door):
    asked = mine.get(door)
    assert asked.status_code == 302 and asked["Location"].startswith(f"{CODE}?next=")
    page = asked["Location"]
    assert Letter.objects.filter(kind="account_own_code").count() == 0  # a page that is opened sends nothing
    assert town.applicant.email in mine.get(page).content.decode()
    ask(mine, page)
    done = type_code(mine, page, newest_code(town.applicant.email))
    assert (done.status_code, done["Location"]) == (302, door)
    assert mine.get(door).status_code == 200


def test_what_was_being_done_is_done_once_the_code_is_typed(town, mine):
    """The button was pressed before the question: it is not pressed again."""
    account = SocialAccount.objects.create(user=town.applicant, provider="line", uid="U-1")
    asked = mine.post(f"/accounts/3rdparty/{account.pk}/leave/")
    assert asked["Location"].startswith(CODE) and SocialAccount.objects.exists()
    ask(mine, asked["Location"])
    type_code(mine, asked["Location"], newest_code(town.applicant.email))
    assert not SocialAccount.objects.exists()


def test_an_address_changes_only_after_the_code(town, mine):
    asked = mine.post("/accounts/email/", {"email": "thief@t.example", "action_add": "1"})
    assert asked["Location"].startswith(CODE) and not Letter.objects.filter(to_address="thief@t.example").exists()


def test_a_code_that_was_typed_at_the_sign_in_counts_for_five_minutes(town, client):
    town.applicant.set_unusable_password()
    town.applicant.save()
    in_by_code(client, town.applicant.email)
    assert client.get(DOORS[0]).status_code == 200
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 301
    session.save()
    assert client.get(DOORS[0])["Location"].startswith(CODE)


def test_a_wrong_code_opens_nothing_an_empty_one_is_no_attempt_and_the_third_ends_it(town, mine):
    page = mine.get(DOORS[0])["Location"]
    ask(mine, page)
    for _try in range(4):
        assert type_code(mine, page, " ").status_code == 302
    for _try in range(2):
        assert type_code(mine, page, "XXXXXX").status_code == 422
    assert type_code(mine, page, "XXXXXX").status_code == 302
    assert "Ask for a new code" in mine.get(page).content.decode()
    type_code(mine, page, newest_code(town.applicant.email))
    assert mine.get(DOORS[0])["Location"].startswith(CODE)


def test_a_new_code_replaces_the_one_before(town, mine):
    page = mine.get(DOORS[0])["Location"]
    ask(mine, page)
    old = newest_code(town.applicant.email)
    ask(mine, page)
    assert type_code(mine, page, old).status_code == 422
    assert type_code(mine, page, newest_code(town.applicant.email))["Location"] == DOORS[0]


def test_a_code_that_came_to_another_browser_is_worth_nothing_here(town, mine, signed_in):
    other = signed_in(town.applicant)
    page = mine.get(DOORS[0])["Location"]
    ask(other, page)
    ask(mine, page)
    stolen = Letter.objects.filter(kind="account_own_code").order_by("pk").first()
    assert type_code(mine, page, code_in(stolen)).status_code == 422


def test_the_letter_leads_back_to_what_was_being_done(town, mine):
    page = mine.get(DOORS[0])["Location"]
    ask(mine, page)
    assert DOORS[0] in Letter.objects.get(kind="account_own_code").body_text


def test_a_password_that_is_sent_without_a_proof_is_kept_nowhere(town, mine):
    sent = {"password1": "weave-the-city-77", "password2": "weave-the-city-77"}
    assert mine.post("/accounts/password/set/", sent)["Location"] == "/accounts/password/set/"
    assert "weave-the-city-77" not in str(dict(mine.session))
    assert not User.objects.get(pk=town.applicant.pk).has_usable_password()


@pytest.mark.parametrize("has", ["password", "factor"])
def test_whoever_has_more_than_an_address_is_asked_for_that(town, mine, has):
    """A code to the address is less than a second factor, so it never stands in for one."""
    if has == "password":
        town.applicant.set_password("long-enough-words-7")
        town.applicant.save()
        mine.force_login(town.applicant, backend="django.contrib.auth.backends.ModelBackend")
    else:
        Authenticator.objects.create(user=town.applicant, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    wanted = "/accounts/reauthenticate/" if has == "password" else "/accounts/2fa/reauthenticate/"
    assert mine.get(DOORS[1])["Location"].split("?")[0] == wanted
    assert mine.get(CODE)["Location"] == wanted
    ask(mine, CODE)
    assert not Letter.objects.filter(kind="account_own_code").exists()


def test_too_many_codes_are_refused_in_plain_words(town, mine):
    page = mine.get(DOORS[0])["Location"]
    for _try in range(4):
        ask(mine, page)
    assert "Too many codes" in mine.get(page).content.decode()
    assert Letter.objects.filter(kind="account_own_code").count() <= 3


def test_a_stranger_finds_no_door(client, town):
    assert client.get(CODE)["Location"].startswith("/accounts/login/")
    assert client.get("/accounts/password/set/")["Location"].startswith("/accounts/login/")
