"""At 390 pixels nothing lies outside without a hint, and a long list says how far one is and where to go on."""

import pytest

from applications.domain.applications import start_application

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HINTS = "getComputedStyle(document.querySelector('.areabar'), '::%s').opacity"
INSIDE = """() => [...document.querySelectorAll('.areabar a')].every(link => {
  const box = link.getBoundingClientRect();
  return box.left >= 0 && box.right <= innerWidth;
})"""


def hints(page) -> tuple[str, str]:
    """Is there more of the menu to the left, and to the right?"""
    page.wait_for_timeout(100)
    return page.evaluate(HINTS % "before"), page.evaluate(HINTS % "after")


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_menu_that_is_wider_than_the_phone_says_so(town, visitor, language):
    page = visitor(town.mentor, width=390, language=language).go("/my/")
    assert not page.evaluate(INSIDE) and hints(page) == ("0", "1")
    page.evaluate("document.querySelector('.areabar .container').scrollLeft = 9999")
    assert hints(page) == ("1", "0")
    wide = visitor(town.mentor, width=1280, language=language).go("/my/")
    assert wide.evaluate(INSIDE) and hints(wide) == ("0", "0")


def test_without_scripts_the_whole_menu_is_there(town, visitor):
    page = visitor(town.mentor, width=390, language="th", scripts=False).go("/my/")
    boxes = [link.bounding_box() for link in page.locator(".areabar a").all()]
    assert len(boxes) > 3 and all(box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)


@pytest.fixture
def three(town):
    return sorted(town.read(*(town.person(f"p{n}@t.example") for n in range(3))), key=lambda row: row.code)


def test_a_ranking_says_how_many_are_judged_and_leads_on(town, three, visitor):
    page = visitor(town.host, width=390).go(f"/host/candidates/{town.opening.code}/")
    line, onward = page.locator("[data-so-far]"), page.locator("[data-next]")
    assert "Judged 0 of 3" in line.inner_text()
    page.locator(f"#t-{three[0].code}-2").check()
    assert "Judged 1 of 3" in line.inner_text()
    onward.click()
    card = page.locator(f"#c-{three[1].code}")
    page.wait_for_function(
        "top => Math.abs(document.querySelector(top).getBoundingClientRect().top - 104) < 3", arg=f"#c-{three[1].code}"
    )
    assert line.bounding_box()["y"] == 0 and card.bounding_box()["y"] >= line.bounding_box()["height"] - 1
    onward.click()
    page.wait_for_url(f"**#c-{three[2].code}")
    for row in three[1:]:
        page.locator(f"#t-{row.code}-1").check()
    assert "Judged 3 of 3" in line.inner_text() and not onward.is_visible()
    assert page.get_by_role("link", name="All judged: to the end").is_visible()


def test_without_scripts_the_first_without_a_judgement_is_one_tap_away(town, three, visitor):
    page = visitor(town.host, width=390, scripts=False).go(f"/host/candidates/{town.opening.code}/")
    page.locator(f"#t-{three[0].code}-2").check()
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator("[data-next]").click()
    assert page.url.endswith(f"#c-{three[1].code}") and "Judged 1 of 3" in page.inner_text("[data-so-far]")


def test_a_name_in_other_letters_is_doubted_while_it_is_typed(town, visitor):
    start_application(call=town.call, applicant=town.applicant, at=town.now)
    page = visitor(town.applicant, width=390, language="en").go("/apply/cohort-5/person/")
    words = page.locator("[data-doubt=given_name_th]")
    assert not words.is_visible()
    page.fill("#id_given_name_th", "Nattarika")
    words.wait_for(state="visible")
    assert words.inner_text().strip().startswith("Thai letters are asked for here.")
    page.fill("#id_given_name_th", "ณัฐริกา")
    words.wait_for(state="hidden")
