"""An officer builds a call from nothing and an editor publishes it; somebody applies by it on a phone."""

from datetime import timedelta

import pytest
from django.utils.timezone import localtime
from django.utils.translation import gettext, override

from applications.models import Application, FormVersion
from cms.domain.site import ensure_site
from cms.models import CallIndexPage, CallPage
from programme.models import Call
from tests.browser.acts import new_page, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SECTIONS = {
    "About you": [
        ("text", "Given name", "given_name", "identifying"),
        ("text", "Family name", "family_name", "identifying"),
        ("birthday", "Birthday", "birth_day", "identifying"),
        ("phone", "Telephone", "telephone", "identifying"),
        ("yes", "Thai national", "nationality", "normal"),
        ("place", "Residence", "residence", "identifying"),
        ("identity", "Identity number", "identity", "sensitive"),
    ],
    "Your town": [
        ("heading", "What we ask", "", ""),
        ("province", "Home province", "home", "normal"),
        ("long", "Why this town", "", "normal"),
        ("scale", "How well you know it", "", "normal"),
        ("number", "Years there", "", "normal"),
        ("date", "When you came", "", "normal"),
        ("long", "What it lacks", "", "normal"),
    ],
    "Your work": [
        ("choice", "Degree", "degree", "normal"),
        ("school", "School", "", "normal"),
        ("link", "Your pages", "", "normal"),
        ("video", "A video", "", "normal"),
        ("choices", "Skills", "", "normal"),
        ("number", "Years of work", "", "normal"),
    ],
    "Your year": [
        ("money", "Other income", "", "normal"),
        ("yes", "Full time", "availability", "normal"),
        ("date", "From when", "", "normal"),
        ("text", "Who sent you", "", "normal"),
        ("declaration", "House rules", "", "normal"),
    ],
}
ASKED_OF_ALL = {
    "Given name", "Family name", "Birthday", "Telephone", "Thai national", "Home province", "Why this town",
    "Years there", "Degree", "Full time", "House rules",
}  # fmt: skip
OPTIONS = {"option-0-th": "มัธยม", "option-0-en": "School", "option-1-th": "ปริญญา", "option-1-en": "Degree"}


def key(label: str) -> str:
    return label.lower().replace(" ", "_")


class Builder:
    def __init__(self, person, call):
        self.person, self.page, self.base = person, person.page, f"/desk/calls/{call.code}/form/"

    def save(self, path: str, **fields):
        self.person.go(self.base + path)
        fill(self.page, fields)
        assert self.page.locator("[data-error-summary]").count() == 0, self.page.inner_text("main")

    def question(self, section: str, kind: str, label: str, role: str, sensitivity: str):
        fields = {"label_th": f"{label} ไทย", "label_en": label}
        fields |= {"sensitivity": sensitivity} if sensitivity else {}
        fields |= {"role": role} if role else {}
        fields |= OPTIONS if kind in ("choice", "choices") else {}
        fields |= {"set_text_th": "ข้อความ", "set_text_en": "Words"} if kind in ("heading", "declaration") else {}
        fields |= {} if label in ASKED_OF_ALL or not sensitivity else {"is_required": False}
        self.save(f"question/new/{kind}/?section={key(section)}", **fields)


def fill(page, fields: dict) -> None:
    """Types into the one form of a page of the desk and saves it."""
    for name, value in fields.items():
        control = page.locator(f"main [name='{name}']")
        if isinstance(value, bool):
            control.set_checked(value)
        elif control.first.get_attribute("type") in ("radio", "checkbox"):
            page.locator(f"main [name='{name}'][value='{value}']").check()
        elif control.evaluate("field => field.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)
    with page.expect_navigation():
        page.locator("main button.btn-primary").click()


def typed(name: str, moment) -> dict[str, str]:
    return {f"{name}_0": f"{localtime(moment):%d/%m/%Y}", f"{name}_1": f"{localtime(moment):%H:%M}"}


def prepare_call(officer, cohort, now) -> Call:
    officer.go(f"/desk/cohorts/{cohort.code}/call/")
    fields = {"slug": "cohort-6", "title_th": "รุ่นที่ 6", "title_en": "Call 6"}
    fields |= typed("opens_at", now - timedelta(hours=1)) | typed("closes_at", now + timedelta(days=30))
    fill(officer.page, fields)
    return Call.objects.get(slug="cohort-6")


def build(officer, call) -> None:
    builder = Builder(officer, call)
    builder.save("start/", source="nothing")
    for title, questions in SECTIONS.items():
        builder.save("section/new/", label_th=f"{title} ไทย", label_en=title)
        for question in questions:
            builder.question(title, *question)
    builder.save("rule/new/age/", least="18", most="35")
    builder.save("rule/new/answer/", leaf="thai_national:is:true")
    builder.save("question/your_pages/when/", **{"leaf-0-leaf": "degree:is:degree"})
    for name, weight in (("Idea", "60"), ("Work", "40")):
        anchors = {"anchor_1_th": "น้อย", "anchor_1_en": "Little"}
        builder.save("criterion/new/", label_th=f"{name} ไทย", label_en=name, weight=weight, **anchors)


def publish_page(editor, call) -> None:
    page = new_page(editor, "callpage", CallIndexPage.objects.get(locale__language_code="th"))
    page.fill("#id_title", call.title_th)
    page.select_option("#id_call", str(call.pk))
    page.fill("#id_lead", "กลับบ้านไปทำเมืองให้ดีขึ้น")
    publish(page)


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_call_is_built_from_nothing_and_somebody_applies_by_it_on_a_phone(town, visitor, now, language):
    ensure_site()
    officer = visitor(town.officer, language=language)
    call = prepare_call(officer, town.cohort, now)
    town.make_opening(town.agency, town.host, call=call)
    build(officer, call)
    page = officer.go(f"/desk/calls/{call.code}/form/")
    with override(language):
        assert officer.sees(gettext("Nothing is missing.")) and officer.axe() == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    publish_page(visitor(town.editor, language=language), call)
    assert CallPage.objects.get(call=call, locale__language_code="th").live
    form = FormVersion.objects.get(call=call)
    assert (form.state, form.questions.count(), form.rules.count()) == ("published", 25, 2)
    apply_on_a_phone(visitor(town.applicant, width=390, language=language), town, now)
    assert Application.objects.get(call=call).state == "submitted"


def apply_on_a_phone(person, town, now) -> None:
    page = person.go("/apply/cohort-6/")
    page.locator("main form button").first.click()
    page.wait_for_url("**/about_you/")
    answer(page, given_name="Nattha", family_name="Boon", birthday=f"15/1/{now.year - 25}", telephone="0812345678",
           thai_national=True)  # fmt: skip
    page.wait_for_url("**/your_town/")
    answer(page, home_province=str(town.province.pk), why_this_town="เพราะเป็นบ้าน", years_there="20")
    page.wait_for_url("**/your_work/")
    assert not page.locator("[name='your_pages']").is_visible()
    page.locator("[name='degree'][value='degree']").check()
    page.locator("[name='your_pages']").wait_for(state="visible")
    page.locator("[name='degree'][value='school']").check()
    answer(page)
    page.wait_for_url("**/your_year/")
    answer(page, full_time=True, house_rules=True)
    page.wait_for_url("**/check/")
    for box in page.locator("main form input[type=checkbox]").all():
        box.check()
    page.locator("main form [type=submit]").last.click()
    page.wait_for_load_state()


def answer(page, **fields) -> None:
    """Fills in one section and goes on."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for name, value in fields.items():
        control = page.locator(f"[name='{name}']")
        if value is True:
            control.check()
        elif control.evaluate("field => field.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)
    page.locator("form [type=submit]").last.click()
