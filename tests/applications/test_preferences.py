"""Ranked openings: chosen from cards, moved by buttons, never too many, and only what is offered."""

import pytest

from applications.domain.applications import save_choices, start_application
from applications.models import Preference
from applications.queries.preferences import chosen_openings, free_openings, matching
from programme.domain.agencies import submit_opening
from programme.kernel.errors import NotAllowed, NotVisible, Refusal

pytestmark = pytest.mark.django_db
ADDRESS = "/apply/cohort-5/openings/"


@pytest.fixture
def draft(town):
    return start_application(call=town.call, applicant=town.applicant, at=town.now)


@pytest.fixture
def browser(town, draft, signed_in):
    return signed_in(town.applicant, "en")


def choose(town, draft, *openings, by=None):
    return save_choices(application=draft, openings=list(openings), by=by or town.applicant, at=town.now)


def refused(code, town, draft, *openings):
    with pytest.raises(Refusal) as refusal:
        choose(town, draft, *openings)
    assert refusal.value.code == code


def test_the_order_is_kept_best_first(town, draft):
    choose(town, draft, town.opening2, town.opening)
    assert chosen_openings(draft) == [town.opening2, town.opening]


def test_too_many_twice_and_not_offered_are_refused_and_the_list_stays(town, draft):
    choose(town, draft, town.opening)
    refused("twice", town, draft, town.opening, town.opening)
    pending = submit_opening(
        fields={
            "call": town.call, "agency": town.agency, "city": town.city, "title_th": "ยังไม่อนุมัติ", "duties_th": "งาน",
            "domains": ["env"], "seats": 1,
        },
        by=town.officer, at=town.now,
    )  # fmt: skip
    refused("gone", town, draft, pending)
    town.call.max_choices = 1
    town.call.save(update_fields=["max_choices"])
    draft.call.refresh_from_db()
    refused("too_many", town, draft, town.opening, town.opening2)
    assert chosen_openings(draft) == [town.opening]


@pytest.mark.parametrize("person", ["stranger", "officer", "host"])
def test_nobody_ranks_for_another(town, draft, person):
    with pytest.raises((NotVisible, NotAllowed)):
        choose(town, draft, town.opening, by=getattr(town, person))
    assert not Preference.objects.exists()


def test_cards_are_pressed_up_down_and_away_without_a_script(town, draft, browser):
    for opening in (town.opening, town.opening2):
        assert browser.post(ADDRESS, {"act": "add", "opening": opening.code}).status_code == 302
    browser.post(ADDRESS, {"act": "up", "opening": town.opening2.code})
    assert chosen_openings(draft) == [town.opening2, town.opening]
    browser.post(ADDRESS, {"act": "down", "opening": town.opening2.code})
    assert chosen_openings(draft) == [town.opening, town.opening2]
    browser.post(ADDRESS, {"act": "remove", "opening": town.opening.code})
    assert chosen_openings(draft) == [town.opening2]


def press(browser, **sent):
    """A button of the page, as a browser presses it: with the page it came from."""
    return browser.post(ADDRESS, sent, headers={"referer": f"http://testserver{ADDRESS}"})


@pytest.mark.parametrize("act", ["up", "remove", "nonsense", ""])
def test_a_press_on_what_is_not_there_changes_nothing(town, draft, browser, act):
    choose(town, draft, town.opening)
    assert press(browser, act=act, opening=town.opening2.code).status_code == 302
    assert chosen_openings(draft) == [town.opening]


@pytest.mark.parametrize("code", ["x\x00", "zzzzzzzzzz", "", "9" * 30])
def test_an_opening_that_is_gone_is_told_on_the_page_and_the_list_stays(town, draft, browser, code):
    choose(town, draft, town.opening)
    assert press(browser, act="add", opening=code)["Location"] == ADDRESS
    assert "no longer offered" in browser.get(ADDRESS).content.decode()
    assert chosen_openings(draft) == [town.opening]


def test_the_page_shows_cards_and_no_long_select(town, browser):
    page = browser.get(ADDRESS).content.decode().split("<main")[1]
    assert "<select" not in page and page.count("Choose as number 1") == 2
    assert "What the work is" in page and "1 seat" in page


def test_to_go_on_one_opening_is_needed(town, draft, browser):
    assert press(browser, act="next")["Location"] == ADDRESS
    assert "Rank at least one opening" in browser.get(ADDRESS).content.decode()
    choose(town, draft, town.opening)
    assert browser.post(ADDRESS, {"act": "next"})["Location"] == "/apply/cohort-5/documents/"


def test_what_is_sought_is_found_by_place_agency_and_work_and_stays_sought(town, draft, browser):
    openings = free_openings(draft, [])
    assert len(matching(openings, "ปทุม")) == 2 and len(matching(openings, "Rangsit")) == 2
    assert matching(openings, "เมืองสอง") == [town.opening2] and matching(openings, "เชียงใหม่") == []
    answer = browser.post(f"{ADDRESS}?q=rangsit", {"act": "add", "opening": town.opening.code})
    assert answer["Location"] == f"{ADDRESS}?q=rangsit#ranks"


def test_the_number_of_queries_does_not_grow_with_the_openings(town, draft, browser, django_assert_num_queries):
    browser.get(ADDRESS)
    with django_assert_num_queries(20):
        browser.get(ADDRESS)
    for _ in range(2):
        town.make_opening(town.agency, town.host)
    with django_assert_num_queries(20):
        browser.get(ADDRESS)
