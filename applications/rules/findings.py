"""What the rules of a form say about one person: the same for the public check, the form, the submission and the desk."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from applications.rules.known import Known
from applications.rules.trees import Leaf, target
from applications.rules.verdicts import FAIL, OPEN, PASS, all_of, decisive, verdict_of
from applications.rules.words import Speech, reason_of, seen_in, words_of


@dataclass(frozen=True)
class Finding:
    """One rule and what it says. `label` is what is asked, `reason` why it is not met, both fit for the person."""

    rule: str
    found: str  # what the answers say, exemption or not
    is_hard: bool
    label: str
    reason: str = ""
    keys: tuple[str, ...] = ()  # of the questions whose answers decided
    seen: dict[str, Any] = field(default_factory=dict)  # worked out of the answers, for saying it again to others
    is_waived: bool = False

    @property
    def outcome(self) -> str:
        return PASS if self.is_waived else self.found

    @property
    def stops(self) -> bool:
        return self.is_hard and self.outcome == FAIL

    @property
    def warns(self) -> bool:
        return not self.is_hard and self.outcome == FAIL


def judge(rules: Iterable[Any], known: Known, speech: Speech, waived: Collection[str] = ()) -> list[Finding]:
    """One finding for each rule, in the order of the rules. A rule that was waived for the person counts as met."""
    return [_finding(rule, known, speech, is_waived=rule.key in waived) for rule in rules]


def verdict(findings: Iterable[Finding]) -> str:
    """May the person apply? Only hard rules decide."""
    return all_of(finding.outcome for finding in findings if finding.is_hard)


def label_of_rule(rule: Any, speech: Speech) -> str:
    """What the rule asks: in the officer's words, or in its own."""
    return rule.label or words_of(rule.tree, speech)


def seen_words(seen: dict[str, Any]) -> str:
    """What was worked out of the answers, for an officer; empty where nothing was."""
    found = []
    if "age" in seen:
        found.append(_("%(age)s years old") % seen)
    if "km" in seen:
        found.append(_("the nearest opening is %(km)s km away") % seen)
    return ", ".join(found)


def _finding(rule: Any, known: Known, speech: Speech, *, is_waived: bool) -> Finding:
    outcome, label = verdict_of(rule.tree, known), label_of_rule(rule, speech)
    leaves = decisive(rule.tree, known)
    seen = [seen_in(leaf, known) for leaf in leaves]
    keys = dict.fromkeys(known.key_of(*target(leaf)) for leaf in leaves)
    return Finding(
        rule=rule.key,
        found=outcome,
        is_hard=rule.is_hard,
        label=label,
        reason=_reason(rule, outcome, leaves, seen, speech),
        keys=tuple(key for key in keys if key),
        seen={name: value for one in seen for name, value in one.items()},
        is_waived=is_waived,
    )


def _reason(rule: Any, outcome: str, leaves: list[Leaf], seen: list[dict[str, Any]], speech: Speech) -> str:
    if outcome == PASS:
        return ""
    if outcome == OPEN:
        return _("An officer checks this.")
    said = [reason_of(leaf, found, speech) for leaf, found in zip(leaves, seen, strict=True)]
    if len(said) > 1 and not rule.reason:  # several leaves together: the rule as a whole says it best
        return _("This call asks for: %(rule)s.") % {"rule": label_of_rule(rule, speech)}
    return rule.reason or " ".join(said)
