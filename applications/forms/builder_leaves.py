"""What one comparison of a rule or a condition can be, as a choice in a list instead of a tree."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from applications.answers.kinds import label_of
from applications.answers.kinds.numbers import read_number
from applications.models import Question
from applications.rules.comparing import compared, compares
from applications.rules.trees import target, tests_of
from programme.kernel.dates import day
from programme.kernel.typed_dates import ANY, NoDay, parse_day

AGE_ON = "cohort_start"  # the day that an age beside other comparisons is counted on; a rule of age names its own
TYPED = ("least", "most")  # compared with something that is typed, where the question has no options


def of_question(question: Question) -> dict:
    """How a leaf names a question: by its role where it has one, so that a copied rule still fits."""
    return {"role": question.role} if question.role else {"answer": question.key}


def leaf_choices(questions: Iterable[Question], tests: Iterable[str]) -> list:
    """[(question, [(code, words)])] of everything that can be compared with these tests."""
    groups: list = [("", _("Choose"))]
    for question in questions:
        if question.sensitivity == Question.Sensitivity.SENSITIVE:
            continue
        rows = [row for test in tests if test in compares(question.kind) for row in _of_test(question, test)]
        if rows:
            groups.append((question.label, rows))
    return groups


def _of_test(question: Question, test: str) -> list[tuple[str, str]]:
    label, key = question.label, question.key
    if test == "age":
        said = {"least": _("%(label)s: at least … years old"), "most": _("%(label)s: at most … years old")}
        return [(f"{key}:age:{border}", words % {"label": label}) for border, words in said.items()]
    if test == "given":
        return [(f"{key}:given", _("“%(label)s” is answered") % {"label": label})]
    if compared(question) == "flag":
        words = (("true", _("Yes")), ("false", _("No")))
        return [(f"{key}:is:{value}", f"{label}: {said}") for value, said in words]
    if question.options:
        return _of_options(question, test)
    if test in TYPED:
        said = {"least": _("%(label)s: at least …"), "most": _("%(label)s: at most …")}[test]
        return [(f"{key}:{test}", said % {"label": label})]
    return []


def _of_options(question: Question, test: str) -> list[tuple[str, str]]:
    said = {
        "is": "%(label)s: %(value)s",
        "least": _("%(label)s: %(value)s or higher"),
        "most": _("%(label)s: %(value)s or lower"),
    }
    if test not in said:
        return []
    values = [(one["value"], label_of(question, one["value"])) for one in question.options]
    return [
        (f"{question.key}:{test}:{value}", said[test] % {"label": question.label, "value": words})
        for value, words in values
    ]


def leaf_of(code: str, typed: str, questions: Iterable[Question]) -> dict:
    """The leaf that a choice stands for. `ValidationError` where something typed does not fit."""
    key, _colon, rest = code.partition(":")
    test, _colon, value = rest.partition(":")
    question = next(one for one in questions if one.key == key)
    of = {"of": of_question(question)}
    if test == "given":
        return of | {"given": True}
    if test == "age":
        return of | {"age": {value: _years(typed), "on": AGE_ON}}
    if compared(question) == "flag":
        return of | {"is": value == "true"}
    if value:
        return of | {test: value}
    return of | {test: _typed(typed, question)}


def _years(typed: str) -> int:
    found = read_number(typed)
    if found is None or found != found.to_integral_value():
        raise ValidationError(_("Write the age in full years, for example 35."))
    return int(found)


def _typed(typed: str, question: Question) -> Any:
    if compared(question) == "day":
        try:
            return parse_day(typed, span=ANY).isoformat()
        except NoDay as no:
            raise ValidationError(str(no)) from None
    found = read_number(typed)
    if found is None:
        raise ValidationError(_("Write a number in digits, for example 3.25."))
    return int(found) if found == found.to_integral_value() else float(found)


def code_of(leaf: Any, questions: Iterable[Question]) -> tuple[str, str] | None:
    """The choice and what is typed beside it; None for a leaf that no list holds."""
    if not isinstance(leaf, dict):
        return None
    kind, name = target(leaf)
    field = "role" if kind == "role" else "key"
    question = next((one for one in questions if name and getattr(one, field) == name), None)
    tests = tests_of(leaf)
    if question is None or len(tests) != 1:
        return None
    test, wanted = next(iter(tests.items()))
    if test == "given":
        return (f"{question.key}:given", "") if wanted is True else None
    if test == "age":
        return _code_of_age(question, wanted)
    if isinstance(wanted, bool):
        return f"{question.key}:is:{str(wanted).lower()}", ""
    if test == "is" or (isinstance(wanted, str) and question.options):
        return f"{question.key}:{test}:{wanted}", ""
    return (f"{question.key}:{test}", _shown(wanted)) if test in TYPED else None


def _code_of_age(question: Question, wanted: Any) -> tuple[str, str] | None:
    borders = [name for name in TYPED if isinstance(wanted, dict) and name in wanted]
    if len(borders) != 1 or wanted.get("on") != AGE_ON:
        return None
    return f"{question.key}:age:{borders[0]}", str(wanted[borders[0]])


def _shown(wanted: Any) -> str:
    if isinstance(wanted, str):
        try:
            return day(parse_day(wanted, span=ANY))
        except NoDay:
            return wanted
    return str(Decimal(str(wanted)))
