"""In by a passkey and by a provider, in a real browser under our policy: to the call one came from, with the answers."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache

from applications.models import Answer
from programme.models import User
from tests.browser.conftest import Visitor
from tests.programme.openid import app_for, newest_code, offer, stand_in_for

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CALL, CHECK = "/apply/cohort-5/", "/apply/cohort-5/eligible/"
PASSKEY, NEW = "/accounts/2fa/webauthn/add/", "new@t.example"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def device(chromium, live_server, settings):
    """A device with a fingerprint; passkeys ask for a name and not for a number, so the address is `localhost`."""
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    cache.clear()
    person = Visitor(chromium, live_server.url.replace("127.0.0.1", "localhost"))
    keys = person.context.new_cdp_session(person.page)
    keys.send("WebAuthn.enable")
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    yield person
    person.leave()
    assert not person.errors


def with_password(user: User) -> User:
    user.set_password("long-enough-words-7")
    user.save()
    return user


def sign_in_by_password(person: Visitor, user: User) -> None:
    page = person.go("/accounts/login/")
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", "long-enough-words-7")
    page.locator("main form button.btn-primary").click()
    page.wait_for_url("**/my/**")


def add_passkey(person: Visitor, *, is_enough_alone: bool) -> None:
    page = person.go(PASSKEY)
    page.fill("[name=password]", "long-enough-words-7")  # is it still you?
    page.locator("main form button.btn-primary").click()
    page.wait_for_url(f"**{PASSKEY}")
    page.get_by_label("Sign in with it alone").set_checked(is_enough_alone)
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(lambda url: PASSKEY not in url)


def sign_out(person: Visitor) -> None:
    person.go("/accounts/logout/").locator("main button.btn-primary").click()
    person.page.wait_for_url(f"{person.base}/")


def check_eligibility(person: Visitor) -> None:
    """A stranger answers the public check and goes on with it: to the sign-in."""
    page = person.go(CHECK)
    page.fill("[name=birth_on]", "15/1/2544")
    for name in ("is_thai", "full_time"):
        page.locator(f"[name={name}][value=yes]").check()
    page.locator("main form button[type=submit]").first.click()
    page.locator("[name=go_on]").first.click()
    page.wait_for_url("**/accounts/login/**")


def answers_of(person: Visitor, user: User) -> dict:
    """Begins the application of the call that the browser stands on."""
    page = person.page
    page.wait_for_url(f"**{CALL}")
    page.locator("main form[method=post] button[type=submit]").first.click()
    page.wait_for_load_state()
    rows = Answer.objects.filter(application__applicant=user)
    return {key: value for row in rows for key, value in row.data.items()}


def test_a_passkey_leads_to_the_call_with_the_answers_kept(town, device):
    user = with_password(town.person("walker@t.example", given_name_th="ใหม่"))
    sign_in_by_password(device, user)
    add_passkey(device, is_enough_alone=True)
    assert Authenticator.objects.get(user=user, type="webauthn").wrap().is_passwordless
    sign_out(device)
    check_eligibility(device)
    device.page.locator("#passkey_login").click()
    kept = answers_of(device, user)
    assert (kept["birth_on"], kept["is_thai"], kept["full_time"]) == ("2001-01-15", True, True)


STOPS = "() => { navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError')) }"
BREAKS = "() => { navigator.credentials.get = () => Promise.reject(new TypeError('broken')) }"


def test_a_passkey_that_was_stopped_says_so_beside_its_button(town, device):
    page = device.go("/accounts/login/")
    assert page.locator("#passkey-said").is_hidden()
    page.evaluate(STOPS)
    page.locator("#passkey_login").click()
    page.locator("#passkey_login + #passkey-said").wait_for()
    assert device.sees("The passkey was not used")
    page.evaluate(BREAKS)
    page.locator("#passkey_login").click()
    page.get_by_text("could not be used on this device").wait_for()


def test_staff_take_a_passkey_as_their_second_factor(town, device, settings):
    settings.STAFF_MFA_REQUIRED = True
    sign_in_by_password(device, with_password(town.officer))
    device.go("/desk/")
    assert device.page.url.endswith("/my/security/") and device.sees("Your role needs a second step")
    add_passkey(device, is_enough_alone=False)
    sign_out(device)
    page = device.go("/accounts/login/?next=/desk/")
    page.fill("[name=login]", town.officer.email)
    page.fill("[name=password]", "long-enough-words-7")
    page.locator("main form button.btn-primary").click()
    page.wait_for_url("**/accounts/2fa/authenticate/**")
    assert device.page.request.get(f"{device.base}/desk/", max_redirects=0).status == 302  # the password was not enough
    page.locator("#mfa_webauthn_authenticate").click()
    page.wait_for_url("**/desk/")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_new_person_comes_by_a_provider_from_the_button_to_their_page(town, visitor, settings, width):
    cache.clear()
    stand_in = stand_in_for("thaid")
    offer(settings, app_for("thaid", stand_in.address))
    form_action = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"]
    settings.CONTENT_SECURITY_POLICY = {
        "DIRECTIVES": settings.CONTENT_SECURITY_POLICY["DIRECTIVES"] | {"form-action": [*form_action, stand_in.address]}
    }
    person = visitor(width=width)
    page = person.go("/accounts/login/?next=/my/")
    page.get_by_role("button", name="Go on with ThaiD").click()
    page.wait_for_url("**/accounts/3rdparty/signup/")
    page.fill("[name=email]", NEW)
    page.get_by_role("button", name="Send me a code").click()
    page.wait_for_url("**/accounts/3rdparty/confirm/")
    page.fill("[name=code]", newest_code(NEW))
    page.get_by_role("button", name="Continue").click()
    page.wait_for_url("**/my/")
    assert User.objects.get(email=NEW).socialaccount_set.get().uid == "U-4711"
    stand_in.close()
    assert stand_in.faults == []
