"""The call builder: a form is edited part by part, by officers of its cohort, while nobody answers it yet."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils.translation import override

from applications.answers.kinds import KINDS
from applications.blueprint import Blueprint, RefereePart, shipped
from applications.domain import form_editing, form_versions
from applications.forms.builder_rules import RULES
from applications.models import EligibilityRule, FormTemplate, FormVersion, Question, Section
from applications.queries.blueprints import as_blueprint
from applications.queries.form_changes import changes_between
from applications.queries.form_faults import gaps_of
from programme.domain import cohorts
from programme.kernel.errors import NotAllowed, Refusal
from programme.models import AuditEntry
from programme.queries.calls import publication_gaps

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(town):
    fields = {
        "slug": "cohort-6", "title_th": "รับสมัครรุ่นที่ 6", "title_en": "Call 6", "opens_at": town.now + timedelta(days=5),
        "closes_at": town.now + timedelta(days=30),
    }  # fmt: skip
    return cohorts.create_call(cohort=town.cohort, fields=fields, by=town.officer, at=town.now)


@pytest.fixture
def form(town, call):
    """The standard form as a draft."""
    return form_versions.start_form(call=call, plan=shipped("standard_form"), by=town.officer, at=town.now)


@pytest.fixture
def desk(town, signed_in):
    return signed_in(town.officer)


def address(call, name="desk_form", *more):
    return reverse(name, args=[call.code, *more])


def sent(form, **fields):
    form.refresh_from_db()
    return {"edition": form.edition} | fields


OPTION_ROWS = {
    "option-TOTAL_FORMS": "3", "option-INITIAL_FORMS": "0", "option-0-th": "ปวส.", "option-0-en": "Diploma",
    "option-0-ORDER": "2", "option-1-th": "มัธยม", "option-1-en": "School", "option-1-ORDER": "1",
}  # fmt: skip


def test_a_form_begins_with_nothing_and_grows_by_a_section_and_a_question(call, desk):
    desk.post(address(call, "desk_form_start"), {"source": "nothing"})
    form = call.form_versions.get()
    desk.post(
        address(call, "desk_form_new", "section"), sent(form, label_th="ตัวคุณ", label_en="About you", kind="questions")
    )
    assert form.sections.get().key == "about_you"
    answer = desk.post(
        address(call, "desk_form_new_kind", "question", "choice"),
        sent(
            form,
            section="about_you",
            label_th="วุฒิ",
            label_en="Degree",
            is_required="on",
            sensitivity="normal",
            **OPTION_ROWS,
        ),
    )
    question = form.questions.get()
    assert answer.status_code == 302 and question.key == "degree" and question.kind == "choice"
    assert question.options == [
        {"value": "school", "th": "มัธยม", "en": "School"}, {"value": "diploma", "th": "ปวส.", "en": "Diploma"},
    ]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_question_has_a_form_that_takes_its_examples(form, call, desk, kind):
    path = address(call, "desk_form_new_kind", "question", kind)
    page = desk.get(path)
    fields = page.context["form"].fields
    data = sent(form, section="person", label_th="ถาม", label_en="Asked kind", sensitivity="normal", **OPTION_ROWS)
    for setting in KINDS[kind].settings:
        for name, value in setting.initial(setting.example).items():
            assert f"set_{name}" in fields
            data[f"set_{name}"] = "on" if value is True else value
    answer = desk.post(path, data)
    assert answer.status_code == 302, answer.context["form"].errors
    assert KINDS[kind].check(form.questions.get(key="asked_kind")) == {}


def test_two_officers_the_later_is_told_and_loses_nothing_typed(form, call, desk, town, signed_in):
    seen = form.edition
    first = {"edition": seen, "label_th": "คนแรก", "label_en": "First"}
    assert signed_in(town.officer2).post(address(call, "desk_form_part", "section", "person"), first).status_code == 302
    late = desk.post(address(call, "desk_form_part", "section", "person"), first | {"label_th": "คนที่สอง"})
    said = late.content.decode()
    assert late.status_code == 422 and "คนที่สอง" in said and f'name="edition" value="{seen + 1}"' in said
    assert form.sections.get(key="person").label_th == "คนแรก"
    again = desk.post(address(call, "desk_form_part", "section", "person"), {**first, "edition": seen + 1})
    assert again.status_code == 302


def test_keys_are_made_once_and_never_taken_twice(form, town):
    done = {"form": form, "by": town.officer, "at": town.now}
    fields = {"label_th": "กระดาษ", "label_en": "Check", "is_required": True}
    keys = []
    for _n in range(2):
        form.refresh_from_db()
        keys.append(form_editing.add_part(edition=form.edition, part="paper", fields=fields, **done).key)
    assert keys == ["check_2", "check_3"]
    form.refresh_from_db()
    row = form_editing.change_part(
        edition=form.edition, part="paper", key="check_2", fields=fields | {"label_en": "Else"}, **done
    )
    assert row.key == "check_2"


def test_who_judges_without_names_is_kept_from_what_tells_who_it_is_in_words(form, call, desk):
    path = address(call, "desk_form_part", "question", "birth_on")
    fields = {"section": "person", "label_th": "เกิด", "role": "birth_day"}
    answer = desk.post(path, sent(form, sensitivity="normal", **fields))
    assert answer.status_code == 422 and "sensitivity" in answer.context["form"].errors
    answer = desk.post(path, sent(form, sensitivity="identifying", hosts_see="on", **fields))
    assert answer.status_code == 422 and "hosts_see" in answer.context["form"].errors


def test_a_role_is_held_once(form, call, desk):
    path = address(call, "desk_form_new_kind", "question", "birthday")
    fields = sent(form, section="person", label_th="อีก", role="birth_day", sensitivity="identifying")
    assert "role" in desk.post(path, fields).context["form"].errors


def test_up_at_the_edge_of_a_section_leads_into_the_one_before(form, call, desk):
    first = form.questions.filter(section="background").first()
    desk.post(address(call, "desk_form_move", "question", first.key), sent(form, step="up"))
    first.refresh_from_db()
    assert first.section == "person"
    assert form.questions.filter(section="person").last().key == first.key
    desk.post(address(call, "desk_form_move", "question", first.key), sent(form, step="down"))
    assert form.questions.filter(section="background").first().key == first.key


def test_a_dragged_question_stands_before_the_other_in_its_section(form, call, desk):
    target = form.questions.filter(section="person").first()
    moved = form.questions.filter(section="motivation").first()
    desk.post(address(call, "desk_form_move", "question", moved.key), sent(form, before=target.key))
    assert form.questions.filter(section="person").first().key == moved.key


def test_a_section_goes_with_its_questions_after_it_was_said(form, call, desk):
    path = address(call, "desk_form_remove", "section", "background")
    assert str(form.questions.filter(section="background").first()) in desk.get(path).content.decode()
    desk.post(path, sent(form))
    assert not form.questions.filter(section="background").exists()
    words = " ".join(gap.words for gap in gaps_of(form) if gap.part == "rule" and gap.stops)
    assert words  # the rules that asked for those answers are named


LEAVES = {"leaf-TOTAL_FORMS": "2", "leaf-INITIAL_FORMS": "0"}
RULE_FIELDS = {
    "age": {"least": "18", "most": "35", "on": "cohort_start"},
    "answer": {"leaf": "is_thai:is:true"},
    "list": {"values": ["degree:bachelor"]},
    "least": {"leaf": "degree:least:bachelor"},
    "distance": {"most_km": "50"},
    "group": {"joined": "any"},
    "officer": {"label_th": "ไม่เคยถูกให้ออก"},
}
RULE_ROWS = {"group": LEAVES | {"leaf-0-leaf": "is_thai:is:true", "leaf-1-leaf": "degree:least:bachelor"}}


@pytest.mark.parametrize("kind", RULES)
def test_each_sort_of_rule_is_written_by_its_form_and_read_back_into_it(form, call, desk, kind):
    before = set(form.rules.values_list("key", flat=True))
    path = address(call, "desk_form_new_kind", "rule", kind)
    answer = desk.post(path, sent(form, is_hard="False", **RULE_FIELDS[kind], **RULE_ROWS.get(kind, {})))
    assert answer.status_code == 302, answer.context["form"].errors
    rule = form.rules.exclude(key__in=before).get()
    assert rule.is_hard is False and gaps_of(form) == [
        gap for gap in gaps_of(form) if gap.part != "rule" or not gap.stops
    ]
    page = desk.get(address(call, "desk_form_part", "rule", rule.key))
    shown = page.context["form"]
    assert type(shown) is RULES[kind]
    typed = {name: shown[name].value() for name in RULE_FIELDS[kind]}
    assert {name: str(value) for name, value in typed.items()} == {
        name: str(value) for name, value in RULE_FIELDS[kind].items()
    }


def test_a_rule_of_many_parts_from_a_file_keeps_its_tree(form, call, desk):
    either = {"any": [{"of": {"role": "nationality"}, "is": True}, {"of": {"role": "availability"}, "is": True}]}
    tree = {"all": [either, {"of": {"role": "degree"}, "least": "bachelor"}]}
    EligibilityRule.objects.create(form=form, key="either", tree=tree)
    desk.post(address(call, "desk_form_part", "rule", "either"), sent(form, is_hard="True", label_th="ข้อหนึ่ง"))
    rule = form.rules.get(key="either")
    assert rule.tree == tree and rule.label_th == "ข้อหนึ่ง"


def test_several_comparisons_are_joined_and_one_may_be_turned_around(form, call, desk):
    """Thai, or not older than 35: an age beside other comparisons counts on the first day of the cohort."""
    born = form.questions.get(role="birth_day").key
    rows = {
        "leaf-0-leaf": "is_thai:is:true",
        "leaf-0-is_not": "on",
        "leaf-1-leaf": f"{born}:age:most",
        "leaf-1-value": "๓๕",
    }
    path = address(call, "desk_form_new_kind", "rule", "group")
    desk.post(path, sent(form, is_hard="True", joined="any", **LEAVES, **rows))
    rule = form.rules.order_by("pk").last()
    thai, young = {"of": {"role": "nationality"}, "is": True}, {"most": 35, "on": "cohort_start"}
    assert rule.tree == {"any": [{"not": thai}, {"of": {"role": "birth_day"}, "age": young}]}
    shown = desk.get(address(call, "desk_form_part", "rule", rule.key)).context["form"].row_set
    assert [row.initial for row in shown][:2] == [
        {"leaf": "is_thai:is:true", "value": "", "is_not": True},
        {"leaf": f"{born}:age:most", "value": "35", "is_not": False},
    ]


@pytest.mark.parametrize(
    ("rows", "words"),
    [({}, "อย่างน้อยหนึ่ง"), ({"leaf-0-leaf": "{born}:age:most", "leaf-0-value": "สามสิบ"}, "อายุเป็นปีเต็ม")],
)
def test_a_rule_of_several_says_what_it_lacks_and_keeps_what_was_typed(form, call, desk, rows, words):
    born = form.questions.get(role="birth_day").key
    rows = {name: value.format(born=born) for name, value in rows.items()}
    path = address(call, "desk_form_new_kind", "rule", "group")
    answer = desk.post(path, sent(form, is_hard="True", joined="any", **LEAVES, **rows))
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page
    assert all(value in page for name, value in rows.items() if name.endswith("value"))


def test_a_condition_looks_at_earlier_answers_joined_by_any(form, call, desk):
    last = form.questions.filter(section="motivation").last()
    path = address(call, "desk_form_condition", "question", last.key)
    rows = LEAVES | {"leaf-0-leaf": "is_thai:is:true", "leaf-1-leaf": "degree:least:bachelor"}
    desk.post(path, sent(form, joined="any", **rows))
    last.refresh_from_db()
    assert last.condition == {
        "any": [{"of": {"role": "nationality"}, "is": True}, {"of": {"role": "degree"}, "least": "bachelor"}]
    }
    rows = desk.get(path).context["form"].row_set
    assert [form.initial.get("leaf") for form in rows][:2] == ["is_thai:is:true", "degree:least:bachelor"]


def test_a_condition_cannot_look_at_what_comes_later(form, call, desk):
    first = form.questions.filter(section="person").first()
    rows = LEAVES | {"leaf-0-leaf": "is_thai:is:true"}
    answer = desk.post(address(call, "desk_form_condition", "question", first.key), sent(form, joined="all", **rows))
    assert answer.status_code == 422
    first.refresh_from_db()
    assert first.condition is None


def test_weights_are_set_together_and_their_sum_is_asked_before_publishing(form, call, desk):
    rows = list(call.rubric.criteria.all())
    weights = {f"weight_{row.key}": "10" for row in rows}
    desk.post(address(call, "desk_form_weights"), sent(form, max_level="3", **weights))
    assert [row.weight for row in call.rubric.criteria.all()] == [10] * len(rows)
    assert all(one["level"] <= 3 for row in call.rubric.criteria.all() for one in row.anchors)
    assert str(10 * len(rows)) in " ".join(desk.get(address(call)).context["page"].of_call)


def test_readers_and_agreement_are_edited_beside_the_form(form, call, desk):
    desk.post(address(call, "desk_form_readers"), sent(form, reviewers_per_application="3"))
    desk.post(address(call, "desk_form_agreement"), sent(form, agreement_th="ตกลง", agreement_en="Agreed"))
    call.refresh_from_db()
    assert (call.reviewers_per_application, call.is_blind, call.agreement_th) == (3, False, "ตกลง")


def test_a_copy_of_an_earlier_call_is_equal_and_names_what_is_old(town, call, desk):
    Section.objects.filter(form__call=town.call, key="person").update(label_th="ตัวคุณ รุ่นที่ 4")
    type(call).objects.filter(pk=town.call.pk).update(
        reviewers_per_application=4, is_blind=False, reader_notes_told=True
    )
    desk.post(address(call, "desk_form_start"), {"source": f"call:{town.call.code}"})
    form = FormVersion.objects.get(call=call)
    assert as_blueprint(form) == as_blueprint(town.call.form_versions.get())
    assert (form.call.reviewers_per_application, form.call.is_blind) == (4, False)
    assert form.call.reader_notes_told
    assert [gap.key for gap in gaps_of(form) if gap.part == "section" and not gap.stops] == ["person"]


def test_a_form_is_kept_as_a_template_and_begins_another(form, call, desk, town):
    desk.post(address(call, "desk_form_template"), {"name_th": "แบบสั้น"})
    template = FormTemplate.objects.get(name_th="แบบสั้น")
    assert Blueprint.model_validate(template.blueprint) == as_blueprint(form)
    again = desk.post(address(call, "desk_form_template"), {"name_th": "แบบสั้น"})
    assert again.status_code == 422 and "name_th" in again.context["form"].errors


def test_a_scheduled_call_stays_ready(form, call, desk, town):
    town.make_opening(town.agency, town.host, call=call)
    type(call).objects.filter(pk=call.pk).update(state="scheduled")
    row = call.rubric.criteria.first()
    answer = desk.post(
        address(call, "desk_form_part", "criterion", row.key), sent(form, label_th="ใหม่", weight=str(row.weight - 1))
    )
    row.refresh_from_db()
    assert answer.status_code == 422 and row.label_th != "ใหม่"


def test_only_officers_of_the_cohort_build(form, call, town, signed_in):
    for person, status in ((town.evaluator, 403), (town.applicant, 404), (town.host, 404)):
        assert signed_in(person).get(address(call)).status_code == status
    with pytest.raises(NotAllowed):
        form_editing.remove_part(form=form, edition=0, part="section", key="person", by=town.evaluator, at=town.now)


def test_the_history_says_who_changed_what(form, call, desk, town):
    desk.post(address(call, "desk_form_remove", "paper", form.document_kinds.first().key), sent(form))
    entry = AuditEntry.objects.filter(object_code=form.code).latest("pk")
    assert (entry.act, entry.actor, entry.data) == ("remove_part", town.officer, {"part": "paper"})


@pytest.mark.parametrize("language", ["th", "en"])
def test_each_section_is_seen_as_an_applicant_in_a_language_of_its_own(form, call, desk, language):
    section = form.sections.get(key="background")
    said = desk.get(address(call, "desk_form_preview", language, section.key)).content.decode()
    assert getattr(section, f"label_{language}") in said
    assert getattr(form.questions.filter(section="background").first(), f"label_{language}") in said


def test_the_page_asks_as_often_for_one_question_as_for_many(form, call, desk, django_assert_num_queries):
    QUERIES = 36
    desk.get(address(call))
    with django_assert_num_queries(QUERIES):
        desk.get(address(call))
    for n in range(3):
        Question.objects.create(
            form=form, section="person", key=f"more_{n}", kind="text", label_th="อีก", position=90 + n
        )
    with django_assert_num_queries(QUERIES):
        desk.get(address(call))


def test_a_form_that_cannot_be_answered_keeps_its_call_from_the_public(form, call, town):
    Section.objects.create(form=form, key="empty", label_th="ว่าง", position=9)
    assert any("ว่าง" in words for words in publication_gaps(call, town.now))


def test_no_part_is_added_to_a_public_version(town):
    form = FormVersion.objects.get(call=town.call)
    with pytest.raises(Refusal):
        form_editing.add_part(
            form=form, edition=form.edition, part="section", fields={"label_th": "ก"}, by=town.officer, at=town.now
        )


def test_ten_pretend_applicants_go_through_the_whole_call_and_leave_nothing(form, call, desk):
    form.rules.filter(key="age").update(tree={"of": {"role": "birth_day"}, "age": {"most": 1, "on": "cohort_start"}})
    page = desk.get(address(call, "desk_form_dry_run"))
    trials = page.context["trials"]
    assert [trial.number for trial in trials] == list(range(1, 11))
    assert {trial.outcome for trial in trials} == {"fail"} and all(trial.total is not None for trial in trials)
    assert all(trial.problems == [] for trial in trials)
    assert not call.applications.exists()
    assert [trial.findings for trial in desk.get(page.request["PATH_INFO"]).context["trials"]] == [
        trial.findings for trial in trials
    ]


def test_the_shipped_form_stands_among_the_templates_of_every_site_once(call, desk):
    for _n in range(2):
        call_command("setup_site", verbosity=0)
    template = FormTemplate.objects.get()
    desk.post(address(call, "desk_form_start"), {"source": f"template:{template.code}"})
    plan = as_blueprint(FormVersion.objects.get(call=call))
    assert plan.sections == shipped("standard_form").sections


REFEREE = {
    "label_th": "อาจารย์", "label_en": "A teacher", "prompt_th": "เล่าให้ฟัง", "prompt_en": "Tell us", "how_many": "1",
    "days": "7", "asks_text": "on",
}  # fmt: skip


def test_a_form_asks_for_a_referee_and_its_file_carries_that_along(form, call, desk, town):
    assert desk.post(address(call, "desk_form_new", "referee"), sent(form, **REFEREE)).status_code == 302
    rule = form.referee_rules.get()
    assert (rule.key, rule.days, rule.asks_text, rule.asks_scale, rule.hosts_see) == (
        "a_teacher",
        7,
        True,
        False,
        False,
    )
    assert any(gap.stops and gap.part == "referee" for gap in gaps_of(form))  # no section takes their names
    desk.post(address(call, "desk_form_new", "section"), sent(form, label_th="ผู้รับรอง", kind="referees"))
    assert not [gap for gap in gaps_of(form) if gap.stops]
    plan = as_blueprint(form)
    assert Blueprint.model_validate_json(plan.model_dump_json()) == plan
    fields = {
        "slug": "cohort-7", "title_th": "รุ่นที่ 7", "opens_at": town.now + timedelta(days=5), "closes_at": town.now + timedelta(days=30),
    }  # fmt: skip
    other = cohorts.create_call(cohort=town.cohort, fields=fields, by=town.officer, at=town.now)
    copy = form_versions.start_form(call=other, plan=plan, by=town.officer, at=town.now)
    assert as_blueprint(copy).referees == plan.referees
    page = desk.get(address(call)).content.decode()
    assert 'id="referee-a_teacher"' in page
    assert "ขอผู้รับรอง 1 คน" in desk.get(address(call, "desk_form_dry_run")).content.decode()


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"asks_text": ""}, "asks_text"),
        ({"how_many": "4"}, "how_many"),
        ({"days": "61"}, "days"),
        ({"prompt_th": ""}, "prompt_th"),
        ({"asks_text": "", "asks_file": "on", "blind_readers_see": "on"}, "blind_readers_see"),
    ],
)
def test_a_referee_who_cannot_be_asked_so_is_refused_at_its_field(form, call, desk, fields, wrong):
    answer = desk.post(address(call, "desk_form_new", "referee"), sent(form, **REFEREE | fields))
    assert answer.status_code == 422 and set(answer.context["form"].errors) == {wrong}
    assert not form.referee_rules.exists()


def test_a_form_never_asks_for_more_than_three_referees_together(form, call, desk):
    desk.post(address(call, "desk_form_new", "referee"), sent(form, **REFEREE | {"how_many": "2"}))
    more = desk.post(address(call, "desk_form_new", "referee"), sent(form, **REFEREE | {"how_many": "2"}))
    assert more.status_code == 422 and set(more.context["form"].errors) == {"how_many"}


def test_what_changed_about_a_referee_is_said_in_words(form):
    old = as_blueprint(form)
    part = RefereePart(key="teacher", label_th="อาจารย์", prompt_th="เล่า")
    new = old.model_copy(update={"referees": [part]})
    assert [one.code for one in changes_between(old, new)] == ["added"]
    later = new.model_copy(update={"referees": [part.model_copy(update={"days": 14, "asks_scale": True})]})
    with override("en"):
        words = [one.words for one in changes_between(new, later)]
    assert words == ["Referee “อาจารย์”: the referee answers in another way", "Referee “อาจารย์”: another deadline"]
