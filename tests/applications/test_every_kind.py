"""One question of each kind on its way: drawn, refused, filled, checked, handed in, and read by everybody who judges."""

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import translation

from applications.answers import is_empty, kind_of, shown
from applications.domain import answers, readers, submission
from applications.forms.sections import SectionForm
from applications.models import Answer, Question
from applications.queries.answers import facts_for, given_in
from applications.templatetags.answers import said
from applications.views import answers as answer_pages

pytestmark = pytest.mark.django_db
REST = {"is_thai": "on", "full_time": "on", "degree": "bachelor", "field": "ผังเมือง", "tie": "เกิดที่นี่"}
WRONG = {
    "text": "ก" * 500, "long": "น้ำ", "number": "สาม", "money": "แพง", "date": "29/2/2566", "birthday": "31/4/2547", "choice": "zz",
    "choices": ["a", "b", "c"], "scale": "99", "province": "0", "place": ["0", ""], "school": "ร.ร. อื่น", "phone": "081", "identity": "1 1017",
    "link": "http://example.org", "video": "https://example.org/film", "declaration": "on", "yes": "perhaps",
}  # fmt: skip


@pytest.fixture
def asked(town):
    questions = town.make_every_kind()
    town.fill()
    return questions


def posted(questions, typed: dict, facts) -> dict:
    """What a browser sends for these answers."""
    form = SectionForm(None, questions=questions, facts=facts, kept={})
    found = {}
    for key, value in typed.items():
        names = form.names_of(key)
        pairs = zip(names, value, strict=False) if len(names) > 1 else [(key, "on" if value is True else value)]
        found |= {name: one for name, one in pairs if one not in (None, False)}
    return found


def save(browser, data: dict, version: int):
    return browser.post("/apply/cohort-5/background/", data | {"version": str(version)})


def text_of(answer) -> str:
    return unescape(answer.content.decode()).replace("\u00a0", " ")


def filled(questions, facts) -> dict:
    return {row.key: kind_of(row).pretend(row, facts, 0) for row in questions}


def rest(town) -> dict:
    return REST | {"home_province": str(town.province.pk)}


@pytest.mark.parametrize("language", ["th", "en"])
def test_each_kind_is_drawn_with_its_label_and_refused_beside_its_field(town, asked, signed_in, language):
    browser, facts = signed_in(town.applicant, language), facts_for(asked)
    page = text_of(browser.get("/apply/cohort-5/background/"))
    wrong = {row.key: WRONG[row.kind] for row in asked if row.kind in WRONG}
    assert set(WRONG) == {row.kind for row in asked if kind_of(row).is_answered}, "a new kind says here what it refuses"
    answer = save(browser, rest(town) | posted(asked, wrong, facts), 1)
    again = text_of(answer)
    assert answer.status_code == 422
    with translation.override(language):
        for row in asked:
            assert row.label in page and row.label in again
            assert re.search(rf'id="[^"]*{row.key}', page), "every field can be pointed at"
            if kind_of(row).is_answered:
                assert f'id="id_{row.key}_error"' in again or f'id="div_id_{row.key}"' in again
    kept = Answer.objects.get(section="background").data
    assert kept["every_text"] == WRONG["text"] and kept["every_place"] == ["0", ""] and kept["every_number"] == "สาม"
    assert again.count('class="invalid-feedback"') == len(WRONG), "one message a field"
    opened = text_of(browser.get("/apply/cohort-5/background/"))
    assert "สาม" in opened and "http://example.org" in opened, "what was typed stands there again"


def test_nothing_typed_asks_for_each_answer_and_for_no_heading(town, asked, signed_in):
    answer = save(signed_in(town.applicant, "en"), rest(town), 1)
    page = text_of(answer)
    required = [row for row in asked if kind_of(row).is_answered]
    assert answer.status_code == 422 and page.count('class="invalid-feedback"') == len(required)
    assert "Asked: heading" in page and "This part is about your town." in page


@pytest.mark.parametrize("language", ["th", "en"])
def test_each_kind_is_filled_checked_handed_in_and_read_alike_by_all(town, asked, signed_in, language):
    facts = facts_for(asked)
    browser = signed_in(town.applicant, language)
    assert save(browser, rest(town) | posted(asked, filled(asked, facts), facts), 1).status_code == 302
    application = town.applicant.applications.get()
    checked = text_of(browser.get("/apply/cohort-5/check/"))
    application = submission.submit_application(application=application, by=town.applicant, at=town.now)
    given = given_in(application.revisions.get())
    town.screened(application)
    assignment = readers.assign_reviewer(application=application, reviewer=town.reviewer, by=town.officer, at=town.now)
    pages = {
        "applicant": checked,
        "own copy": text_of(browser.get(reverse("my_application_submitted", args=[application.code]))),
        "officer": text_of(signed_in(town.officer, language).get(f"/desk/applications/{application.code}/")),
        "reviewer": text_of(signed_in(town.reviewer, language).get(reverse("review", args=[assignment.code]))),
        "host": text_of(signed_in(town.host, language).get(f"/host/candidates/{town.opening.code}/")),
    }
    with translation.override(language):
        for row in asked:
            words = shown(row, given.get(row.key), facts_for([row])).replace("\u00a0", " ")
            assert is_empty(given.get(row.key)) is not kind_of(row).is_answered
            for reader, page in pages.items():
                is_hidden = row.kind in HIDDEN and reader in ("reviewer", "host")
                assert (words in page) is not is_hidden, (reader, row.kind, words)


def test_an_address_can_be_opened_and_says_where_it_leads_and_what_is_none_cannot():
    link = Question(kind="link")
    opened = said({"question": link, "value": "https://example.org/x"})
    assert 'href="https://example.org/x"' in opened and "(example.org)" in opened and "noopener" in opened
    for typed in ("javascript:alert(1)", "http://example.org", "•••"):
        assert "href" not in said({"question": link, "value": typed})
    assert "href" not in said({"question": Question(kind="text"), "value": "https://example.org/x"})
    assert said({"question": link, "value": ""}) == "–"
    assert said({"question": Question(kind="long"), "value": "<b>\nx"}) == "&lt;b&gt;<br>x"


HIDDEN = {"phone", "identity", "link", "video"}  # what leads to a person is taken out of every text for blind readers


def test_a_sensitive_answer_of_any_kind_comes_back_to_its_owner_as_it_was(town, signed_in):
    questions = town.make_every_kind(sensitivity="sensitive", hosts_see=False, blind_readers_see=False)
    application, facts = town.fill(), facts_for(questions)
    typed = {key: value for key, value in filled(questions, facts).items() if value is not None}
    kept = application.answers.get(section="background")
    answers.save_section(
        application=application, section="background", data=kept.data | typed, base_version=kept.version,
        by=town.applicant, at=town.now,
    )  # fmt: skip
    assert {key: value for key, value in answer_pages.secrets_of(application).items() if key in typed} == typed
    assert not set(typed) & set(application.answers.get(section="background").data)
    browser = signed_in(town.applicant, "en")
    assert browser.get("/apply/cohort-5/background/").status_code == 200
    assert "Complete these sections first" not in text_of(browser.get("/apply/cohort-5/check/"))
    application = submission.submit_application(application=application, by=town.applicant, at=town.now)
    page = text_of(signed_in(town.officer, "en").get(f"/desk/applications/{application.code}/"))
    with translation.override("en"):
        for row in questions:
            said = shown(row, typed.get(row.key), facts)
            assert len(said) < 8 or said not in page, row.kind
