"""From a blank section to the receipt without a pointer, and every step named for those who listen."""

import pytest
from playwright.sync_api import expect

from applications.models import Application

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STEPS = ["person", "background", "motivation", "referees", "openings", "documents", "check"]
NEXT = """[...document.querySelectorAll('main :is(form button, a).btn-primary')]
    .filter(one => one.checkVisibility()).at(-1) === document.activeElement"""


@pytest.fixture
def filled(town):
    """A draft with something at every step, a referee among it."""
    town.asks_referee()
    application = town.fill()
    town.asked(application)
    return application


def tab_until(page, is_there: str) -> None:
    """Presses Tab until it stands there: a place that Tab does not reach, or where it cannot be seen, fails."""
    for _press in range(120):
        page.keyboard.press("Tab")
        if page.evaluate(is_there):
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle !== 'none' ||"
                " getComputedStyle(document.activeElement).boxShadow !== 'none'"), "the focus is seen"  # fmt: skip
            return
    raise AssertionError(f"Tab never came to {is_there}")


def at(selector: str) -> str:
    return f"document.activeElement.matches('{selector}')"


def go_on(page) -> None:
    tab_until(page, NEXT)
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_section_is_written_and_the_application_handed_in_with_the_keys_alone(town, filled, visitor, language):
    page = visitor(town.applicant, language=language).go("/apply/cohort-5/motivation/")
    for name in ("problem", "first_90_days", "failure"):
        tab_until(page, at(f"#id_{name}"))
        page.keyboard.press("Control+A")
        page.keyboard.type(f"typed {name}")
    while "/check/" not in page.url:
        go_on(page)
    assert filled.answers.get(section="motivation").data["failure"] == "typed failure"
    tab_until(page, at("#id_truth"))
    page.keyboard.press("Space")
    go_on(page)
    application = Application.objects.get()
    assert application.state == "submitted"
    expect(page.locator("main")).to_contain_text(application.receipt_number)


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_step_is_named_for_those_who_listen(town, filled, visitor, language):
    person = visitor(town.applicant, width=390, language=language)
    found = []
    for step in STEPS:
        page = person.go(f"/apply/cohort-5/{step}/")
        found += [f"{step}: {one}" for one in [*person.axe(), *page.evaluate(NAMELESS)]]
        assert page.title() and page.locator("h1").count() == 1, step
    assert found == []


NAMELESS = """() => [...document.querySelectorAll('main input:not([type=hidden]), main select, main textarea')]
    .filter(field => field.offsetParent && !(field.labels && field.labels.length)
        && !field.getAttribute('aria-label') && !field.getAttribute('aria-labelledby'))
    .map(field => 'no name: ' + field.outerHTML.slice(0, 100))"""


@pytest.mark.parametrize("language", ["th", "en"])
def test_on_a_small_phone_with_text_twice_as_large_no_step_scrolls_sideways(town, filled, visitor, language):
    person, found = visitor(town.applicant, width=360, language=language), []
    for step in STEPS:
        page = person.go(f"/apply/cohort-5/{step}/")
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found += [f"{step}: {one}" for one in page.evaluate(STICKS_OUT)]
    assert found == []


STICKS_OUT = """() => [...document.querySelectorAll('body *')]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest('.areabar'))
    .map(one => `${one.tagName}.${one.className} ${Math.round(one.getBoundingClientRect().right)}`)
    .slice(0, 12)"""
