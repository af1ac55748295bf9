"""A section with one question of each kind on a narrow phone: legible, reachable, counted, and filled without scripts."""

import os

import pytest
from playwright.sync_api import expect

from applications.answers import kind_of
from applications.answers.counting import measure
from applications.models import Answer, Question
from applications.queries.answers import facts_for

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FORM = "/apply/cohort-5/background/"
SHOTS = os.environ.get("SHOTS", "")  # a folder for pictures to look at
TEXTS = ["น้ำท่วมเก้าชุมชนทุกปี", "ที่นี่มีคน 3 กลุ่ม and it's OK", "ปู่ย่าตายายของฉันทำนาอยู่ที่อำเภอธัญบุรี จังหวัดปทุมธานี", "👍 ดีมาก"]


@pytest.fixture
def asked(town):
    questions = town.make_every_kind()
    town.fill()
    return questions


def picture(page, name: str):
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


@pytest.mark.parametrize("language", ["th", "en"])
def test_each_kind_fits_a_narrow_phone_and_is_named_for_those_who_listen(town, asked, visitor, language):
    person = visitor(town.applicant, width=360, language=language)
    page = person.go(FORM)
    picture(page, f"empty-{language}")
    page.locator("form [type=submit]").last.click()
    expect(page.locator("[data-error-summary]")).to_be_visible()
    picture(page, f"refused-{language}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert person.axe() == []
    links = page.locator("[data-error-summary] a")
    targets = [links.nth(n).get_attribute("href") for n in range(links.count())]
    assert len(targets) >= 18 and all(page.locator(target).count() == 1 for target in targets)


def test_each_kind_is_filled_and_saved_without_scripts(town, asked, visitor):
    page = visitor(town.applicant, width=360, scripts=False).go(FORM)
    facts = facts_for(asked)
    for row in asked:
        fill(page, row, kind_of(row).pretend(row, facts, 0))
    page.locator("form [type=submit]").last.click()
    page.wait_for_url("**/motivation/")
    kept = Answer.objects.get(section="background").data
    for row in asked:
        if kind_of(row).is_answered:
            assert kept[row.key] == kind_of(row).pretend(row, facts, 0), row.kind


def fill(page, row, typed):
    """As a person does: text into fields, a tick in boxes, a choice in lists."""
    fields = page.locator(f"form [name='{row.key}'], form [name^='{row.key}_']")
    values = typed if isinstance(typed, list) else [typed]
    if fields.count() and fields.first.get_attribute("type") in ("radio", "checkbox"):
        for value in values:
            box = fields.first if value is True else page.locator(f"form [name='{row.key}'][value='{value}']")
            box.check()
        return
    for n in range(fields.count()):
        is_list = fields.nth(n).evaluate("field => field.tagName") == "SELECT"
        fields.nth(n).select_option(values[n]) if is_list else fields.nth(n).fill(values[n])


@pytest.mark.parametrize(
    ("language", "district", "below"), [("th", "ธัญบุรี", "ประชาธิปัตย์"), ("en", "Thanyaburi", "Prachathipat")]
)
def test_the_districts_of_the_chosen_province_are_offered(town, asked, visitor, language, district, below):
    Question.objects.filter(key="every_place").update(settings={})
    page = visitor(town.applicant, width=390, language=language).go(FORM)
    districts, names = page.locator("[data-place] datalist").all()
    assert districts.locator("option").count() == 0
    page.select_option("[name=every_place_province]", str(town.province.pk))
    expect(districts.locator(f"option[value='{district}']")).to_have_count(1)
    page.fill("[name=every_place_district]", district)
    names = names.locator("option")
    expect(names).to_have_count(6)
    assert below in [names.nth(n).get_attribute("value") for n in range(6)]


def test_the_page_counts_letters_and_words_as_the_server_does(town, asked, visitor):
    page = visitor(town.applicant, width=390).go(FORM)
    for name, unit in (("every_long", "words"), ("tie", "characters")):
        for text in TEXTS:
            page.fill(f"#id_{name}", text)
            shown = page.inner_text(f"#id_{name}_count")
            assert int(shown.split(" / ")[0]) == measure(text, unit), (text, shown)
    assert page.locator("#id_tie").get_attribute("aria-describedby").endswith("id_tie_count")
