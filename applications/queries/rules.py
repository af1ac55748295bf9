"""What rules and conditions look at, read from records: a draft, what is handed in, or answers that nobody keeps."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import ngettext

from applications.answers import Facts, is_empty, kind_of, read
from applications.models import Application, EligibilityRule, FormVersion, Question, RuleWaiver
from applications.queries.answers import SENSITIVE, facts_for, provinces, typed_in
from applications.queries.at_hand import is_at_hand
from applications.rules import (
    Fault,
    Finding,
    Known,
    Shown,
    Speech,
    check_condition,
    check_tree,
    in_order,
    judge,
    label_of_rule,
    leaves,
    refers_to,
    seen_words,
    visible,
    words_of,
)
from programme.kernel.shapes import Sheet
from programme.models import Call, Opening, User


class Ground:
    """The form of a call as its rules and conditions see it: read once, asked many times.

    Three queries (none where the form is prefetched), one more for rules, one more where a rule measures a distance.
    """

    def __init__(self, form: FormVersion, call: Call, facts: Facts | None = None):
        self.form, self.call = form, call
        self.sections, self.questions = list(form.sections.all()), list(form.questions.all())
        self.facts = facts_for(self.questions) if facts is None else facts
        self.days = days_of(call)
        self.codes = {key: f"TH-{number}" for key, number in self.facts.numbers.items()}
        self.speech = Speech(
            self.questions, self.days, {self.codes[key]: self.facts.provinces[key] for key in self.codes}
        )

    @cached_property
    def rules(self) -> list[EligibilityRule]:
        return list(self.form.rules.all())

    @cached_property
    def blank(self) -> Known:
        """Everything but the answers and the places."""
        return Known(
            roles={row.role: row.key for row in self.questions if row.role},
            scales={
                row.key: tuple(one["value"] for one in row.options) for row in self.questions if row.kind == "choice"
            },
            days=self.days,
        )

    @cached_property
    def points(self) -> dict[str, tuple[float, float]]:
        is_measured = any("distance" in leaf for rule in self.rules for leaf in leaves(rule.tree))
        lands = provinces() if is_measured else []
        return {row.iso_code: point for row in lands if (point := point_of(row))}

    def shown(self, given: Mapping[str, Any]) -> Shown:
        """What is asked of somebody who gave these answers, as typed or as stored."""
        return visible(self.sections, self.questions, self._known(given))

    def findings(
        self, given: Mapping[str, Any], openings: Iterable[Opening] | None = None, waived: Collection[str] = ()
    ) -> list[Finding]:
        """What each rule says. An answer to what is not asked is not known."""
        asked = self.shown(given).questions
        known = self._known({key: value for key, value in given.items() if key in asked})
        chosen = None if openings is None else tuple(place_of(row) for row in openings)
        known = replace(known, points=self.points, chosen=chosen or None)
        return judge(self.rules, known, self.speech, waived)

    def findings_of(self, values: Mapping[str, Any]) -> list[Finding]:
        """What each rule says of values that count, nothing else being known."""
        rows = [row for row in self.questions if row.key in values]
        answers = {row.key: self._meaning(row, values[row.key]) for row in rows}
        return judge(self.rules, replace(self.blank, answers=answers), self.speech)

    def _known(self, given: Mapping[str, Any]) -> Known:
        """What does not count as it was typed is not known; sensitive answers are looked at by no rule."""
        answers = {}
        for question in self.questions:
            if question.key in given and question.sensitivity != SENSITIVE:
                reading = read(question, given[question.key], self.facts)
                if reading.counts or not reading.is_given:
                    answers[question.key] = self._meaning(question, reading.value)
        return replace(self.blank, answers=answers)

    def _meaning(self, question: Question, value: Any) -> Any:
        """What rules compare; a province by its code, which is the same everywhere."""
        kind = kind_of(question)
        meant = None if value is None else kind.means(value)
        return self.codes.get(str(meant)) if kind.needs_provinces else meant


def point_of(row: Any) -> tuple[float, float] | None:
    """Where a city or a province lies."""
    return None if row.latitude is None or row.longitude is None else (float(row.latitude), float(row.longitude))


def place_of(opening: Opening) -> tuple[float, float] | None:
    """Where an opening is: in its city, else at the seat of its province."""
    return point_of(opening.city) or point_of(opening.city.province)


def waived_for(call: Call, user: User) -> dict[str, RuleWaiver]:
    """The exemptions of one person in one call, by the rule's key."""
    return {
        row.rule: row for row in RuleWaiver.objects.filter(call=call, user=user).select_related("waived_by__profile")
    }


def chosen_places(application: Application) -> list[Opening]:
    """Best first. Uses prefetched preferences."""
    if is_at_hand(application, "preferences"):
        return [row.opening for row in application.preferences.all()]
    rows = application.preferences.select_related("opening__city__province").order_by("rank", "pk")
    return [row.opening for row in rows]


def faults_in(form: FormVersion) -> list[tuple[str, Fault]]:
    """Everything that is wrong with the rules and conditions of a form: what it stands on, and the fault. Three queries."""
    questions, sections = list(form.questions.all()), list(form.sections.all())
    ordered = in_order(sections, questions)
    found = [(rule.label or rule.key, fault) for rule in form.rules.all() for fault in check_tree(rule.tree, questions)]
    places = {section.key: place for place, section in enumerate(sections)}
    for section in [row for row in sections if row.condition is not None]:
        earlier = [row for row in ordered if places.get(row.section, 0) < places[section.key]]
        found += [(section.label, fault) for fault in check_condition(section.condition, earlier, questions)]
    for place, question in enumerate(ordered):
        if question.condition is not None:
            faults = check_condition(question.condition, ordered[:place], questions)
            found += [(question.label, fault) for fault in faults]
    return found


def ground_of(application: Application) -> Ground:
    """The ground of an application's form, read once for each request."""
    ground = application.__dict__.get("ground")
    if ground is None or ground.form is not application.form:
        ground = application.__dict__["ground"] = Ground(application.form, application.call)
    return ground


def asked_of(application: Application) -> Shown:
    """What the draft's answers make the form ask. One query beside the ground, none where answers are prefetched."""
    return ground_of(application).shown(typed_in(application))


def draft_findings(application: Application) -> list[Finding]:
    """What the rules say of a draft as it stands. Three queries beside the ground."""
    waived = waived_for(application.call, application.applicant)
    return ground_of(application).findings(typed_in(application), chosen_places(application), waived)


def not_sent(ground: Ground, shown: Shown, kept: Mapping[str, Any], section: str = "") -> list[str]:
    """Which kept answers are not sent, and why: a sentence for each condition. `section` empty: of the whole form."""
    hidden: dict[str, int] = {}
    for question in ground.questions:
        is_here = not section or question.section == section
        if is_here and question.key in shown.hidden and not is_nothing(kept.get(question.key)):
            why = words_of(shown.hidden[question.key], ground.speech)
            hidden[why] = hidden.get(why, 0) + 1
    return [
        ngettext(
            "%(n)s answer is kept but not sent, because it is asked only for: %(why)s.",
            "%(n)s answers are kept but not sent, because they are asked only for: %(why)s.",
            n,
        )
        % {"n": n, "why": why}
        for why, n in hidden.items()
    ]


def is_nothing(value: Any) -> bool:
    return is_empty(value) or value is False


def rules_found(application: Application) -> list[Sheet]:
    """What the rules said at the submission, in the reader's language, with the exemptions since.

    `[{"rule", "label", "seen", "outcome", "is_hard", "waiver"}]`, in the order of the form. Four queries, five with places.
    """
    rules = list(application.form.rules.all())
    speech = speech_about(rules, list(application.form.questions.all()), application.call)
    results = {row.rule: row for row in application.eligibility_results.all()}
    waivers = waived_for(application.call, application.applicant)
    return [
        {
            "rule": rule.key,
            "label": label_of_rule(rule, speech),
            "seen": seen_words(results[rule.key].values),
            "outcome": results[rule.key].outcome,
            "is_hard": rule.is_hard,
            "waiver": waivers.get(rule.key),
        }
        for rule in rules
        if rule.key in results
    ]


def speech_about(rules: Iterable[EligibilityRule], questions: list[Question], call: Call) -> Speech:
    """What the words of these rules need; provinces are read only where a rule looks at one."""
    named = {name for rule in rules for name in refers_to(rule.tree)}
    facts = facts_for(row for row in questions if named & {("role", row.role), ("answer", row.key)})
    names = {f"TH-{facts.numbers[key]}": name for key, name in facts.provinces.items()}
    return Speech(questions, days_of(call), names)


def days_of(call: Call) -> dict[str, date]:
    return {"cohort_start": call.cohort.starts_on, "call_close": timezone.localdate(call.closes_at)}


def requirements(rules: list[EligibilityRule], questions: list[Question], call: Call) -> list[str]:
    """The rules as the public reads them; what an officer checks without words is not announced."""
    speech = speech_about(rules, questions, call)
    return [label_of_rule(rule, speech) for rule in rules if rule.label or refers_to(rule.tree)]
