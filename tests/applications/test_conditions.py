"""A question or section is asked when its condition holds; what is not asked is kept, and not sent."""

from types import SimpleNamespace as Row

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from applications.domain import answers, submission
from applications.domain.forms import begin_version, publish_version
from applications.models import Question, Revision, Section
from applications.queries.answers import given_in, submitted_sheet
from applications.queries.rules import faults_in
from applications.rules import Known, visible
from programme.kernel.errors import Refusal


def yes(key) -> dict:
    return {"of": {"answer": key}, "is": True}


def form(*conditions) -> tuple[list[Row], list[Row]]:
    """Two sections with two yes-or-no questions each: a, b | c, d; `conditions` belong to a, b, c, d, and the second section."""
    a, b, c, d, second = conditions
    sections = [Row(key="one", condition=None), Row(key="two", condition=second)]
    rows = [("one", "a", a), ("one", "b", b), ("two", "c", c), ("two", "d", d)]
    questions = [
        Row(section=section, key=key, condition=condition, position=place, pk=place)
        for place, (section, key, condition) in enumerate(rows)
    ]
    return sections, questions


def test_what_has_no_condition_is_asked():
    shown = visible(*form(None, None, None, None, None), Known())
    assert shown.questions == {"a", "b", "c", "d"} and shown.sections == {"one", "two"} and not shown.hidden


def test_a_question_appears_when_its_condition_holds_and_only_then():
    asked = form(None, yes("a"), None, None, None)
    assert "b" in visible(*asked, Known({"a": True})).questions
    for heard in ({"a": False}, {"a": None}, {}):
        shown = visible(*asked, Known(heard))
        assert "b" not in shown.questions and shown.hidden == {"b": yes("a")}


def test_a_hidden_section_hides_all_its_questions():
    shown = visible(*form(None, None, None, None, yes("a")), Known({"a": False, "c": True}))
    assert shown.sections == {"one"} and shown.hidden == {"c": yes("a"), "d": yes("a")}


def test_an_answer_that_is_not_asked_shows_nothing_further():
    asked = form(None, yes("a"), yes("b"), {"not": yes("b")}, None)
    shown = visible(*asked, Known({"a": False, "b": True}))
    assert shown.questions == {"a"}, "neither b nor what b, or its absence, would have opened"


def test_a_condition_that_looks_ahead_hides():
    assert visible(*form(yes("b"), None, None, None, None), Known({"b": True})).questions == {"b", "c", "d"}


conditions = st.one_of(
    st.none(),
    st.sampled_from("abcd").map(yes),
    st.sampled_from("abcd").map(lambda key: {"not": yes(key)}),
    st.sampled_from([{}, {"all": []}, "x"]),
)
knowledge = st.dictionaries(st.sampled_from("abcd"), st.sampled_from([True, False, None]))


@given(st.tuples(conditions, conditions, conditions, conditions, conditions), knowledge)
def test_each_question_is_asked_or_hidden_with_its_reason(rows, given):
    sections, questions = form(*rows)
    shown = visible(sections, questions, Known(given))
    assert shown.questions | set(shown.hidden) == set("abcd") and not shown.questions & set(shown.hidden)
    assert all(reason is not None for reason in shown.hidden.values())


@given(st.tuples(conditions, conditions, conditions, conditions, conditions), knowledge, st.booleans())
def test_what_is_hidden_changes_nothing(rows, given, other):
    sections, questions = form(*rows)
    shown = visible(sections, questions, Known(given))
    for key in shown.hidden:
        assert visible(sections, questions, Known({**given, key: other})) == shown


# --- in the form of a call

MASTER = {"of": {"role": "degree"}, "least": "master"}


@pytest.fixture
def asked(town):
    """The town's call asks two questions more: a thesis of masters, an allergy only of those who wrote one; and a section."""
    form = town.call.form_versions.get()
    words = {"form": form, "section": "background", "is_required": True}
    Question.objects.create(
        key="thesis", kind="text", label_th="หัวข้อ", label_en="Thesis", condition=MASTER, position=90, **words
    )
    Question.objects.create(
        key="allergy", kind="text", label_th="แพ้", label_en="Allergy", sensitivity="sensitive", position=91,
        condition={"of": {"answer": "thesis"}, "given": True}, **words,
    )  # fmt: skip
    Section.objects.create(
        form=form, key="abroad", label_th="ต่างประเทศ", label_en="Abroad", condition=MASTER, position=2
    )
    form.sections.filter(key="motivation").update(position=3)
    Question.objects.create(
        form=form, section="abroad", key="where", kind="text", label_th="ที่ไหน", label_en="Where", position=92
    )
    return town.fill()


ADDRESS = "/apply/cohort-5/background/"


def background(town, **changes) -> dict:
    typed = {"home_province": town.province.pk, "is_thai": "on", "full_time": "on", "degree": "bachelor"}
    return typed | {"field": "ผังเมือง", "tie": "เกิดที่นี่", "version": 1} | changes


def content(application) -> dict:
    return Revision.objects.filter(application=application).latest("number").content


@pytest.mark.django_db
def test_what_is_not_asked_is_neither_needed_nor_sent_but_kept(asked, town):
    answers.save_section(
        application=asked, section="abroad", data={"where": "ลาว"}, base_version=0, by=town.applicant, at=town.now
    )
    submitted = submission.submit_application(application=asked, by=town.applicant, at=town.now)
    revision = Revision.objects.get(application=submitted)
    assert revision.content["not_asked"] == ["allergy", "thesis", "where"]
    assert not {"thesis", "where"} & set(given_in(revision)) and "abroad" not in revision.content["answers"]
    assert submitted.answers.get(section="abroad").data == {"where": "ลาว"}
    labels = [row["question"].key for part in submitted_sheet(submitted) for row in part["rows"]]
    assert "thesis" not in labels and "degree" in labels


@pytest.mark.django_db
def test_what_a_later_answer_hides_is_taken_from_the_next_revision(asked, town, signed_in):
    browser = signed_in(town.applicant)
    typed = background(town, degree="master", thesis="น้ำ", allergy="ถั่ว")
    assert browser.post(ADDRESS, typed).status_code == 302
    browser.post("/apply/cohort-5/abroad/", {"where": "ลาว", "version": 0})
    submission.submit_application(application=asked, by=town.applicant, at=town.now)
    assert content(asked)["answers"]["background"]["thesis"] == "น้ำ" and content(asked)["not_asked"] == []
    assert asked.sensitive_answers.get(key="allergy").handed_in
    asked.answers.filter(section="background").update(
        data={**content(asked)["answers"]["background"], "degree": "bachelor"}
    )
    asked.refresh_from_db()
    submission._freeze(asked, town.now)
    assert "thesis" not in content(asked)["answers"]["background"] and "allergy" in content(asked)["not_asked"]
    assert (
        not asked.sensitive_answers.get(key="allergy").handed_in
        and asked.sensitive_answers.get(key="allergy").ciphertext
    )


@pytest.mark.django_db
def test_a_forged_answer_to_a_question_that_is_not_asked_never_leaves_the_draft(asked, town, signed_in):
    browser = signed_in(town.applicant)
    assert browser.post(ADDRESS, background(town, thesis="แอบตอบ", allergy="ถั่ว")).status_code == 302
    submission.submit_application(application=asked, by=town.applicant, at=town.now)
    assert content(asked)["not_asked"] == ["allergy", "thesis", "where"]
    assert "แอบตอบ" not in str(content(asked)["answers"])
    assert not asked.sensitive_answers.exclude(handed_in="").filter(key="allergy").exists()
    desk = signed_in(town.officer).get(f"/desk/applications/{asked.code}/").content.decode()
    assert "แอบตอบ" not in desk and "ถั่ว" not in desk


@pytest.mark.django_db
def test_without_scripts_a_question_appears_with_the_next_save(asked, town, signed_in):
    browser = signed_in(town.applicant)
    browser.cookies["language"] = "en"
    page = browser.get(ADDRESS).content.decode()
    assert 'data-asked="thesis" hidden' in page
    answer = browser.post(ADDRESS, background(town, degree="master"))
    assert answer.status_code == 422 and "Answer “Thesis”." in answer.content.decode()
    assert 'data-asked="thesis" hidden' not in answer.content.decode()


@pytest.mark.django_db
def test_with_scripts_the_saving_says_what_is_asked_now_and_what_is_not_sent(asked, town, signed_in):
    browser = signed_in(town.applicant)
    browser.cookies["language"] = "en"
    shown = browser.post(ADDRESS, background(town, degree="master", thesis="น้ำ", autosave=1)).json()
    assert shown["hidden"] == [] and shown["not_sent"] == []
    hidden = browser.post(ADDRESS, background(town, thesis="น้ำ", autosave=1, version=shown["version"])).json()
    assert hidden["hidden"] == ["thesis", "allergy"]
    assert "1 answer is kept but not sent, because it is asked only for: Highest degree" in hidden["not_sent"][0]
    assert "1 answer is kept but not sent" in browser.get("/apply/cohort-5/check/").content.decode()


@pytest.mark.django_db
def test_a_section_that_is_not_asked_is_no_step_and_leads_on(asked, town, signed_in):
    browser = signed_in(town.applicant)
    assert "/apply/cohort-5/abroad/" not in browser.get(ADDRESS).content.decode()
    answer = browser.get("/apply/cohort-5/abroad/")
    assert answer.status_code == 302 and answer.url == "/apply/cohort-5/motivation/"
    assert browser.post(ADDRESS, background(town)).url == "/apply/cohort-5/motivation/"
    assert (
        browser.post(ADDRESS, background(town, degree="master", thesis="น้ำ", allergy="-", version=2)).url
        == "/apply/cohort-5/abroad/"
    )


@pytest.mark.django_db
def test_a_form_with_an_unsound_rule_or_condition_is_not_published(town):
    draft = begin_version(call=town.call, by=town.officer, at=town.now)
    question = draft.questions.get(key="degree")
    question.condition = {"of": {"answer": "tie"}, "given": True}  # asked after it
    question.save()
    draft.questions.filter(role="nationality").delete()  # a rule of the call looks at it
    with override("en"), pytest.raises(Refusal) as refused:
        publish_version(form=draft, note="อะไรใหม่", by=town.officer, at=town.now)
    assert refused.value.code == "unsound_rule"
    assert "No question of this form has the role “Thai nationality”" in str(refused.value)
    assert "Highest degree: “What ties you to this town?” is not asked before this." in str(refused.value)
    assert [fault.code for _name, fault in faults_in(draft)] == ["no_question", "later"]


@pytest.mark.django_db
def test_the_shipped_form_is_sound(town):
    assert faults_in(town.call.form_versions.get()) == []


@pytest.mark.django_db
def test_saving_a_section_by_itself_is_cheap(asked, town, signed_in, django_assert_max_num_queries):
    browser = signed_in(town.applicant)
    with django_assert_max_num_queries(14):  # two of them the test's own savepoint
        typed = {"problem": "น้ำท่วม", "version": 1, "autosave": 1}
        assert browser.post("/apply/cohort-5/motivation/", typed).status_code == 200
