"""Kept pages: one question to the cache, never somebody's own, and worthless as soon as anything public changes."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from cms import page_cache
from cms.models import SiteWords
from mentoring.domain import settling
from programme.domain import people
from programme.domain.calls import amend_call
from programme.kernel import remembered
from programme.kernel.remembered import renew

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept(settings, public):
    settings.PUBLIC_CACHE = True
    cache.clear()
    SiteWords.load()  # the first reader of all makes its row
    connection.run_on_commit.clear()  # the town was built in the test's own transaction, which never commits


def queries(client, path: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len(found)


@pytest.mark.parametrize("path", ["/", "/en/", "/calls/cohort-5/", "/stories/", "/impact/", "/cities/", "/data/"])
def test_the_second_reader_costs_the_database_nothing(public, path):
    assert queries(Client(), path) > 0
    assert queries(Client(), path) == 0  # the tests keep the cache in memory; on SQLite and PostgreSQL it is one query


PAGES = {
    "/": 1, "/en/": 1, "/calls/": 2, "/calls/cohort-5/": 1, "/calls/cohort-5/questions/": 1, "/calls/cohort-5/openings/": 1,
    "/stories/": 3, "/impact/": 1, "/cities/": 1, "/problems/": 3, "/ambassadors/": 3,
    "/services/": 3, "/news/": 2, "/data/": 1, "/about/": 1,
}  # fmt: skip


@pytest.mark.parametrize(("path", "number"), PAGES.items())
def test_a_page_drawn_anew_asks_little_where_nothing_of_its_own_has_changed(public, path, number):
    Client().get(path)
    renew("site")
    assert queries(Client(), path) <= number  # and one for the versions, where the cache is the database


def test_a_story_and_a_city_drawn_anew(public):
    for path in (public.stories["th"].url, f"/cities/{public.town.city.slug}/"):
        Client().get(path)
        renew("site")
        assert queries(Client(), path) <= 3


def verified_outcomes(path: str) -> int:
    figures = Client().get(path).context["figures"]
    return next(row.value for row in figures if row.figure.key == "F-13")


def shown(path: str) -> str:
    return Client().get(path).content.decode()


def test_what_is_remembered_is_read_again_once_it_changed(public, django_capture_on_commit_callbacks):
    town, city = public.town, f"/cities/{public.town.city.slug}/"
    later = town.call.closes_at + timedelta(days=9)
    for path in ("/", "/calls/cohort-5/", "/impact/", city):
        shown(path)
    with django_capture_on_commit_callbacks(execute=True):
        town.city.summary_th = "เมืองริมคลองที่วัดน้ำเอง"
        town.city.save()
        amend_call(
            call=town.call, closes_at=later, text_th="ขยายเวลา", text_en="Longer", by=town.officer, at=town.now, tell=[]
        )
        calls = Page.objects.get(slug="calls", locale__language_code="th").specific
        calls.title = "รอบของเรา"
        calls.save_revision().publish()
    assert "เมืองริมคลองที่วัดน้ำเอง" in shown(city)
    assert "ขยายเวลา" in shown("/calls/cohort-5/")
    assert "รอบของเรา" in shown("/") and "รอบของเรา" in shown("/about/")


def test_a_voided_outcome_leaves_the_remembered_figures(public, django_capture_on_commit_callbacks):
    assert verified_outcomes("/") == 1 and verified_outcomes("/impact/") == 1
    with django_capture_on_commit_callbacks(execute=True):
        settling.void_claim(claim=public.outcome, reason="ตรวจซ้ำแล้วไม่ตรง", by=public.town.officer, at=public.town.now)
    assert verified_outcomes("/") == 0 and verified_outcomes("/impact/") == 0


def test_a_closed_part_of_the_site_closes_at_once(public, django_capture_on_commit_callbacks):
    assert Client().get("/about/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        page = Page.objects.get(slug="about", locale__language_code="th")
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert Client().get("/about/").status_code == 302 and Client().get("/data/").status_code == 200


def test_a_page_below_an_unpublished_one_is_found_as_wagtail_finds_it(public, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        Page.objects.get(slug="calls", locale__language_code="th").specific.unpublish()
    assert Client().get("/calls/").status_code == 404 and Client().get("/calls/cohort-5/").status_code == 200
    assert Client().get(f"/{'about/' * 300}").status_code == 404


def test_schemes_and_languages_are_kept_apart(public):
    dark = Client()
    dark.cookies["theme"] = "dark"
    Client().get("/")
    assert 'data-bs-theme="dark"' in dark.get("/").content.decode()
    assert 'data-bs-theme="dark"' not in Client().get("/").content.decode()
    assert 'lang="en"' in Client().get("/en/").content.decode()


def test_a_persons_own_page_is_never_kept_nor_given_to_others(public, signed_in):
    mine = signed_in(public.town.applicant).get("/").content.decode()
    assert public.town.applicant.get_short_name() in mine
    assert public.town.applicant.get_short_name() not in Client().get("/").content.decode()


def test_a_form_with_its_token_is_never_kept(public):
    first, second = (Client().get("/contact/").cookies["csrftoken"].value for _ in range(2))
    assert first != second
    known = Client()
    known.get("/contact/")
    known.get("/about/")
    assert queries(Client(), "/about/") > 0  # what was drawn for somebody with a token is not kept


@pytest.mark.parametrize(
    "change",
    [
        lambda public: public.stories["th"].unpublish(),
        lambda public: people.withdraw_consent(user=public.town.applicant, purpose="story", at=public.town.now),
        lambda public: settling.void_claim(
            claim=public.outcome, reason="ตรวจซ้ำแล้วไม่ตรง", by=public.town.officer, at=public.town.now
        ),
        lambda public: public.town.city.save(),
        lambda public: SiteWords.load().save(),
        lambda public: public.calls["th"].save_revision().publish(),
    ],
)
def test_what_changes_the_site_makes_kept_pages_old(public, change, django_capture_on_commit_callbacks):
    Client().get("/stories/")
    assert queries(Client(), "/stories/") == 0
    with django_capture_on_commit_callbacks(execute=True):
        change(public)
    assert queries(Client(), "/stories/") > 0


def test_a_story_leaves_for_readers_of_kept_pages_too(public, django_capture_on_commit_callbacks):
    path = public.stories["th"].url
    assert Client().get(path).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        people.withdraw_consent(user=public.town.applicant, purpose="story", at=public.town.now)
    answer = Client().get(path)
    assert answer.status_code == 410 and "ไม่อยู่" in answer.content.decode()


def test_searching_fills_nothing(public):
    for path in ("/search/?q=a", "/stories/?q=a", "/certificate/?number=SCA-1"):
        Client().get(path)
        assert queries(Client(), path) > 0


@pytest.mark.parametrize("hung_on", ["utm_source=a", "x=1&y=2", f"x={'y' * 3000}", "page=", "X=a&domain="])
def test_unknown_parameters_make_no_new_page(public, hung_on):
    plain = Client().get("/stories/").content
    answer = Client().get(f"/stories/?{hung_on}")
    assert queries(Client(), f"/stories/?{hung_on}&again") == 0
    assert answer.content == plain and b"utm_source" not in answer.content


def test_known_parameters_make_a_page_of_their_own_in_any_order(public):
    Client().get("/stories/")
    first = Client().get("/stories/?domain=env&page=1").content
    assert queries(Client(), "/stories/?page=1&domain=env&utm=1") == 0
    assert first != Client().get("/stories/").content


@pytest.mark.parametrize("value", ["page=0", "page=99999", "domain=zzz", "province=TH-1", "cohort=5;"])
def test_a_value_that_means_nothing_is_answered_and_not_kept(public, value):
    Client().get(f"/stories/?{value}")
    assert queries(Client(), f"/stories/?{value}") > 0


def test_every_parameter_of_a_public_form_is_known(public):
    """A name that a page asks for and the cache does not know would be dropped without a word."""
    for path in PAGES:
        for form in re.findall(r"<form[^>]*method=\"get\".*?</form>", Client().get(path).content.decode(), re.S):
            names = set(re.findall(r"name=\"(\w+)\"", form))
            assert names <= {*page_cache.KNOWN, *page_cache.ASKED}, path


def test_an_old_address_with_parameters_is_led_on_as_a_whole(public):
    Redirect.add_redirect("/old/?id=7", "/about/")
    assert Client().get("/old/?id=7")["Location"] == "/about/"
    assert Client().get("/old/?id=8").status_code == 404


def test_at_most_three_thousand_pages_are_kept(settings):
    assert settings.CACHES["pages"]["OPTIONS"]["MAX_ENTRIES"] == 3_000


def test_made_up_cities_leave_no_trace(public):
    before = len(remembered._memory)
    for number in range(5):
        assert Client().get(f"/cities/nowhere-{number}/").status_code == 404
    assert len(remembered._memory) <= before + 2  # the frame and the words of the site


def test_a_draft_is_never_drawn_from_what_is_remembered(public):
    path, page = "/calls/cohort-5/", public.calls["th"]
    Client().get(path)
    page.what_you_get = "พี่เลี้ยงสองคน"
    request = RequestFactory().get(path, HTTP_HOST="testserver")
    request.is_preview, request.user, request.session = True, AnonymousUser(), {}
    assert "พี่เลี้ยงสองคน" in page.serve_preview(request, "").render().content.decode()
    assert "พี่เลี้ยงสองคน" not in shown(path)


def test_who_has_begun_an_application_leaves_nothing_of_it_on_the_kept_page(public, signed_in):
    public.town.fill(public.town.stranger)
    address = "/en/calls/cohort-5/"
    assert "Start application" in shown(address)
    mine = signed_in(public.town.stranger, "en").get(address)
    assert "Continue your application" in mine.content.decode() and "no-store" in mine["Cache-Control"]
    assert "Start application" in shown(address) and "Continue your application" not in shown(address)
    renew("site")
    assert "Continue your application" not in shown(address)
