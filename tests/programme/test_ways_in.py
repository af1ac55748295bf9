"""On the way in and out: an empty code costs nothing, letters speak the page's language, a sign-out leaves nothing."""

import pytest
from allauth.account import app_settings
from allauth.core.internal.ratelimit import parse_rates
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from programme.config.settings.accounts import ACCOUNT_RATE_LIMITS
from programme.models import HostAgency, Letter

pytestmark = pytest.mark.django_db
NEW = {"email": "new.person@t.example", "password1": "weave-the-city-9"}


def test_an_empty_code_is_no_attempt_and_says_one_thing(client, town):
    client.cookies["language"] = "en"
    client.post(reverse("account_signup"), NEW)
    page = reverse("account_email_verification_sent")
    for _again in range(4):
        answer = client.post(page, {"code": " "}, headers={"referer": f"http://testserver{page}"})
        assert (answer.status_code, answer["Location"]) == (302, page)
    assert "did not count" in client.get(page).content.decode()


def test_too_many_wrong_codes_say_how_long_to_wait_and_nothing_else(client, town):
    client.cookies["language"] = "en"
    client.post(reverse("account_signup"), NEW)
    page, answer = reverse("account_email_verification_sent"), None
    for code in ("AAAAAA", "BBBBBB", "CCCCCC"):
        answer = client.post(page, {"code": code}, headers={"referer": f"http://testserver{page}"})
    said = client.get(answer["Location"]).content.decode()
    assert "Wait five minutes" in said and "session had ended" not in said


@pytest.mark.parametrize("language", ["en", "th"])
def test_a_letter_to_nobody_known_is_in_the_language_of_the_page(client, town, language):
    client.cookies["language"] = language
    client.post(reverse("account_request_login_code"), {"email": "nobody@t.example"})
    assert Letter.objects.get(to_address="nobody@t.example").language == language


def test_a_sign_out_takes_what_waited_in_the_browser_with_it(town, signed_in):
    browser = signed_in(town.applicant)
    assert "Clear-Site-Data" not in browser.get("/my/").headers
    assert browser.post(reverse("account_logout"))["Clear-Site-Data"] == '"storage"'


def test_an_agency_of_the_same_name_is_shown_before_another_is_registered(town, signed_in):
    officer, address = signed_in(town.officer, "en"), "/desk/agencies/new/"
    typed = {"name_th": town.agency.name_th, "name_en": "X", "kind": "city", "province": town.province.pk}
    page = officer.post(address, typed)
    said = page.content.decode()
    assert page.status_code == 422 and f"/desk/agencies/{town.agency.code}/" in said and 'name="anyway"' in said
    assert officer.post(address, typed | {"phone": "๐"}).context["form"].errors["phone"]
    assert officer.post(address, typed | {"anyway": "on"}).status_code == 302
    assert HostAgency.objects.filter(name_th=town.agency.name_th).count() == 2


@pytest.mark.parametrize("query", ["id=abc", "id=", f"id={'9' * 21}", "id=all&childOf=x", "id=²"])
@pytest.mark.parametrize("act", ["delete", "publish", "move"])
def test_acts_on_many_pages_bear_any_address(public, signed_in, act, query):
    editor = signed_in(public.town.editor)
    assert editor.get(f"/admin/bulk/wagtailcore/page/{act}/?{query}").status_code == 404


@pytest.fixture
def limited(settings):
    """As installed: all other tests go without the limits."""
    settings.ACCOUNT_RATE_LIMITS = ACCOUNT_RATE_LIMITS


def test_too_often_is_said_in_our_words_with_the_wait_and_the_way_back(client, town, limited, time_machine):
    time_machine.move_to(timezone.now(), tick=False)  # however long a busy machine takes for them
    page, answer = reverse("account_signup"), None
    for _try in range(20 * 6 + 1):
        answer = client.post(page, {}, headers={"referer": f"http://testserver{page}"}, REMOTE_ADDR="10.9.9.9")
    tree = BeautifulSoup(answer.content.decode(), "html.parser")
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert "โปรดรอหนึ่งนาที" in tree.main.get_text() and tree.select_one(f'main a[href="{page}"]')
    assert client.post(page, {}, REMOTE_ADDR="10.9.9.8").status_code == 200  # nobody else waits


def test_a_campus_behind_one_address_signs_up_and_one_address_is_still_guarded(town, limited):
    def is_sent(name):
        page = reverse("account_request_login_code")
        return Client().post(page, {"email": name}, REMOTE_ADDR="10.9.9.7").status_code == 302

    assert all(is_sent(f"student{n}@campus.example") for n in range(60))
    assert [is_sent("one@campus.example") for _try in range(4)] == [True, True, True, False]


def test_no_limit_lasts_longer_than_the_minute_that_its_page_names(limited):
    answered_beside_the_field = {"login_failed"}
    limits = {name: rates for name, rates in app_settings.RATE_LIMITS.items() if rates}
    assert "signup" in limits
    for name in limits.keys() - answered_beside_the_field:
        assert all(rate.duration <= 60 for rate in parse_rates(limits[name])), name
