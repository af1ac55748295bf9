"""Is a rule sound? Everything that is wrong with a tree, in words for the officer who writes it; never an error."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from applications.answers.roles import QuestionRole
from applications.rules.comparing import DAYS, TESTS, compared, compares
from applications.rules.known import Known
from applications.rules.trees import DEEPEST, GROUPS, LARGEST, Leaf, parts, target, tests_of
from applications.rules.verdicts import place_of

BORDERS = {"least", "most"}
FURTHEST_KM, OLDEST = 3000, 120


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong. `code` is for programs, the words are for a person."""

    code: str
    words: str

    def __str__(self) -> str:
        return self.words


def check_tree(tree: Any, questions: Iterable[Any], *, is_condition: bool = False) -> list[Fault]:
    """All faults of a tree over the questions of its form; none: it can be used."""
    questions = list(questions)
    found = [*_limits(tree)]
    for part, _depth in [] if found else parts(tree):
        found += _part(part, questions, is_condition)
    return list(dict.fromkeys(found))


def check_condition(tree: Any, earlier: Iterable[Any], questions: Iterable[Any]) -> list[Fault]:
    """A condition looks at earlier answers only, so that no circle can arise. `questions` are all of the form."""
    earlier, later = list(earlier), []
    keys = {question.key for question in earlier}
    questions = list(questions)
    for leaf, _depth in parts(tree):
        question = question_of(leaf, questions) if isinstance(leaf, dict) else None
        if question is not None and question.key not in keys:
            words = _("“%(label)s” is not asked before this. A condition can only look at earlier answers.")
            later.append(Fault("later", words % {"label": question.label}))
    return list(dict.fromkeys(later)) or check_tree(tree, questions, is_condition=True)


def question_of(leaf: Leaf, questions: Iterable[Any]) -> Any | None:
    """The question that a leaf looks at; None where the form has none."""
    kind, name = target(leaf)
    field = "role" if kind == "role" else "key"
    return next((row for row in questions if name and getattr(row, field) == name), None)


def _limits(tree: Any) -> Iterator[Fault]:
    sizes = [depth for _part, depth in parts(tree)]
    if max(sizes) > DEEPEST:
        yield Fault("too_deep", _("The rule has more than %(n)s levels. Make two rules of it.") % {"n": DEEPEST})
    if len(sizes) > LARGEST:
        yield Fault("too_large", _("The rule has more than %(n)s parts. Make two rules of it.") % {"n": LARGEST})


def _part(part: Any, questions: list[Any], is_condition: bool) -> list[Fault]:
    if not isinstance(part, dict) or not part:
        return [_no_rule()]
    if "not" in part:
        return [] if len(part) == 1 else [_no_rule()]
    group = next((name for name in GROUPS if name in part), None)
    if group is None:
        return _leaf(part, questions, is_condition)
    if len(part) > 1 or not isinstance(part[group], list):
        return [_no_rule()]
    return [] if part[group] else [Fault("empty", _("A group of rules is empty. Add a rule to it, or remove it."))]


def _no_rule() -> Fault:
    return Fault("shape", _("A part of the rule cannot be read. Build it anew."))


def _leaf(leaf: Leaf, questions: list[Any], is_condition: bool) -> list[Fault]:
    if leaf == {"officer": True} and not is_condition:
        return []
    kind, name = target(leaf)
    tests = tests_of(leaf)
    if not kind or len(leaf["of"]) != 1 or not tests or not set(tests) <= set(TESTS):
        return [_no_rule()]
    if len(tests) > 1 and set(tests) != BORDERS:
        return [_no_rule()]
    question = question_of(leaf, questions)
    if question is None:
        return [_missing(kind, name)]
    if question.sensitivity == "sensitive":
        words = _("“%(label)s” is encrypted, so no rule can look at it.")
        return [Fault("secret", words % {"label": question.label})]
    if not set(tests) <= compares(question.kind) or (is_condition and "distance" in tests):
        words = _("“%(label)s” cannot be compared like that. Choose another comparison.")
        return [Fault("incomparable", words % {"label": question.label})]
    return _values(tests, question)


def _missing(kind: str, name: str) -> Fault:
    if kind == "role" and name not in QuestionRole.values:
        return Fault("unknown_role", _("Nobody knows the role “%(name)s”.") % {"name": name})
    if kind == "role":
        words = _("No question of this form has the role “%(role)s”. Add one, or remove the rule.")
        return Fault("no_question", words % {"role": QuestionRole(name).label})
    words = _("The rule looks at the question “%(name)s”, which this form does not have (any more).")
    return Fault("removed", words % {"name": name})


def _values(tests: dict[str, Any], question: Any) -> list[Fault]:
    """Do the values fit the question?"""
    fits = all(_fits(test, wanted, question) for test, wanted in tests.items())
    if not fits:
        words = _("A value does not fit the question “%(label)s”. Choose it anew.")
        return [Fault("wrong_value", words % {"label": question.label})]
    borders = next((tests[name] for name in ("age",) if name in tests), tests)
    if set(borders) >= BORDERS and _is_above(borders["least"], borders["most"], question):
        words = _("“%(label)s”: the least is above the most, so nobody would pass.")
        return [Fault("least_above_most", words % {"label": question.label})]
    return []


def _fits(test: str, wanted: Any, question: Any) -> bool:
    if test == "given":
        return isinstance(wanted, bool)
    if test == "in":
        return isinstance(wanted, list) and bool(wanted) and all(_fits("is", one, question) for one in wanted)
    if test == "age":
        return _is_age(wanted)
    if test == "distance":
        is_near = isinstance(wanted, dict) and set(wanted) == {"to", "most_km"} and wanted["to"] == "opening"
        return is_near and _is_number(wanted["most_km"]) and 0 < wanted["most_km"] <= FURTHEST_KM
    return _is_value(wanted, question)


def _is_age(wanted: Any) -> bool:
    if not isinstance(wanted, dict) or not {"on"} < set(wanted) <= {"on", *BORDERS}:
        return False
    ages = [wanted[name] for name in BORDERS if name in wanted]
    return all(type(age) is int and 0 <= age <= OLDEST for age in ages) and _is_day(wanted["on"])


def _is_value(wanted: Any, question: Any) -> bool:
    """One value that an answer to this question may be compared with."""
    if compared(question) == "flag":
        return isinstance(wanted, bool)
    if compared(question) == "option":
        return isinstance(wanted, str) and wanted in [option["value"] for option in question.options]
    if compared(question) == "day":
        return _is_day(wanted)
    if compared(question) == "place":
        return isinstance(wanted, str) and bool(wanted)
    return _is_number(wanted)


def _is_number(wanted: Any) -> bool:
    return place_of(wanted, "", Known()) is not None and not isinstance(wanted, str)


def _is_day(wanted: Any) -> bool:
    if not isinstance(wanted, str):
        return False
    try:
        return wanted in DAYS or bool(date.fromisoformat(wanted))
    except ValueError:
        return False


def _is_above(least: Any, most: Any, question: Any) -> bool:
    """Days of the call have no fixed place, so they are above nothing."""
    scale = tuple(option["value"] for option in question.options)
    known = Known(scales={question.key: scale} if compared(question) == "option" else {})
    low, high = place_of(least, question.key, known), place_of(most, question.key, known)
    return bool(low and high and low[1] > high[1])
