"""A question or section is asked when its condition holds; what is not asked is kept, and not sent."""

from types import SimpleNamespace as Row

from hypothesis import given
from hypothesis import strategies as st

from applications.rules import Known, visible


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
    for answers in ({"a": False}, {"a": None}, {}):
        shown = visible(*asked, Known(answers))
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
answers = st.dictionaries(st.sampled_from("abcd"), st.sampled_from([True, False, None]))


@given(st.tuples(conditions, conditions, conditions, conditions, conditions), answers)
def test_each_question_is_asked_or_hidden_with_its_reason(rows, given):
    sections, questions = form(*rows)
    shown = visible(sections, questions, Known(given))
    assert shown.questions | set(shown.hidden) == set("abcd") and not shown.questions & set(shown.hidden)
    assert all(reason is not None for reason in shown.hidden.values())


@given(st.tuples(conditions, conditions, conditions, conditions, conditions), answers, st.booleans())
def test_what_is_hidden_changes_nothing(rows, given, other):
    sections, questions = form(*rows)
    shown = visible(sections, questions, Known(given))
    for key in shown.hidden:
        assert visible(sections, questions, Known({**given, key: other})) == shown
