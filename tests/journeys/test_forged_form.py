"""What no page of ours sends: forged keys, hidden and removed questions, the papers of others, poison in every kind."""

import pytest
from bs4 import BeautifulSoup

from applications.domain.forms import begin_version, publish_version
from applications.forms.sections import SectionForm
from applications.models import Answer
from applications.queries.answers import facts_for
from programme.kernel.text import clean
from tests.factories.town import photo

pytestmark = pytest.mark.django_db
TEXTS = {"problem": "น้ำ", "first_90_days": "เดิน", "failure": "พลาด"}
POISON = {
    "NUL": "a\x00b",
    "right to left": "\u202eevil\u2067",
    "zero width": "\u200b\u200d\ufeff",
    "HTML": "<img src=x onerror=alert(1)>",
    "formula": "=HYPERLINK(1)+@cmd|' /C calc'!A0",
    "emoji": "👩‍🌾" * 40,
    "long": "ก" * 30_000,
}


TYPED = ("text", "long", "number", "money", "date", "birthday", "school", "phone", "identity", "link", "video")


def post(browser, section, sent, version="1"):
    return browser.post(f"/apply/cohort-5/{section}/", sent | {"version": version})


@pytest.mark.parametrize("poison", POISON.values(), ids=POISON.keys())
def test_poison_in_every_kind_at_once_is_told_beside_the_fields_and_breaks_no_page(town, signed_in, poison):
    asked = town.make_every_kind()
    town.fill()
    browser = signed_in(town.applicant, "en")
    form = SectionForm(None, questions=asked, facts=facts_for(asked), kept={})
    sent = {name: poison for row in asked for name in form.names_of(row.key)}
    answer = post(browser, "background", sent | {"field": "ผังเมือง"})
    assert answer.status_code == 422
    tree, wrong = BeautifulSoup(answer.content.decode(), "html.parser"), answer.context["form"].errors
    assert len(tree.select("[data-error-summary] a")) == len(wrong) >= 20, "each stands in the summary"
    assert all(tree.select(f"#div_id_{name} .invalid-feedback") for name in wrong), "and beside its field"
    for name in (f"every_{kind}" for kind in TYPED if f"every_{kind}" in wrong):
        box = tree.select_one(f"[name={name}]")
        assert (box.get("value") or box.get_text()).removeprefix("\n") == clean(poison), "as it was typed"
    for page in (answer, browser.get("/apply/cohort-5/background/"), browser.get("/apply/cohort-5/check/")):
        assert page.status_code in (200, 422) and b"<img src=x" not in page.content
    assert "ผังเมือง" in answer.content.decode(), "what was right stays on the page"
    assert post(browser, "check", {"truth": "on"}).status_code == 422, "nothing of it is handed in"


def test_keys_that_the_section_does_not_ask_are_kept_nowhere(town, signed_in):
    application = town.fill()
    forged = {"national_id": "1101700230708", "degree": "doctor", "is_staff": "on", "state": "submitted", "x\x00": "y"}
    assert post(signed_in(town.applicant), "motivation", TEXTS | forged).status_code == 302
    assert set(application.answers.get(section="motivation").data) == set(TEXTS)
    assert application.answers.get(section="background").data["degree"] != "doctor"
    application.refresh_from_db()
    assert application.state == "draft"


def test_a_page_from_before_a_question_was_removed_loses_only_that_answer(town, signed_in):
    application = town.fill()
    draft = begin_version(call=town.call, by=town.officer, at=town.now)
    draft.questions.filter(key="failure").delete()
    publish_version(form=draft, note="ไม่ถามแล้ว", by=town.officer, at=town.now)
    assert post(signed_in(town.applicant), "motivation", TEXTS | {"problem": "ใหม่"}).status_code == 302
    kept = application.answers.get(section="motivation").data
    assert kept["problem"] == "ใหม่" and "failure" not in kept


@pytest.mark.parametrize("door", ["remove", "instead"])
def test_the_paper_of_another_is_neither_removed_nor_replaced(town, signed_in, door):
    town.fill()
    theirs = town.fill(town.stranger).documents.get()
    sent = {"act": "remove", "file": theirs.file.code}
    if door == "instead":
        sent = {"act": "", f"instead_{theirs.file.code}": photo()}
    answer = signed_in(town.applicant, "en").post("/apply/cohort-5/documents/", sent)
    assert answer.status_code == {"remove": 404, "instead": 422}[door]
    assert door == "remove" or "is no longer here" in answer.content.decode()
    theirs.refresh_from_db()
    assert theirs.file.file.storage.exists(theirs.file.file.name)
    assert Answer.objects.filter(application__applicant=town.stranger).exists()
