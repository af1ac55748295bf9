"""Answers: one renderer for every reader, what counts and what does not, and who reads the draft."""

import pytest
from django.utils import translation

from applications.answers import Facts, read, shown, shown_masked
from applications.domain import answers, screening
from applications.domain.applications import start_application
from applications.models import Question
from applications.queries.answers import draft_sheet, submitted_sheet
from applications.queries.pipeline import steps_of
from applications.queries.rules import asked_of
from programme.kernel.errors import NotAllowed, NotVisible, Refusal
from programme.kernel.secrets import unseal

pytestmark = pytest.mark.django_db
OPTIONS = [{"value": "a", "th": "เช้า", "en": "Morning"}, {"value": "b", "th": "บ่าย", "en": "Afternoon"}]
FACTS = Facts({"7": "ปทุมธานี"})


def question(kind, **fields):
    return Question(key="q", kind=kind, label_th="คำถาม", label_en="Question", options=OPTIONS, **fields)


@pytest.mark.parametrize(
    ("kind", "typed", "stored", "thai", "english"),
    [
        ("choice", "a", "a", "เช้า", "Morning"),
        ("choices", ["a", "b"], ["a", "b"], "เช้า, บ่าย", "Morning, Afternoon"),
        ("yes", "on", True, "ใช่", "Yes"),
        ("number", "0", 0, "0", "0"),
        ("number", "๑,๒๐๐", 1200, "1,200", "1,200"),
        ("date", "15/8/2546", "2003-08-15", "15 ส.ค. 2546", "15 August 2003"),
        ("phone", "+66812345678", "+66812345678", "081 234 5678", "081 234 5678"),
        ("phone", "+44 20 7946 0958", "+442079460958", "+44 20 7946 0958", "+44 20 7946 0958"),
        ("province", "7", "7", "ปทุมธานี", "ปทุมธานี"),
        ("identity", "1 1017 00203 45 0", "1101700203450", "1-1017-00203-45-0", "1-1017-00203-45-0"),
        ("text", "ผังเมือง", "ผังเมือง", "ผังเมือง", "ผังเมือง"),
        ("long", "หนึ่ง\nสอง", "หนึ่ง\nสอง", "หนึ่ง\nสอง", "หนึ่ง\nสอง"),
    ],
)
def test_an_answer_is_stored_by_its_kind_and_shown_in_the_readers_language(kind, typed, stored, thai, english):
    asked = question(kind)
    assert read(asked, typed, FACTS).value == stored
    assert read(asked, stored, FACTS).value == stored, "reading twice changes nothing"
    for language, words in (("th", thai), ("en", english)):
        with translation.override(language):
            assert shown(asked, stored, FACTS).replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("number", "สาม"),
        ("number", "99999999999"),
        ("date", "2004-02-30"),
        ("date", "31/4/2547"),
        ("date", "hello"),
        ("choice", "zz"),
        ("choices", ["a", "zz"]),
        ("phone", "081 234"),
        ("province", "999"),
        ("identity", "11017002"),
        ("identity", "1101700203451"),
    ],
)
def test_what_does_not_count_says_why_and_is_shown_as_typed(kind, typed):
    asked = question(kind)
    reading = read(asked, typed, FACTS)
    assert reading.value is None and reading.problem and reading.is_given
    assert shown(asked, typed, FACTS) == (", ".join(typed) if isinstance(typed, list) else typed)


def test_nothing_is_missing_only_where_it_is_asked_for():
    with translation.override("en"):
        assert read(question("text"), "  ", FACTS).problem == "Answer “Question”."
        assert read(question("yes"), False, FACTS).problem == "Answer “Question”."
    assert read(question("text", is_required=False), "", FACTS).counts
    assert read(question("yes", is_required=False), False, FACTS).value is False


def test_a_text_is_measured_and_never_cut():
    asked = question("long", max_length=2500)
    assert read(asked, "ก" * 2500, FACTS).counts
    with translation.override("en"):
        reading = read(asked, "ก" * 2600, FACTS)
    assert reading.problem == "Shorten “Question”: it has 2,600 characters, 2,500 fit."
    assert shown(asked, "ก" * 2600, FACTS) == "ก" * 2600


def test_a_sensitive_number_is_shown_by_its_last_digits_and_a_sensitive_text_not_at_all():
    assert shown_masked(question("identity"), "1101700203450", FACTS) == "••••••••••450"
    assert shown_masked(question("long"), "ทางลาด", FACTS) == "••••••"
    assert shown_masked(question("identity"), None, FACTS) == ""


# ── the draft


@pytest.fixture
def draft(town):
    return start_application(call=town.call, applicant=town.applicant, at=town.now)


def save(town, application, section, data, version=0, by=None):
    return answers.save_section(
        application=application, section=section, data=data, base_version=version, by=by or town.applicant, at=town.now
    )


def state_of(application, section):
    return next(step.state for step in steps_of(application) if step.section.key == section)


def test_a_draft_keeps_what_was_typed_as_it_was_typed(town, draft):
    save(town, draft, "person", {"birth_on": "2004-02-30", "phone": "081", "national_id": "1 1017"})
    assert draft.answers.get().data == {"birth_on": "2004-02-30", "phone": "081"}
    assert unseal(draft.sensitive_answers.get().ciphertext) == "1 1017"


def test_a_half_typed_identity_number_does_not_count_as_given(town, draft):
    whole = {"given_name_th": "ณัฐริกา", "phone": "0812345678", "birth_on": "15/1/2544"}
    save(town, draft, "person", whole | {"national_id": "1 1017 002"})
    assert state_of(draft, "person") == "begun"
    save(town, draft, "person", whole | {"national_id": "1 1017 00203 45 0"}, version=1)
    assert state_of(draft, "person") == "done"


def test_a_sensitive_answer_stays_when_not_spoken_of_and_goes_when_its_owner_erases_it(town, draft):
    save(town, draft, "person", {"national_id": "1101700203450"})
    save(town, draft, "person", {"phone": "0812345678"}, version=1)
    assert draft.sensitive_answers.count() == 1
    save(town, draft, "person", {"national_id": ""}, version=2)
    assert draft.sensitive_answers.count() == 0


def test_answers_to_questions_of_other_sections_are_not_taken_in(town, draft):
    save(town, draft, "motivation", {"problem": "น้ำ", "phone": "0812345678", "made_up": "x"})
    assert draft.answers.get().data == {"problem": "น้ำ"}


def test_a_stale_tab_writes_nothing_not_even_the_sensitive_part(town, draft):
    save(town, draft, "person", {"phone": "0812345678", "national_id": "1101700203450"})
    with pytest.raises(Refusal) as refusal:
        save(town, draft, "person", {"phone": "0899999999", "national_id": ""}, version=0)
    assert refusal.value.code == "stale_tab"
    assert draft.answers.get().data["phone"] == "0812345678" and draft.sensitive_answers.count() == 1


def test_more_than_a_draft_can_hold_is_refused_in_words(town, draft):
    with pytest.raises(Refusal) as refusal:
        save(town, draft, "motivation", {"problem": "ก" * 200_001})
    assert refusal.value.code == "too_long" and not draft.answers.exists()


@pytest.mark.parametrize("person", ["stranger", "officer", "host", "reviewer"])
def test_nobody_else_writes_in_a_draft(town, draft, person):
    with pytest.raises((NotVisible, NotAllowed)):
        save(town, draft, "motivation", {"problem": "x"}, by=getattr(town, person))
    assert not draft.answers.exists()


# ── who reads what


def value_of(sheet, key):
    return next(row["value"] for part in sheet for row in part["rows"] if row["question"].key == key)


def test_officers_read_what_was_handed_in_and_never_the_draft_of_a_correction(town, signed_in):
    application = town.submitted()
    screening.ask_correction(
        application=application, message="แก้วันเกิด", parts=["person", "motivation"], by=town.officer, at=town.now
    )
    save(town, application, "motivation", {"problem": "ร่างที่ยังไม่ส่ง", "first_90_days": "-", "failure": "-"}, version=1)
    save(town, application, "person", {"national_id": "1101700203450"}, version=1)
    own = draft_sheet(application, asked_of(application).questions)
    assert value_of(own, "problem") == "ร่างที่ยังไม่ส่ง", "the draft could have leaked"
    page = signed_in(town.officer).get(f"/desk/applications/{application.code}/").content.decode()
    assert "ร่างที่ยังไม่ส่ง" not in page and "น้ำท่วม โทร" in page
    assert value_of(submitted_sheet(application), "national_id").endswith("708")
    assert value_of(own, "national_id").endswith("450")


def test_a_draft_has_nothing_to_read_for_officers(town):
    assert submitted_sheet(town.fill()) == []


def test_every_page_speaks_the_readers_language(town, signed_in):
    application = town.submitted()
    for language, degree in (("th", "ปริญญาตรี"), ("en", "Bachelor&#x27;s degree")):
        page = signed_in(town.officer, language).get(f"/desk/applications/{application.code}/").content.decode()
        assert degree in page
        assert "True" not in page.split("<main")[1] and "+66812345678" not in page
    town.screened(application)
    sheet = signed_in(town.host, "en").get(f"/host/candidates/{town.opening.code}/").content.decode()
    assert "Bachelor&#x27;s degree" in sheet and "ปริญญาตรี" not in sheet
