"""When a question or a section is asked: comparisons of earlier answers, joined by all or any."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from applications.forms.builder import VersionForm
from applications.forms.builder_leaves import code_of, leaf_choices, leaf_of
from applications.queries.form_parts import parts_of_form
from applications.rules import check_condition
from programme.forms.fields import PlainForm

TESTS = ("is", "least", "most", "given")


class LeafRow(PlainForm):
    leaf = forms.ChoiceField(label=_l("Earlier answer"), required=False)
    value = forms.CharField(label=_l("Number or day"), required=False, max_length=40)

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = questions
        self.fields["leaf"].choices = leaf_choices(questions, TESTS)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("leaf"):
            try:
                cleaned["tree"] = leaf_of(cleaned["leaf"], cleaned.get("value", ""), self.questions)
            except ValidationError as error:
                self.add_error("value", error)
        return cleaned


LeafRows = forms.formset_factory(LeafRow, extra=2, max_num=8, absolute_max=10)


class ConditionForm(VersionForm):
    joined = forms.ChoiceField(
        label=_l("It is asked when"), widget=forms.RadioSelect, initial="all",
        choices=[("all", _l("all of these hold")), ("any", _l("any of these holds"))],
    )  # fmt: skip

    def __init__(self, *args, version, part: str, row, **kwargs):
        super().__init__(*args, version=version, **kwargs)
        self.questions = parts_of_form(version, "question")
        self.earlier = earlier_than(self.questions, version, part, row)
        group, kept = kept_leaves(row.condition, self.earlier)
        self.initial.setdefault("joined", group)
        self.is_unreadable = row.condition is not None and kept is None
        self.row_set = LeafRows(
            self.data if self.is_bound else None, prefix="leaf", initial=kept or [],
            form_kwargs={"questions": self.earlier},
        )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        if not self.row_set.is_valid():
            self.add_error(None, _("Look at the rows below: something is wrong there."))
            return cleaned
        trees = [form.cleaned_data["tree"] for form in self.row_set if form.cleaned_data.get("tree")]
        tree = None if not trees else trees[0] if len(trees) == 1 else {cleaned.get("joined", "all"): trees}
        for fault in check_condition(tree, self.earlier, self.questions) if tree else ():
            self.add_error(None, str(fault))
        cleaned["condition"] = tree
        return cleaned

    def given(self):
        return {"edition": self.cleaned_data["edition"], "fields": {"condition": self.cleaned_data["condition"]}}


def earlier_than(questions: list, version, part: str, row) -> list:
    """What a person has met before this question, or before this section."""
    if part == "question":
        return questions[: [one.key for one in questions].index(row.key)]
    before = [one.key for one in version.sections.all() if (one.position, one.pk) < (row.position, row.pk)]
    return [one for one in questions if one.section in before]


def kept_leaves(tree: Any, questions: list) -> tuple[str, list[dict] | None]:
    """How the comparisons of a condition are joined, and each as a row; None for a tree that no list holds."""
    if tree is None:
        return "all", []
    group = next((name for name in ("all", "any") if isinstance(tree, dict) and isinstance(tree.get(name), list)), "")
    found = [code_of(leaf, questions) for leaf in (tree[group] if group else [tree])]
    rows = None if None in found else [{"leaf": code, "value": typed} for code, typed in found]
    return group or "all", rows
