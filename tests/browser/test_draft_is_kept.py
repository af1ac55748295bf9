"""Nothing typed is lost: to a second device, a lost line and a closed page, or to signing out a moment too early."""

import pytest
from playwright.sync_api import expect

from applications.domain.applications import start_application
from applications.models import Answer
from tests.browser.acts import spoken

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FORM = "/apply/cohort-5/motivation/"
KEPT = "Object.keys(localStorage).filter(key => key.startsWith('draft:')).length"


@pytest.fixture
def draft(town):
    return start_application(call=town.call, applicant=town.applicant, at=town.now)


@pytest.fixture(params=["th", "en"])
def language(request):
    return request.param


def saved(page, words: str = "Draft saved %(time)s"):
    expect(page.locator("[data-saved]")).to_contain_text(spoken(page, words), timeout=15_000)


def said(key: str) -> str:
    return Answer.objects.get().data[key]


def test_two_devices_show_both_texts_and_each_answer_is_chosen_by_itself(town, draft, visitor, language):
    phone, desk = visitor(town.applicant, width=390, language=language), visitor(town.applicant, language=language)
    first, second = phone.go(FORM), desk.go(FORM)
    first.fill("#id_problem", "น้ำจากโทรศัพท์")
    first.fill("#id_failure", "พลาดจากโทรศัพท์")
    saved(first)
    second.fill("#id_problem", "น้ำจากเครื่องใหญ่")
    second.fill("#id_failure", "พลาดจากเครื่องใหญ่")
    saved(second, "This section was saved on another page")
    second.get_by_role("button", name=spoken(second, "Save and continue")).click()
    for words in ("น้ำจากโทรศัพท์", "น้ำจากเครื่องใหญ่", "พลาดจากโทรศัพท์", "พลาดจากเครื่องใหญ่"):
        expect(second.locator("main")).to_contain_text(words)
    assert desk.axe() == []
    second.get_by_label(spoken(second, "Typed on this page")).first.check()
    second.get_by_label(spoken(second, "Saved on the other page")).last.check()
    second.get_by_role("button", name=spoken(second, "Keep what I chose")).click()
    expect(second.locator("#id_problem")).to_have_value("น้ำจากเครื่องใหญ่")
    assert (said("problem"), said("failure")) == ("น้ำจากเครื่องใหญ่", "พลาดจากโทรศัพท์")


def test_what_was_typed_without_a_line_outlives_the_page_and_leaves_the_device_once_it_is_sent(
    town, draft, visitor, language
):
    person = visitor(town.applicant, width=390, language=language)
    page = person.go(FORM)
    person.context.set_offline(True)
    page.fill("#id_problem", "ไม่มีสัญญาณแล้วปิดหน้า")
    saved(page, "No connection")
    assert page.evaluate(KEPT) == 1 and not Answer.objects.exists()
    page.close()
    person.context.set_offline(False)
    person.page = person.context.new_page()
    page = person.go(FORM)
    expect(page.locator("#id_problem")).to_have_value("ไม่มีสัญญาณแล้วปิดหน้า")
    saved(page)
    assert said("problem") == "ไม่มีสัญญาณแล้วปิดหน้า" and page.evaluate(KEPT) == 0


def test_who_signs_out_within_the_second_has_everything_saved_first(town, draft, visitor):
    person = visitor(town.applicant)
    page = person.go(FORM)
    page.fill("#id_problem", "พิมพ์แล้วออกทันที")
    with page.expect_navigation():
        page.get_by_role("button", name="Sign out").click()
    assert said("problem") == "พิมพ์แล้วออกทันที" and page.evaluate(KEPT) == 0
    assert "sessionid" not in {row["name"] for row in person.context.cookies()}


def test_who_signs_out_while_nothing_can_be_saved_is_told_and_leaves_at_the_second_press(town, draft, visitor):
    person = visitor(town.applicant)
    page = person.go(FORM)
    page.route("**" + FORM, lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    page.fill("#id_problem", "ส่งไม่ได้")
    page.get_by_role("button", name="Sign out").click()
    saved(page, "You are not signed out yet")
    assert page.input_value("#id_problem") == "ส่งไม่ได้" and page.evaluate(KEPT) == 1
    with page.expect_navigation():
        page.get_by_role("button", name="Sign out").click()
    assert page.evaluate(KEPT) == 0 and not Answer.objects.exists()
