"""The rules of who may apply, a small form for each sort; and the words that the public reads."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from applications.answers.kinds import label_of
from applications.answers.roles import QuestionRole
from applications.forms.builder import PartForm, area
from applications.forms.builder_groups import LeafRows, joined_field, rows_of_tree, tree_of_rows
from applications.forms.builder_leaves import code_of, leaf_choices, leaf_of, of_question
from applications.models import Question
from applications.rules import check_tree
from applications.rules.comparing import DAYS, compares
from applications.rules.trees import target
from programme.forms.fields import ThaiDayField
from programme.kernel.typed_dates import ANY

GROUP_TESTS = ("is", "least", "most", "age", "given")


class RuleForm(PartForm):
    """Hard or soft, and its words; each sort adds what it compares. A tree that no form holds keeps as it is."""

    is_hard = forms.TypedChoiceField(
        label=_l("Who does not meet it"), coerce=lambda said: said == "True", widget=forms.RadioSelect, initial=True,
        choices=[(True, _l("cannot submit")), (False, _l("is warned, and may submit"))],
    )  # fmt: skip
    label_th = forms.CharField(
        label=_l("Other words in Thai"), max_length=200, required=False,
        help_text=_l("Empty: the rule says itself, as in the list."),
    )  # fmt: skip
    label_en = forms.CharField(label=_l("Other words in English"), max_length=200, required=False)
    reason_th = forms.CharField(
        label=_l("Why it is so, in Thai"), max_length=300, required=False, widget=area(),
        help_text=_l("For a person who does not meet it."),
    )  # fmt: skip
    reason_en = forms.CharField(label=_l("Why it is so, in English"), max_length=300, required=False, widget=area())
    words, hint = _l("Another rule"), ""

    def __init__(self, *args, version, row=None, **kwargs):
        questions = list(version.questions.all())
        initial = self.read(row.tree, questions) if row else {}
        super().__init__(*args, version=version, row=row, initial=initial or {}, **kwargs)
        self.questions = questions
        self.prepare()
        names = [name for name in self.fields if name not in RuleForm.base_fields]
        self.order_fields([*names, *RuleForm.base_fields])

    @classmethod
    def read(cls, tree: Any, questions: list[Question]) -> dict | None:
        """What the fields hold for a tree of this sort; None for any other."""
        return {}

    def prepare(self) -> None:
        """Choices that depend on the form's questions."""

    def tree(self) -> dict:
        return self.row.tree

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        try:
            tree = self.tree()
        except ValidationError as error:
            self.add_error(None, error)
            return cleaned
        for fault in check_tree(tree, self.questions):
            self.add_error(None, str(fault))
        own = [name for name in self.fields if name not in RuleForm.base_fields]
        return {name: value for name, value in cleaned.items() if name not in own} | {"tree": tree}


class AgeRule(RuleForm):
    least = forms.IntegerField(label=_l("Youngest"), min_value=0, max_value=120, required=False)
    most = forms.IntegerField(label=_l("Oldest"), min_value=0, max_value=120, required=False)
    on = forms.ChoiceField(
        label=_l("On which day"),
        choices=[("cohort_start", _l("the first day of the cohort")), ("call_close", _l("the day on which the call closes")),
                 ("day", _l("another day"))],
    )  # fmt: skip
    day = ThaiDayField(label=_l("The other day"), required=False, span=ANY)
    words, hint = _l("Age"), _l("Years on a day")

    @classmethod
    def read(cls, tree, questions):
        if target(tree) != ("role", QuestionRole.BIRTH_DAY) or not isinstance(tree.get("age"), dict):
            return None
        age = tree["age"]
        on = age.get("on", "")
        return {"least": age.get("least"), "most": age.get("most"), "on": on if on in DAYS else "day",
                "day": None if on in DAYS else on}  # fmt: skip

    def tree(self):
        given = self.cleaned_data
        if given.get("least") is None and given.get("most") is None:
            raise ValidationError(_("Write the youngest age, the oldest, or both."))
        if given["on"] == "day" and not given.get("day"):
            raise ValidationError(_("Write the other day."))
        borders = {name: given[name] for name in ("least", "most") if given.get(name) is not None}
        on = given["day"].isoformat() if given["on"] == "day" else given["on"]
        return {"of": {"role": "birth_day"}, "age": borders | {"on": on}}


class LeafRule(RuleForm):
    """One comparison out of a list."""

    leaf = forms.ChoiceField(label=_l("What has to hold"))
    tests: tuple[str, ...] = ()

    @classmethod
    def read(cls, tree, questions):
        found = code_of(tree, questions)
        if found is None or found[0].split(":")[1] not in cls.tests:
            return None
        return {"leaf": found[0], "value": found[1]}

    def prepare(self):
        self.fields["leaf"].choices = leaf_choices(self.questions, self.tests)

    def tree(self):
        return leaf_of(self.cleaned_data["leaf"], self.cleaned_data.get("value", ""), self.questions)


class AnswerRule(LeafRule):
    tests = ("is",)
    words, hint = _l("An answer"), _l("Yes or no, or one of the answers to choose from")


class LeastRule(LeafRule):
    tests = ("least", "most")
    value = forms.CharField(
        label=_l("Number or day"), required=False, max_length=40,
        help_text=_l("Only where the comparison ends with “…”."),
    )  # fmt: skip
    words, hint = _l("At least, at most"), _l("A degree, a number, a day")


class InListRule(RuleForm):
    """One of several answers of one question."""

    values = forms.MultipleChoiceField(label=_l("Answers that are fine"), widget=forms.CheckboxSelectMultiple)
    words, hint = _l("One of several answers"), _l("Of one question with answers to choose from")

    @classmethod
    def read(cls, tree, questions):
        kind, name = target(tree)
        field = "role" if kind == "role" else "key"
        question = next((one for one in questions if name and getattr(one, field) == name), None)
        if question is None or not question.options or not isinstance(tree.get("in"), list):
            return None
        return {"values": [f"{question.key}:{value}" for value in tree["in"]]}

    def prepare(self):
        asked = [one for one in self.questions if one.options and "in" in compares(one.kind)]
        self.fields["values"].choices = [
            (one.label, [(f"{one.key}:{row['value']}", label_of(one, row["value"])) for row in one.options])
            for one in asked
        ]

    def tree(self):
        chosen = [value.partition(":") for value in self.cleaned_data["values"]]
        if len({key for key, _colon, _value in chosen}) > 1:
            raise ValidationError(_("Choose answers of one question only; make a second rule for another."))
        question = next(one for one in self.questions if one.key == chosen[0][0])
        return {"of": of_question(question), "in": [value for _key, _colon, value in chosen]}


class DistanceRule(RuleForm):
    most_km = forms.IntegerField(
        label=_l("Furthest from home to the opening, in kilometres"), min_value=1, max_value=3000
    )
    words, hint = _l("Distance"), _l("From home to an opening that the person chooses")

    @classmethod
    def read(cls, tree, questions):
        found = tree.get("distance") if isinstance(tree, dict) else None
        is_home = target(tree) == ("role", QuestionRole.HOME) if found else False
        return {"most_km": found.get("most_km")} if is_home and isinstance(found, dict) else None

    def tree(self):
        return {"of": {"role": "home"}, "distance": {"to": "opening", "most_km": self.cleaned_data["most_km"]}}


class GroupRule(RuleForm):
    """Several comparisons at once, or the opposite of one."""

    joined = joined_field(_l("The rule is met when"))
    rows_label = _l("What has to hold")
    words, hint = _l("Several together"), _l("All or any of several comparisons, or the opposite of one")

    @classmethod
    def read(cls, tree, questions):
        joined, rows = rows_of_tree(tree, questions)
        return {"joined": joined, "rows": rows} if rows else None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.row_set = LeafRows(
            self.data if self.is_bound else None, prefix="leaf", initial=self.initial.pop("rows", []),
            form_kwargs={"questions": self.questions, "tests": GROUP_TESTS},
        )  # fmt: skip

    def tree(self):
        if not self.row_set.is_valid():
            raise ValidationError(_("Look at the rows below: something is wrong there."))
        tree = tree_of_rows(self.row_set, self.cleaned_data["joined"])
        if tree is None:
            raise ValidationError(_("Choose at least one comparison."))
        return tree


class OfficerRule(RuleForm):
    """Only words: an officer looks."""

    words, hint = _l("An officer looks"), _l("Nothing is computed; words for the public")

    @classmethod
    def read(cls, tree, questions):
        return {} if tree == {"officer": True} else None

    def prepare(self):
        self.fields["label_th"].required = True

    def tree(self):
        return {"officer": True}


RULES: dict[str, type[RuleForm]] = {
    "age": AgeRule, "answer": AnswerRule, "list": InListRule, "least": LeastRule, "distance": DistanceRule,
    "group": GroupRule, "officer": OfficerRule,
}  # fmt: skip


def rule_form(*args, version, row=None, kind: str = "", **kwargs) -> RuleForm:
    """The form of one sort: the wanted one, or the one that a tree fits into."""
    form = RULES[kind] if row is None else form_of_tree(row.tree, list(version.questions.all()))
    return form(*args, version=version, row=row, **kwargs)


def form_of_tree(tree: Any, questions: list[Question]) -> type[RuleForm]:
    if not isinstance(tree, dict):
        return RuleForm
    return next((form for form in RULES.values() if form.read(tree, questions) is not None), RuleForm)
