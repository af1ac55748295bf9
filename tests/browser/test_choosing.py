"""Openings are chosen with the keyboard: the page stays where it is, the focus goes on, and each press is said."""

import pytest
from playwright.sync_api import expect

from applications.domain.applications import start_application
from applications.queries.preferences import chosen_openings

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STEP = "/apply/cohort-5/openings/"


@pytest.fixture
def draft(town):
    town.make_opening(town.agency, town.host)
    return start_application(call=town.call, applicant=town.applicant, at=town.now)


def test_a_press_keeps_its_place_and_is_said(town, draft, visitor):
    person = visitor(town.applicant, width=390)
    page = person.go(STEP)
    said = page.locator("[data-announce]")
    first, second = (page.locator("#choose li.rank").nth(n).get_attribute("id") for n in (0, 1))
    page.locator(f"#{first} button[value=add]").press("Enter")
    expect(said).to_contain_text("is your number 1 now")
    expect(page.locator(f"#{second} button[value=add]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(said).to_contain_text("is your number 2 now")
    moved = f"#rank-{second.removeprefix('opening-')}"
    page.locator(f"{moved} button[value=up]").press("Enter")
    expect(said).to_contain_text("is your number 1 now")
    expect(page.locator(moved)).to_be_focused()  # it cannot go up further
    page.locator(f"{moved} button[value=remove]").press("Enter")
    expect(said).to_contain_text("is off your list")
    assert [row.code for row in chosen_openings(draft)] == [first.removeprefix("opening-")] and not person.errors


def test_without_scripts_the_same_buttons_do_the_same(town, draft, visitor):
    page = visitor(town.applicant, width=390, scripts=False).go(STEP)
    page.locator("#choose li.rank").nth(0).get_by_role("button", name="Choose as number 1").click()
    expect(page.locator("#ranks li.rank[id]")).to_have_count(1)
    page.locator("#choose li.rank").nth(0).get_by_label("Compare").check()
    page.locator("#choose li.rank").nth(1).get_by_label("Compare").check()
    page.get_by_role("button", name="Compare the ticked ones").click()
    expect(page.locator("table.beside thead th")).to_have_count(2)
