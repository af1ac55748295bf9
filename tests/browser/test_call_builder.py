"""An officer builds a form from nothing and publishes it; somebody applies by it on a phone."""

from datetime import timedelta

import pytest

from applications.models import Application, FormVersion
from programme.domain import calls, cohorts

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ABOUT = [
    ("text", "Given name", "given_name", "identifying"),
    ("text", "Family name", "family_name", "identifying"),
    ("birthday", "Birthday", "birth_day", "identifying"),
    ("phone", "Telephone", "telephone", "identifying"),
    ("yes", "Thai national", "nationality", "normal"),
]
TOWN = [
    ("province", "Home province", "home", "normal"),
    ("choice", "Degree", "degree", "normal"),
    ("long", "Why this town", "", "normal"),
    ("number", "Years of work", "", "normal"),
    ("link", "Your work", "", "normal"),
]


class Builder:
    def __init__(self, person, call):
        self.person, self.page, self.base = person, person.page, f"/desk/calls/{call.code}/form/"

    def save(self, path: str, **fields):
        self.person.go(self.base + path)
        for name, value in fields.items():
            control = self.page.locator(f"main [name='{name}']")
            if control.first.get_attribute("type") in ("radio", "checkbox"):
                self.page.locator(f"main [name='{name}'][value='{value}']").check()
            elif control.evaluate("field => field.tagName") == "SELECT":
                control.select_option(value)
            else:
                control.fill(value)
        with self.page.expect_navigation():
            self.page.locator("main button.btn-primary").click()
        assert self.page.locator("[data-error-summary]").count() == 0, self.page.inner_text("main")


def build(person, call) -> None:
    builder = Builder(person, call)
    builder.save("start/", source="nothing")
    for title, questions in (("About you", ABOUT), ("Your town", TOWN)):
        builder.save("section/new/", label_th=f"{title} ไทย", label_en=title)
        section = title.lower().replace(" ", "_")
        for kind, label, role, sensitivity in questions:
            fields = {"label_th": f"{label} ไทย", "label_en": label, "sensitivity": sensitivity}
            fields |= {"role": role} if role else {}
            if kind == "choice":
                fields |= {
                    "option-0-th": "มัธยม",
                    "option-0-en": "School",
                    "option-1-th": "ปริญญา",
                    "option-1-en": "Degree",
                }
            builder.save(f"question/new/{kind}/?section={section}", **fields)
    builder.save("rule/new/age/", least="18", most="35")
    builder.save("rule/new/answer/", leaf="thai_national:is:true")
    builder.save("question/your_work/when/", **{"leaf-0-leaf": "degree:is:degree"})
    for name, weight in (("Idea", "60"), ("Work", "40")):
        builder.save(
            "criterion/new/",
            label_th=f"{name} ไทย",
            label_en=name,
            weight=weight,
            anchor_1_th="น้อย",
            anchor_1_en="Little",
        )


def test_a_form_is_built_from_nothing_and_somebody_applies_by_it_on_a_phone(town, visitor, now):
    fields = {
        "slug": "cohort-6", "title_th": "รุ่นที่ 6", "title_en": "Call 6", "opens_at": now - timedelta(hours=1),
        "closes_at": now + timedelta(days=30),
    }  # fmt: skip
    call = cohorts.create_call(cohort=town.cohort, fields=fields, by=town.officer, at=now)
    town.make_opening(town.agency, town.host, call=call)
    officer = visitor(town.officer)
    build(officer, call)
    page = officer.go(f"/desk/calls/{call.code}/form/")
    assert officer.sees("Nothing is missing.") and officer.axe() == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    calls.publish_call(call=call, by=town.officer, at=now)
    assert FormVersion.objects.get(call=call).state == "published"

    person = visitor(town.applicant, width=390)
    page = person.go("/apply/cohort-6/")
    page.locator("main form button").first.click()
    page.wait_for_url("**/about_you/")
    for name, value in (("given_name", "Nattha"), ("family_name", "Boon"), ("birthday", f"15/1/{now.year - 25}"),
                        ("telephone", "0812345678")):  # fmt: skip
        page.locator(f"[name='{name}']").fill(value)
    page.locator("[name='thai_national']").check()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("form [type=submit]").last.click()
    page.wait_for_url("**/your_town/")
    assert not page.locator("[name='your_work']").is_visible()
    page.locator("[name='home_province']").select_option(str(town.province.pk))
    page.locator("[name='degree'][value='school']").check()
    page.locator("[name='why_this_town']").fill("Because it is mine.")
    page.locator("[name='years_of_work']").fill("2")
    page.locator("form [type=submit]").last.click()
    page.wait_for_url("**/check/")
    for box in page.locator("main form input[type=checkbox]").all():
        box.check()
    page.locator("main form [type=submit]").last.click()
    page.wait_for_load_state()
    assert Application.objects.get(call=call).state == "submitted", page.inner_text("main")
