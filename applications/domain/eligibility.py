"""The call's eligibility rules as pure checks on plain answers: used before sign-up, at submission and in screening."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from applications.answers.roles import QuestionRole
from applications.models import EligibilityRule
from programme.kernel.dates import age_on, day


@dataclass(frozen=True)
class Finding:
    """What one rule says: outcome is pass, fail or open (not enough is known); the reason is fit for the person."""

    rule: str
    outcome: str
    reason: str
    values: dict = field(default_factory=dict)  # what was looked at, for saying it again to others


@dataclass(frozen=True)
class Answers:
    """What the rules look at."""

    birth_on: date | None = None
    is_thai: bool | None = None
    full_time: bool | None = None

    @classmethod
    def of_roles(cls, roles: dict) -> "Answers":
        """From stored answers by the role of their question; what was not asked is not known."""
        born = roles.get(QuestionRole.BIRTH_DAY)
        return cls(
            date.fromisoformat(born) if born else None,
            roles.get(QuestionRole.NATIONALITY),
            roles.get(QuestionRole.AVAILABILITY),
        )


def _age(rule: dict, answers: Answers, starts_on: date) -> tuple[str, str]:
    words = {"min": rule["min"], "max": rule["max"]}
    if answers.birth_on is None:
        return "open", _("Age %(min)s to %(max)s on the first day; tell us your date of birth.") % words
    words["age"] = age_on(answers.birth_on, starts_on)
    if rule["min"] <= words["age"] <= rule["max"]:
        return "pass", _("You will be %(age)s on the first day; the call is for %(min)s to %(max)s.") % words
    return "fail", _("You will be %(age)s on the first day; this call is for people aged %(min)s to %(max)s.") % words


def _nationality(rule: dict, answers: Answers, starts_on: date) -> tuple[str, str]:
    return _yes(answers.is_thai, _("Thai nationality."), _("This call is for Thai nationals."))


def _full_time(rule: dict, answers: Answers, starts_on: date) -> tuple[str, str]:
    return _yes(
        answers.full_time, _("Full time for the whole period."), _("The work is full time for the whole period.")
    )


def _yes(answer: bool | None, passed: str, failed: str) -> tuple[str, str]:
    return ("open", failed) if answer is None else ("pass", passed) if answer else ("fail", failed)


def requirements(rows: Iterable[EligibilityRule], starts_on: date) -> list[str]:
    """The rules as the public reads them; a rule nobody knows is checked by an officer and not announced in words."""
    words = {
        "age": lambda rule: (
            _("Age %(min)s to %(max)s on %(day)s")
            % {"min": rule["min"], "max": rule["max"], "day": day(starts_on, long=True)}
        ),
        "nationality": lambda rule: _("Thai nationality"),
        "full_time": lambda rule: _("Full time for the whole period"),
    }
    rules = [said(row) for row in rows]
    return [words[rule["rule"]](rule) for rule in rules if rule["rule"] in words]


def said(row: EligibilityRule) -> dict:
    """A rule by its name and its bounds."""
    ages = row.tree.get("age", {})
    return {"rule": row.key} | ({"min": ages["least"], "max": ages["most"]} if ages else {})


RULES: dict[str, Callable] = {"age": _age, "nationality": _nationality, "full_time": _full_time}


def check_rules(rows: Iterable[EligibilityRule], answers: Answers, starts_on: date) -> list[Finding]:
    """One finding per rule of the call, in the call's order; a rule nobody knows stays open for a human."""
    found = []
    for rule in map(said, rows):
        check = RULES.get(rule["rule"])
        outcome, reason = check(rule, answers, starts_on) if check else ("open", _("An officer checks this."))
        found.append(Finding(rule["rule"], outcome, reason, _values(rule, answers, starts_on)))
    return found


def _values(rule: dict, answers: Answers, starts_on: date) -> dict:
    if rule["rule"] != "age":
        return {}
    age = {"age": age_on(answers.birth_on, starts_on)} if answers.birth_on else {}
    return {"min": rule["min"], "max": rule["max"], **age}


def verdict(findings: list[Finding]) -> str:
    """fail when any rule fails, pass when all pass, else open."""
    outcomes = {finding.outcome for finding in findings}
    return "fail" if "fail" in outcomes else "open" if "open" in outcomes else "pass"
