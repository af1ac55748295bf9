"""A question appears on a phone as soon as an earlier answer asks for it, and goes as it came; the same without scripts."""

import pytest
from playwright.sync_api import expect

from applications.domain.applications import start_application
from applications.models import Question

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FORM = "/apply/cohort-5/background/"
MASTER = {"of": {"role": "degree"}, "least": "master"}


@pytest.fixture
def draft(town):
    form = town.call.form_versions.get()
    Question.objects.create(
        form=form, section="background", key="thesis", kind="text", label_th="หัวข้อ", label_en="Thesis",
        condition=MASTER, position=90,
    )  # fmt: skip
    return start_application(call=town.call, applicant=town.applicant, at=town.now)


def test_a_question_comes_and_goes_at_once_and_is_told(town, draft, visitor):
    person = visitor(town.applicant, width=390)
    page = person.go(FORM)
    thesis, said = page.locator("#id_thesis"), page.locator("[data-asked-said]")
    expect(thesis).to_be_hidden()
    page.get_by_label("Master's degree or higher").check()
    expect(thesis).to_be_visible()
    expect(said).to_have_text("What is asked on this page has changed.")
    thesis.fill("น้ำ")
    page.get_by_label("Bachelor's degree").check()
    expect(thesis).to_be_hidden()
    expect(page.locator("[data-not-sent]")).to_contain_text("1 answer is kept but not sent")
    page.get_by_label("Master's degree or higher").check()
    expect(thesis).to_be_visible()
    assert thesis.input_value() == "น้ำ" and not person.errors


def test_without_scripts_it_comes_with_the_next_save(town, draft, visitor):
    page = visitor(town.applicant, width=390, scripts=False).go(FORM)
    expect(page.locator("#id_thesis")).to_be_hidden()
    page.get_by_label("Master's degree or higher").check()
    page.get_by_role("button", name="Save and continue").click()
    expect(page.locator("#id_thesis")).to_be_visible()
