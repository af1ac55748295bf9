"""What was begun in one form of a desk's page is still there after the press of another's button."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def officer(town, visitor):
    application = town.screened(town.submitted())
    person = visitor(town.officer)
    person.go(f"/desk/applications/{application.code}/")
    return person


def test_a_chosen_reader_outlives_a_refused_decision(officer):
    page = officer.page
    page.select_option("[name=reviewer]", index=1)
    chosen = page.input_value("[name=reviewer]")
    officer.press("Open again")  # refused: it needs a reason
    assert page.input_value("[name=reviewer]") == chosen != ""


def test_a_typed_reason_outlives_a_change_of_language_and_is_gone_from_the_tab_afterwards(officer):
    page = officer.page
    page.fill("[name=reason]", "เอกสารชุดใหม่มาแล้ว")
    officer.press("ไทย")
    assert page.input_value("[name=reason]") == "เอกสารชุดใหม่มาแล้ว"
    assert page.evaluate("sessionStorage.length") == 0
    page.reload()
    assert page.input_value("[name=reason]") == ""


def test_what_is_sent_itself_is_not_kept_beside(officer):
    page = officer.page
    page.fill("[name=reason]", "เอกสารชุดใหม่มาแล้ว")
    officer.press("Open again")
    assert page.evaluate("sessionStorage.length") == 0
    assert "เอกสารชุดใหม่มาแล้ว" not in [box.input_value() for box in page.locator("textarea").all()]
