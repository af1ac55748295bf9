"""A rule said in words, in the reader's language: as the public reads it, and why somebody does not meet it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from applications.answers.kinds import label_of
from applications.answers.roles import QuestionRole
from applications.rules.checks import question_of
from applications.rules.comparing import compared
from applications.rules.known import Known, day_of, shortest_km
from applications.rules.trees import Leaf, kids, target, tests_of
from applications.rules.verdicts import age_of
from programme.kernel.dates import day

Say = Callable[[Any], str]  # one value of an answer, in words


@dataclass(frozen=True)
class Speech:
    """What the words need: the questions of the form, the days of the call, the provinces' names by their code."""

    questions: Iterable[Any] = ()
    days: Mapping[str, date] = field(default_factory=dict)
    provinces: Mapping[str, str] = field(default_factory=dict)


def words_of(tree: Any, speech: Speech) -> str:
    """“Age 20 to 35 on 1 March 2028”, “Highest degree: Bachelor's degree or higher”."""
    return _said(tree, speech, is_inside=False)


def _said(tree: Any, speech: Speech, *, is_inside: bool) -> str:
    if not isinstance(tree, dict):
        return _("An officer checks this.")
    if "not" in tree:
        return _("not: %(words)s") % {"words": _said(tree["not"], speech, is_inside=True)}
    inside = kids(tree)
    if not inside:
        return _leaf(tree, speech)
    said = [_said(kid, speech, is_inside=len(inside) > 1) for kid in inside]
    words = joined(said, _("%(first)s and %(last)s") if "all" in tree else _("%(first)s or %(last)s"))
    return f"({words})" if is_inside and len(said) > 1 else words


def joined(said: list[str], pair: str) -> str:
    """A, B and C."""
    if len(said) < 2:
        return "".join(said)
    return pair % {"first": ", ".join(said[:-1]), "last": said[-1]}


def _leaf(leaf: Leaf, speech: Speech) -> str:
    """A leaf that cannot be read is left to a human, in the rule as in its words."""
    try:
        return _leaf_words(leaf, speech)
    except (KeyError, TypeError, AttributeError):
        return _("An officer checks this.")


def _leaf_words(leaf: Leaf, speech: Speech) -> str:
    tests, question = tests_of(leaf), question_of(leaf, speech.questions)
    test = "between" if len(tests) > 1 else next(iter(tests), "")
    short = SHORT.get((target(leaf)[1], str(tests.get("is"))))
    if short:
        return short()
    if test not in LEAVES or (question is None and target(leaf)[0] != "role"):
        return _("An officer checks this.")
    label = question.label if question is not None else _role_label(target(leaf)[1])
    wanted = tests if test == "between" else tests[test]
    return LEAVES[test](label, wanted, lambda value: _value(value, question, speech), speech)


def _role_label(role: str) -> str:
    return str(QuestionRole(role).label) if role in QuestionRole.values else role


def _value(value: Any, question: Any, speech: Speech) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, int | float):
        return f"{value:,}"
    if question is not None and compared(question) == "day":
        found = day_of(value, Known(days=speech.days))
        return day(found, long=True) if found else NAMED.get(value, lambda: str(value))()
    if value in speech.provinces:
        return speech.provinces[value]
    return label_of(question, value) if question is not None else str(value)


NAMED: dict[str, Callable[[], str]] = {
    "cohort_start": lambda: _("the first day of the cohort"),
    "call_close": lambda: _("the day on which the call closes"),
}

SHORT: dict[tuple[str, str], Callable[[], str]] = {
    ("nationality", "True"): lambda: _("Thai nationality"),
    ("availability", "True"): lambda: _("Full time for the whole period"),
}  # said shorter than the question itself


def _between(label: str, wanted: dict[str, Any], say: Say, speech: Speech) -> str:
    words = {"label": label, "least": say(wanted["least"]), "most": say(wanted["most"])}
    return _("%(label)s: %(least)s to %(most)s") % words


def _least(label: str, wanted: Any, say: Say, speech: Speech) -> str:
    if isinstance(wanted, str):
        words = _("%(label)s: from %(value)s") if _is_day(wanted, speech) else _("%(label)s: %(value)s or higher")
    else:
        words = _("%(label)s: at least %(value)s")
    return words % {"label": label, "value": say(wanted)}


def _most(label: str, wanted: Any, say: Say, speech: Speech) -> str:
    if isinstance(wanted, str):
        words = _("%(label)s: until %(value)s") if _is_day(wanted, speech) else _("%(label)s: %(value)s or lower")
    else:
        words = _("%(label)s: at most %(value)s")
    return words % {"label": label, "value": say(wanted)}


def _is_day(wanted: str, speech: Speech) -> bool:
    return wanted in NAMED or day_of(wanted, Known(days=speech.days)) is not None


def _is(label: str, wanted: Any, say: Say, speech: Speech) -> str:
    return f"{label}: {say(wanted)}"


def _in(label: str, wanted: list[Any], say: Say, speech: Speech) -> str:
    values = joined([say(one) for one in wanted], _("%(first)s or %(last)s"))
    return f"{label}: {values}"


def _given(label: str, wanted: Any, say: Say, speech: Speech) -> str:
    return (_("“%(label)s” is answered") if wanted else _("“%(label)s” is left empty")) % {"label": label}


def _distance(label: str, wanted: dict[str, Any], say: Say, speech: Speech) -> str:
    words = _("%(label)s: at most %(km)s km from an opening that you choose")
    return words % {"label": label, "km": f"{wanted['most_km']:,}"}


def _age(label: str, wanted: dict[str, Any], say: Say, speech: Speech) -> str:
    found = day_of(wanted["on"], Known(days=speech.days))
    words = {"on": day(found, long=True) if found else NAMED.get(wanted["on"], lambda: str(wanted["on"]))()}
    words |= {name: wanted[name] for name in ("least", "most") if name in wanted}
    if len(words) == 3:
        return _("Age %(least)s to %(most)s on %(on)s") % words
    return (
        _("At least %(least)s years old on %(on)s") if "least" in words else _("At most %(most)s years old on %(on)s")
    ) % words


LEAVES: dict[str, Callable[[str, Any, Say, Speech], str]] = {
    "is": _is, "in": _in, "least": _least, "most": _most, "between": _between, "given": _given,
    "distance": _distance, "age": _age,
}  # fmt: skip


def reason_of(leaf: Leaf, found: Mapping[str, Any], speech: Speech) -> str:
    """Why a leaf does not hold, for the person. `found` is what `seen_in` saw there."""
    words = {"rule": words_of(leaf, speech)} | dict(found)
    if "age" in found:
        return _("You would be %(age)s; this call asks for: %(rule)s.") % words
    if "km" in found:
        return _("The nearest opening of your choice is %(km)s km away; this call asks for: %(rule)s.") % words
    return _("This call asks for: %(rule)s.") % words


def seen_in(leaf: Leaf, known: Known) -> dict[str, Any]:
    """What a leaf works out of an answer, to be said again to others: an age, a distance; never the answer itself."""
    value = known.answers.get(known.key_of(*target(leaf)))
    if isinstance(leaf.get("age"), dict):
        age = age_of(value, leaf["age"], known)
        return {} if age is None else {"age": age}
    km = shortest_km(value, known)[0] if "distance" in leaf else None
    return {} if km is None else {"km": round(km)}
