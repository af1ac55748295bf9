"""The application form on a phone: nothing typed is lost, to a second tab, a lost session, a lost line or no script."""

import re

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from applications.domain.applications import start_application
from applications.models import Answer
from applications.queries.preferences import chosen_openings
from tests.browser.acts import spoken

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FORM = "/apply/cohort-5/motivation/"
LINE = "[data-saved]"


@pytest.fixture
def draft(town):
    return start_application(call=town.call, applicant=town.applicant, at=town.now)


@pytest.fixture(params=["th", "en"])
def person(request, town, draft, visitor):
    return visitor(town.applicant, width=390, language=request.param)


def typed(page, text: str):
    page.fill("#id_problem", text)
    page.locator("#id_problem").press("End")


def saved(page, words: str = "Draft saved %(time)s"):
    expect(page.locator(LINE)).to_contain_text(spoken(page, words), timeout=8000)


def test_the_draft_is_saved_as_one_types(person, draft):
    page = person.go(FORM)
    typed(page, "น้ำท่วมทุกปี")
    saved(page)
    assert draft.answers.get().data["problem"] == "น้ำท่วมทุกปี"


def test_after_the_session_is_lost_the_device_keeps_the_words_and_saves_them_later(person, town, signed_in):
    page = person.go(FORM)
    typed(page, "ก่อนหลุด")
    saved(page)
    Session.objects.all().delete()
    typed(page, "พิมพ์หลังหลุด")
    saved(page, "You are signed out")
    line = page.locator(LINE)
    expect(line).to_have_class(re.compile("saved--not"))
    assert Answer.objects.get().data["problem"] == "ก่อนหลุด", "the server could not know"
    key = signed_in(town.applicant).cookies[settings.SESSION_COOKIE_NAME].value
    person.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": person.base}])
    page = person.go(FORM)
    assert page.input_value("#id_problem") == "พิมพ์หลังหลุด"
    saved(page)
    assert Answer.objects.get().data["problem"] == "พิมพ์หลังหลุด"
    page = person.go(FORM)
    assert page.evaluate("localStorage.length") == 0, "nothing stays on the device once it is saved"


def test_another_person_on_the_same_device_does_not_get_the_words(person, town, signed_in):
    page = person.go(FORM)
    Session.objects.all().delete()
    typed(page, "ของคนแรก")
    saved(page, "You are signed out")
    start_application(call=town.call, applicant=town.stranger, at=town.now)
    key = signed_in(town.stranger).cookies[settings.SESSION_COOKIE_NAME].value
    person.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": person.base}])
    assert person.go(FORM).input_value("#id_problem") == ""


def test_without_a_line_the_page_says_so_and_saves_when_it_is_back(person):
    page = person.go(FORM)
    person.context.set_offline(True)
    typed(page, "ไม่มีสัญญาณ")
    saved(page, "No connection")
    person.context.set_offline(False)
    saved(page)
    assert Answer.objects.get().data["problem"] == "ไม่มีสัญญาณ"


def test_signing_out_leaves_nothing_of_the_draft_on_the_device(person, town, draft):
    page = person.go(FORM)
    page.route("**" + FORM, lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    typed(page, "ยังไม่ได้ส่ง")
    saved(page, "No connection")
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('draft:')).length") == 1
    page.unroute("**" + FORM)
    page.goto(person.base + "/accounts/logout/")
    page.locator("main form[action$='/logout/'] button").click()
    page.wait_for_load_state()
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('draft:')).length") == 0


@pytest.mark.parametrize(("width", "size"), [(360, "100%"), (1280, "200%")])
@pytest.mark.parametrize("language", ["th", "en"])
def test_on_a_small_phone_and_with_text_twice_as_large_nothing_scrolls_sideways(town, visitor, language, width, size):
    town.fill()
    person = visitor(town.applicant, width=width, language=language)
    for section in SCREENS:
        page = person.go(f"/apply/cohort-5/{section}/")
        page.evaluate(f"document.documentElement.style.fontSize = '{size}'")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), section


@pytest.mark.parametrize("language", ["th", "en"])
def test_without_a_script_a_whole_application_comes_to_its_receipt(town, visitor, language):
    application = town.fill()
    page = visitor(town.applicant, width=390, scripts=False, language=language).go(FORM)
    page.fill("#id_problem", "เขียนโดยไม่มีสคริปต์")
    for _step in range(3):
        page.locator("main form button.btn-primary").last.click()
    page.check("#id_truth")
    page.locator("main form button.btn-primary").last.click()
    application.refresh_from_db()
    assert application.state == "submitted" and application.receipt_number in page.inner_text("main")


def test_an_old_token_is_renewed_and_nothing_is_said_of_a_lost_line(person):
    page = person.go(FORM)
    page.evaluate("document.querySelector('[data-autosave] [name=csrfmiddlewaretoken]').value = 'x'.repeat(64)")
    typed(page, "โทเคนเก่า")
    saved(page)
    assert Answer.objects.get().data["problem"] == "โทเคนเก่า"


def test_a_press_that_meets_a_saving_under_way_waits_and_is_no_second_tab(person):
    page = person.go(FORM)
    held = []
    page.route("**" + FORM, lambda route: route.continue_() if held else held.append((route, route.fetch())))
    page.fill("#id_problem", "ระหว่างบันทึก")
    page.locator("[data-autosave]").dispatch_event("draft:save")
    page.wait_for_timeout(1500)  # it is saved; the answer is still on its way
    page.fill("#id_problem", "ต่ออีกหน่อย")
    page.get_by_role("button", name=spoken(page, "Save and continue")).click(no_wait_after=True)
    page.wait_for_timeout(300)
    assert page.locator("#id_problem").is_visible(), "the press waits"
    route, answer = held[0]
    route.fulfill(response=answer)
    expect(page.locator("main")).not_to_contain_text(spoken(page, "Two texts of this section"))
    expect(page.locator("[data-error-summary]")).to_be_visible()
    assert Answer.objects.get().data["problem"] == "ต่ออีกหน่อย"


def test_two_tabs_see_both_texts_and_choose(person):
    first = person.go(FORM)
    second = person.context.new_page()
    second.goto(person.base + FORM)
    typed(first, "แท็บแรก")
    saved(first)
    typed(second, "แท็บสอง")
    saved(second, "This section was saved on another page")
    second.get_by_role("button", name=spoken(second, "Save and continue")).click()
    expect(second.locator("main")).to_contain_text("แท็บแรก")
    expect(second.locator("main")).to_contain_text("แท็บสอง")
    second.get_by_role("button", name=spoken(second, "Keep what I chose")).click()
    expect(second.locator("main")).to_contain_text(spoken(second, "Choose one of the two texts for each answer"))
    assert Answer.objects.get().data["problem"] == "แท็บแรก", "a second press overwrites nothing"
    second.get_by_label(spoken(second, "Typed on this page")).check()
    second.get_by_role("button", name=spoken(second, "Keep what I chose")).click()
    expect(second.locator("#id_problem")).to_have_value("แท็บสอง")
    assert Answer.objects.get().data["problem"] == "แท็บสอง"


def test_a_long_paste_is_counted_and_not_cut(person):
    page = person.go(FORM)
    page.fill("#id_problem", "ก" * 2600)
    assert len(page.input_value("#id_problem")) == 2600
    expect(page.locator("#id_problem + .form-text")).to_contain_text("2,600 / 2,500")


def test_without_a_script_openings_are_ranked_and_the_form_is_filled(town, draft, visitor):
    person = visitor(town.applicant, width=390, scripts=False)
    page = person.go("/apply/cohort-5/openings/")
    for _ in range(2):
        page.get_by_role("button", name="Choose as number").first.click()
    page.get_by_role("button", name="Up").click()
    assert chosen_openings(draft) == [town.opening2, town.opening]
    page.goto(person.base + FORM)
    page.fill("#id_problem", "ไม่มีสคริปต์")
    page.get_by_role("button", name="Save and continue").click()
    assert draft.answers.get().data["problem"] == "ไม่มีสคริปต์"


SCREENS = ["person", "background", "motivation", "openings", "documents", "check"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_step_fits_a_phone_and_is_accessible(town, visitor, scheme):
    application = town.fill()
    person = visitor(town.applicant, width=390, scheme=scheme, language="th")
    steps = [f"/apply/cohort-5/{section}/" for section in SCREENS]
    for address in ["/my/", "/my/data/", f"/my/applications/{application.code}/", "/apply/cohort-5/eligible/", *steps]:
        page = person.go(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert person.axe() == [], address


def test_the_icon_of_a_note_stands_beside_its_text(draft, person):
    page = person.go("/apply/cohort-5/check/")
    assert page.locator(".note > .icon").count() > 0
    assert beside(page) == []


def beside(page) -> list:
    """Notes whose icon stands above their text instead of beside it."""
    return page.evaluate("""() => [...document.querySelectorAll('.note > .icon + *')].filter(text =>
        text.getBoundingClientRect().top > text.previousElementSibling.getBoundingClientRect().bottom)
        .map(text => text.textContent)""")
