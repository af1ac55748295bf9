"""Rules as data: one verdict in three values, refused when unsound, said in both languages."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from applications.models import Question
from applications.rules import Known, Speech, check_condition, check_tree, decisive, reason_of, seen_in, verdict_of
from applications.rules import words_of as said
from applications.rules.known import km_between
from applications.rules.trees import DEEPEST, LARGEST

DEGREES = [
    {"value": "vocational", "th": "ปวส.", "en": "Vocational"},
    {"value": "bachelor", "th": "ปริญญาตรี", "en": "Bachelor's degree"},
    {"value": "master", "th": "ปริญญาโท", "en": "Master's degree"},
]


def question(key, kind, role="", **fields) -> Question:
    words = {"label_th": f"ข้อ {key}", "label_en": key.capitalize()}
    return Question(**{"section": "one", "key": key, "kind": kind, "role": role, **words} | fields)


QUESTIONS = [
    question("born", "birthday", "birth_day"),
    question("thai", "yes", "nationality"),
    question("degree", "choice", "degree", options=DEGREES, label_en="Highest degree", label_th="วุฒิสูงสุด"),
    question("years", "number"),
    question("skills", "choices", options=DEGREES),
    question("free_from", "date"),
    question("home", "province", "home", label_en="Home province", label_th="จังหวัดบ้านเกิด"),
    question("why", "long"),
    question("illness", "long", sensitivity="sensitive"),
]
KHON_KAEN, UDON, PHUKET = (16.43, 102.83), (17.41, 102.79), (7.88, 98.39)
KNOWN = Known(
    answers={
        "born": "2004-02-29", "thai": True, "degree": "bachelor", "years": 3, "skills": ["master"],
        "free_from": "2027-10-01", "home": "TH-40", "why": "เพราะ", "empty": None,
    },
    roles={row.role: row.key for row in QUESTIONS if row.role},
    scales={"degree": ("vocational", "bachelor", "master")},
    days={"cohort_start": date(2028, 3, 1), "call_close": date(2027, 12, 1)},
    points={"TH-40": KHON_KAEN, "TH-83": PHUKET},
    chosen=(UDON,),
)  # fmt: skip
SPEECH = Speech(QUESTIONS, KNOWN.days, {"TH-40": "ขอนแก่น"})


def role(name, **tests) -> dict:
    return {"of": {"role": name}} | tests


def answer(key, **tests) -> dict:
    return {"of": {"answer": key}} | tests


def age(least, most, on="cohort_start") -> dict:
    return role("birth_day", age={"least": least, "most": most, "on": on})


def near(km) -> dict:
    return role("home", distance={"to": "opening", "most_km": km})


VERDICTS = [
    (age(20, 35), "pass"),
    (age(24, 24), "pass"),  # twenty-four since the day before
    (age(24, 24, "2028-02-28"), "fail"),
    (role("birth_day", age={"most": 23, "on": "call_close"}), "pass"),
    (role("nationality", **{"is": True}), "pass"),
    (role("nationality", **{"is": False}), "fail"),
    (role("degree", least="bachelor"), "pass"),
    (role("degree", least="master"), "fail"),
    (role("degree", most="vocational"), "fail"),
    (role("degree", **{"in": ["vocational", "bachelor"]}), "pass"),
    (answer("years", least=2, most=3), "pass"),
    (answer("years", least=4), "fail"),
    (answer("skills", **{"is": "master"}), "pass"),
    (answer("skills", **{"in": ["vocational", "bachelor"]}), "fail"),
    (answer("free_from", most="cohort_start"), "pass"),
    (answer("free_from", most="2027-09-30"), "fail"),
    (role("home", **{"in": ["TH-40", "TH-41"]}), "pass"),
    (near(120), "pass"),
    (near(100), "fail"),
    (answer("why", given=True), "pass"),
    (answer("empty", given=True), "fail"),
    (answer("empty", given=False), "pass"),
    (answer("unasked", given=True), "open"),
    (answer("empty", least=3), "open"),
    (role("residence", **{"is": "TH-40"}), "open"),
    ({"officer": True}, "open"),
]  # what is asked of KNOWN, and what it says


@pytest.mark.parametrize(("tree", "verdict"), VERDICTS, ids=str)
def test_each_comparison(tree, verdict):
    assert verdict_of(tree, KNOWN) == verdict


def test_a_place_that_is_not_known_stays_open_and_one_near_opening_is_enough():
    far = replace(KNOWN, chosen=(PHUKET,))
    assert verdict_of(near(150), far) == "fail"
    assert verdict_of(near(150), replace(KNOWN, chosen=(PHUKET, None))) == "open"
    assert verdict_of(near(150), replace(KNOWN, chosen=(PHUKET, UDON, None))) == "pass"
    assert verdict_of(near(150), replace(KNOWN, chosen=None)) == "open"
    assert verdict_of(near(150), replace(far, points={})) == "open"
    assert round(km_between(KHON_KAEN, PHUKET)) == round(km_between(PHUKET, KHON_KAEN)) == 1066


# --- properties: any tree over any knowledge

leaves = st.sampled_from([tree for tree, _verdict in VERDICTS])
trees = st.recursive(
    leaves,
    lambda inside: st.one_of(
        st.builds(lambda kids: {"all": kids}, st.lists(inside, min_size=1, max_size=3)),
        st.builds(lambda kids: {"any": kids}, st.lists(inside, min_size=1, max_size=3)),
        st.builds(lambda kid: {"not": kid}, inside),
    ),
    max_leaves=8,
)
VALUES = [
    None,
    True,
    False,
    1,
    3,
    5,
    "bachelor",
    "master",
    ["master"],
    "2004-02-29",
    "1990-01-01",
    "TH-40",
    "TH-83",
    "x",
]
knowledge = st.builds(
    lambda answers, chosen: replace(KNOWN, answers=answers, chosen=chosen),
    st.dictionaries(st.sampled_from([*KNOWN.answers, "unasked"]), st.sampled_from(VALUES)),
    st.sampled_from([None, (UDON,), (PHUKET, None), (PHUKET,)]),
)
json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["all", "any", "not", "of", "is", "in", "least", "age", "distance", "role", "answer", "on", "x"]
            ),
            inside,
            max_size=3,
        )
    ),
    max_leaves=12,
)


@given(st.lists(trees, min_size=1, max_size=3), knowledge)
def test_not_all_is_any_not(kids, known):
    negated = [{"not": kid} for kid in kids]
    assert verdict_of({"not": {"all": kids}}, known) == verdict_of({"any": negated}, known)
    assert verdict_of({"not": {"any": kids}}, known) == verdict_of({"all": negated}, known)


@given(trees, knowledge)
def test_not_not_changes_nothing(tree, known):
    assert verdict_of({"not": {"not": tree}}, known) == verdict_of(tree, known)


@given(st.lists(trees, min_size=1, max_size=4), st.randoms(), knowledge)
def test_the_order_is_of_no_weight(kids, random, known):
    mixed = random.sample(kids, len(kids))
    for group in ("all", "any"):
        assert verdict_of({group: kids}, known) == verdict_of({group: mixed}, known)


@given(trees, knowledge, st.dictionaries(st.sampled_from(list(KNOWN.answers)), st.sampled_from(VALUES)))
def test_knowing_more_never_turns_a_verdict_round(tree, known, more):
    later = known.with_answers({**more, **known.answers})
    before, after = verdict_of(tree, known), verdict_of(tree, later)
    assert before in ("open", after)


@given(trees)
def test_nothing_known_is_open_and_never_a_no(tree):
    assert verdict_of(tree, Known()) == "open"


@given(json_like, knowledge)
def test_what_is_no_rule_is_refused_in_words_and_stays_open(tree, known):
    assert verdict_of(tree, known) in ("pass", "fail", "open")
    assert all(str(fault) for fault in check_tree(tree, QUESTIONS))
    assert said(tree, SPEECH)


@given(trees, knowledge)
def test_the_leaves_that_are_named_are_those_that_decide(tree, known):
    """Were they answered the other way, or at all, the verdict would be another: without them it stands on nothing."""
    named = decisive(tree, known)
    assert named
    blind = known.with_answers(
        {key: value for key, value in known.answers.items() if key not in {_key(leaf, known) for leaf in named}}
    )
    if verdict_of(tree, known) != "open":
        assert verdict_of(tree, blind) == "open"


def _key(leaf, known):
    of = leaf.get("of", {})
    return known.roles.get(of["role"]) if "role" in of else of.get("answer")


# --- the validator

FAULTS = [
    ({}, "shape"),
    (None, "shape"),
    ([], "shape"),
    ({"all": []}, "empty"),
    ({"any": "x"}, "shape"),
    ({"all": [age(20, 35)], "any": [age(20, 35)]}, "shape"),
    ({"of": {"role": "home"}}, "shape"),
    ({"of": {"role": "home"}, "sounds": "nice"}, "shape"),
    (role("king", given=True), "unknown_role"),
    (role("residence", given=True), "no_question"),
    (answer("gone", given=True), "removed"),
    (answer("illness", given=True), "secret"),
    (answer("why", least=3), "incomparable"),
    (answer("years", age={"least": 3, "on": "cohort_start"}), "incomparable"),
    (answer("years", least=9, most=3), "least_above_most"),
    (answer("years", least="many"), "wrong_value"),
    (answer("years", least=True), "wrong_value"),
    (answer("years", least=float("nan")), "wrong_value"),
    (age(35, 20), "least_above_most"),
    (age(20, 35, "some day"), "wrong_value"),
    (age(-1, 35), "wrong_value"),
    (role("birth_day", age={"on": "cohort_start"}), "wrong_value"),
    (role("degree", least="doctor"), "wrong_value"),
    (role("degree", least="master", most="vocational"), "least_above_most"),
    (role("degree", **{"in": []}), "wrong_value"),
    (role("nationality", **{"is": "yes"}), "wrong_value"),
    (near(0), "wrong_value"),
    (answer("free_from", least="2028-01-01", most="2027-01-01"), "least_above_most"),
]


@pytest.mark.parametrize(("tree", "code"), FAULTS, ids=str)
def test_an_unsound_rule_is_told(tree, code):
    assert [fault.code for fault in check_tree(tree, QUESTIONS)] == [code]


@pytest.mark.parametrize(
    "tree", [tree for tree, verdict in VERDICTS if verdict != "open" and "empty" not in str(tree)], ids=str
)
def test_a_sound_rule_is_taken(tree):
    assert check_tree({"all": [tree, {"not": tree}]}, QUESTIONS) == []


def test_a_rule_is_neither_too_deep_nor_too_large():
    deep = age(20, 35)
    for _level in range(DEEPEST - 1):
        deep = {"not": deep}
    assert check_tree(deep, QUESTIONS) == []
    assert [fault.code for fault in check_tree({"not": deep}, QUESTIONS)] == ["too_deep"]
    many = {"all": [age(20, 35)] * (LARGEST - 1)}
    assert check_tree(many, QUESTIONS) == []
    assert [fault.code for fault in check_tree({"all": [*many["all"], age(1, 2)]}, QUESTIONS)] == ["too_large"]
    endless = age(20, 35)
    for _level in range(5000):
        endless = {"not": endless}
    assert verdict_of(endless, KNOWN) == "open" and check_tree(endless, QUESTIONS)


def test_a_condition_looks_back_only():
    tree = answer("years", least=2)
    assert check_condition(tree, QUESTIONS[:4], QUESTIONS) == []
    assert [fault.code for fault in check_condition(tree, QUESTIONS[:3], QUESTIONS)] == ["later"]
    assert [fault.code for fault in check_condition(near(100), QUESTIONS, QUESTIONS)] == ["incomparable"]


# --- words

SAID = [
    (age(20, 35), "Age 20 to 35 on 1 March 2028", "อายุ 20 ถึง 35 ปี ในวันที่ 1 มีนาคม 2571"),
    (role("degree", least="bachelor"), "Highest degree: Bachelor's degree or higher", "วุฒิสูงสุด: ปริญญาตรีขึ้นไป"),
    (role("nationality", **{"is": True}), "Thai nationality", "สัญชาติไทย"),
    (near(100), "Home province: at most 100 km from an opening that you choose", None),
    (answer("years", least=2, most=5), "Years: 2 to 5", None),
    (
        {"any": [role("home", **{"is": "TH-40"}), {"all": [answer("years", least=2), answer("why", given=True)]}]},
        "Home province: ขอนแก่น or (Years: at least 2 and “Why” is answered)",
        None,
    ),
    ({"officer": True}, "An officer checks this.", "เจ้าหน้าที่จะตรวจข้อนี้"),
]


@pytest.mark.parametrize(("tree", "english", "thai"), SAID, ids=lambda value: str(value)[:40])
def test_a_rule_says_itself_in_both_languages(tree, english, thai):
    with translation.override("en"):
        assert said(tree, SPEECH).replace("\xa0", " ") == english
    with translation.override("th"):
        assert (said(tree, SPEECH).replace("\xa0", " ") == thai) if thai else said(tree, SPEECH)


def test_why_a_rule_is_not_met_is_said_with_what_was_seen():
    with translation.override("en"):
        failed = decisive({"all": [age(30, 35), role("nationality", **{"is": True})]}, KNOWN)
        assert failed == [age(30, 35)]
        reason = reason_of(failed[0], seen_in(failed[0], KNOWN), SPEECH).replace("\xa0", " ")
        assert reason == "You would be 24; this call asks for: Age 30 to 35 on 1 March 2028."
        assert seen_in(near(100), KNOWN) == {"km": 109}
