"""Where a second factor is required it guards every staff act and every private file, wherever the address lies."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

from programme.domain.files import store_file
from programme.middleware import BEFORE_THE_SECOND_FACTOR, GUARDED_PREFIXES
from tests.factories.town import PDF

pytestmark = pytest.mark.django_db
PUBLIC = {  # first part of the address → why staff need no second factor there
    "accounts": "where it is set up",
    "i18n": "the language of that page",
    "_util": "sends to the sign-in",
    "healthz": "for machines",
    "readyz": "for machines",
    "hooks": "signed by the mail provider, without a session",
    "data": "open data",
    "calendars": "a secret address that a phone follows",
    "letters": "signed by us: ends letters of one kind",
    "refer": "signed by us: a referee writes without an account",
    "feeds": "public",
    "og": "public pictures",
    "media": "published pictures",
    "sitemap.xml": "public",
    "robots.txt": "public",
}
SAMPLES = {"slug": "cohort-5", "code": "aaaaaaaaaa", "key": "F-01", "section": "person"}


def addresses(patterns, before: str = "") -> list[str]:
    """One example of every address of the portal that is not part of the public site in two languages."""
    found = []
    for entry in patterns:
        if isinstance(entry, URLResolver):
            if not isinstance(entry.pattern, LocalePrefixPattern):
                found += addresses(entry.url_patterns, before + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            found.append("/" + example(before + str(entry.pattern)))
    return found


def example(route: str) -> str:
    """An address that the route matches well enough: its beginning is what is judged."""
    filled = re.sub(r"<(?:\w+:)?(\w+)>", lambda part: SAMPLES.get(part[1], "1"), route)
    return re.sub(r"[\^$\\]|\(\?:|\(\?P|[()]", "", filled)


ALL = sorted(set(addresses(get_resolver().url_patterns)))


@pytest.fixture
def required(settings):
    settings.STAFF_MFA_REQUIRED = True


def with_factor(user):
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return user


def test_every_address_is_public_for_a_reason_or_guarded():
    assert len(ALL) > 250
    for address in ALL:
        first = address.split("/")[1]
        assert (first in PUBLIC) != address.startswith(GUARDED_PREFIXES), address


GUARDED = [
    address
    for address in ALL
    if address.startswith(GUARDED_PREFIXES) and not address.startswith(BEFORE_THE_SECOND_FACTOR)
]


@pytest.mark.parametrize("who", ["officer", "editor", "reviewer", "evaluator"])
def test_staff_without_a_second_factor_reach_no_guarded_address(town, required, who):
    browser = Client()
    browser.force_login(getattr(town, who), backend="django.contrib.auth.backends.ModelBackend")
    tried = GUARDED if who == "officer" else GUARDED[::9]
    answers = [(address, browser.get(address)) for address in tried]
    answers += [(address, browser.post(address, {})) for address in tried[::4]]
    for address, answer in answers:
        assert (answer.status_code, answer.get("Location")) == (302, "/accounts/2fa/"), address


def test_a_private_file_and_an_export_stay_shut_until_the_factor_is_there(town, required, signed_in):
    upload = SimpleUploadedFile("own.pdf", PDF, "application/pdf")
    file = store_file(upload=upload, purpose="application_document", by=town.officer, at=town.now)
    browser = signed_in(town.officer)
    private = (f"/files/{file.code}/", "/desk/people/?_export=csv", "/my/data/")
    assert [browser.get(path).get("Location") for path in private] == ["/accounts/2fa/"] * 3
    with_factor(town.officer)
    assert [browser.get(path).status_code for path in private] == [200] * 3


def test_without_the_rule_the_file_would_have_left(town, settings, signed_in):
    """The bad thing that could have happened: a password alone opened the file."""
    settings.STAFF_MFA_REQUIRED = False
    upload = SimpleUploadedFile("own.pdf", PDF, "application/pdf")
    file = store_file(upload=upload, purpose="application_document", by=town.officer, at=town.now)
    assert signed_in(town.officer).get(f"/files/{file.code}/").status_code == 200


def test_an_act_without_the_factor_is_not_done(town, required, signed_in):
    before = town.agency.state
    url = f"/desk/agencies/{town.agency.code}/decide/"
    assert signed_in(town.officer2).post(url, {"act": "suspend", "reason": "x"}).get("Location") == "/accounts/2fa/"
    town.agency.refresh_from_db()
    assert town.agency.state == before


def test_the_person_is_told_why_and_can_set_it_up(town, required, signed_in):
    browser = signed_in(town.officer, "en")
    browser.get("/desk/people/")
    page = browser.get("/desk/", follow=True)
    assert page.redirect_chain[-1][0] == "/my/security/" and page.status_code == 200
    assert page.content.decode().count("Your role needs a second step at sign-in.") == 1


@pytest.mark.parametrize(
    "address", ["/accounts/2fa/", "/accounts/2fa/totp/activate/", "/my/security/", "/accounts/logout/"]
)
def test_what_is_needed_to_set_it_up_is_open(town, required, signed_in, address):
    answer = signed_in(town.officer).get(address)
    assert answer.get("Location") != "/accounts/2fa/" and answer.status_code in (200, 302)


@pytest.mark.parametrize("who", ["applicant", "host", "mentor", "stranger"])
def test_people_who_are_no_staff_need_none(town, required, signed_in, who):
    assert signed_in(getattr(town, who)).get("/my/").status_code == 200


def test_a_role_that_ended_asks_for_nothing_any_more(town, required, signed_in):
    from programme.domain.people import end_role

    end_role(grant=town.reviewer.grants.get(), by=town.officer, at=town.now)
    assert signed_in(town.reviewer).get("/my/").status_code == 200
