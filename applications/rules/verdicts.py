"""The one evaluator: does a rule hold for what is known? Pass, fail, or open where not enough is known (Kleene's logic)."""

from collections.abc import Callable, Iterable
from datetime import date
from math import isfinite
from typing import Any

from applications.rules.known import Known, day_of, shortest_km
from applications.rules.trees import END, Leaf, kids, target, tests_of
from programme.kernel.dates import age_on

PASS, FAIL, OPEN = "pass", "fail", "open"


def verdict_of(tree: Any, known: Known) -> str:
    """The verdict of any tree, also of one that makes no sense: that one stays open for a human. Never an error."""
    return _verdict(tree, known, END)


def all_of(verdicts: Iterable[str]) -> str:
    """Fail when one fails, pass when all pass, else open."""
    found = set(verdicts)
    return FAIL if FAIL in found else OPEN if OPEN in found else PASS


def opposite(verdict: str) -> str:
    return {PASS: FAIL, FAIL: PASS}.get(verdict, OPEN)


def _verdict(tree: Any, known: Known, room: int) -> str:
    if not isinstance(tree, dict) or not room:
        return OPEN
    inside = [_verdict(kid, known, room - 1) for kid in kids(tree)]
    if "not" in tree:
        return opposite(inside[0])
    if "all" in tree:
        return all_of(inside) if inside else OPEN
    if "any" in tree:
        return opposite(all_of(map(opposite, inside))) if inside else OPEN
    return leaf_verdict(tree, known)


def decisive(tree: Any, known: Known) -> list[Leaf]:
    """The leaves that make the verdict what it is: those that failed where it fails, those that are open where it is open."""
    inside = [kid for kid in kids(tree) if isinstance(kid, dict)]
    if not inside:
        return [tree] if isinstance(tree, dict) and tests_of(tree) else []
    said = verdict_of(tree, known)
    wanted = opposite(said) if "not" in tree else said
    speaking = [kid for kid in inside if verdict_of(kid, known) == wanted]
    return [leaf for kid in speaking for leaf in decisive(kid, known)]


def leaf_verdict(leaf: Leaf, known: Known) -> str:
    kind, name = target(leaf)
    key = known.key_of(kind, name)
    tests = tests_of(leaf)
    if not key or key not in known.answers or not tests:
        return OPEN
    value = known.answers[key]
    return all_of(_test(test, value, wanted, key, known) for test, wanted in tests.items())


def _test(test: str, value: Any, wanted: Any, key: str, known: Known) -> str:
    if test == "given":
        return _said((value is not None) is wanted) if isinstance(wanted, bool) else OPEN
    if value is None or test not in TESTS:
        return OPEN
    holds = TESTS[test](value, wanted, key, known)
    return OPEN if holds is None else _said(holds)


def _said(holds: bool) -> str:
    return PASS if holds else FAIL


def _is(value: Any, wanted: Any, key: str, known: Known) -> bool | None:
    """Of several choices: this one is among them."""
    if isinstance(value, list):
        return wanted in value if isinstance(wanted, str) else None
    same_sort = isinstance(value, bool) == isinstance(wanted, bool) and isinstance(wanted, str) == isinstance(
        value, str
    )
    return value == wanted if same_sort and isinstance(wanted, bool | str | int | float) else None


def _in(value: Any, wanted: Any, key: str, known: Known) -> bool | None:
    if not isinstance(wanted, list) or not wanted:
        return None
    found = [_is(value, one, key, known) for one in wanted]
    return True if True in found else None if None in found else False


def _least(value: Any, wanted: Any, key: str, known: Known) -> bool | None:
    return _compare(wanted, value, key, known)


def _most(value: Any, wanted: Any, key: str, known: Known) -> bool | None:
    return _compare(value, wanted, key, known)


def _compare(low: Any, high: Any, key: str, known: Known) -> bool | None:
    one, other = place_of(low, key, known), place_of(high, key, known)
    return one[1] <= other[1] if one and other and one[0] == other[0] else None


def place_of(value: Any, key: str, known: Known) -> tuple[str, float] | None:
    """Where a value stands in its order: a number, a step of a scale, a day. None: it has no order."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return ("number", value) if isfinite(value) else None
    scale = known.scales.get(key, ())
    if scale:
        return ("scale", scale.index(value)) if value in scale else None
    day = day_of(value, known)
    return ("day", day.toordinal()) if day else None


def _age(value: Any, wanted: Any, key: str, known: Known) -> bool | None:
    age = age_of(value, wanted, known)
    bounds = [wanted.get(name) for name in ("least", "most")] if isinstance(wanted, dict) else []
    if age is None or not any(isinstance(bound, int) for bound in bounds):
        return None
    least, most = bounds
    return (not isinstance(least, int) or least <= age) and (not isinstance(most, int) or age <= most)


def age_of(value: Any, wanted: Any, known: Known) -> int | None:
    """Full years on the day that the rule names."""
    on = day_of(wanted.get("on"), known) if isinstance(wanted, dict) else None
    try:
        return age_on(date.fromisoformat(value), on) if on else None
    except (TypeError, ValueError):
        return None


def _distance(value: Any, wanted: Any, key: str, known: Known) -> bool | None:
    """It holds if one chosen opening is near enough; it fails only if the place of each is known."""
    most = wanted.get("most_km") if isinstance(wanted, dict) else None
    km, is_all = shortest_km(value, known)
    if km is None or not isinstance(most, int | float):
        return None
    return True if km <= most else False if is_all else None


TESTS: dict[str, Callable[[Any, Any, str, Known], bool | None]] = {
    "is": _is, "in": _in, "least": _least, "most": _most, "age": _age, "distance": _distance,
}  # fmt: skip
