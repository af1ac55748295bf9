"""Kept pages: one question to the cache, never somebody's own, and worthless as soon as anything public changes."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.models import SiteWords
from mentoring.domain import claims
from programme.domain import people

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
        lambda public: claims.void_claim(
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


def test_searching_and_long_addresses_fill_nothing(public):
    for path in ("/search/?q=a", f"/stories/?x={'y' * 300}"):
        Client().get(path)
        assert queries(Client(), path) > 0
