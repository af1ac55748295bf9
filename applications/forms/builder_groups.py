"""Several comparisons in one rule or condition: rows joined by all or any, each of them or its opposite."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _l

from applications.forms.builder_leaves import code_of, leaf_choices, leaf_of
from applications.models import Question
from programme.forms.fields import PlainForm

TESTS = ("is", "least", "most", "given")
GROUPS = ("all", "any")


class LeafRow(PlainForm):
    leaf = forms.ChoiceField(label=_l("Answer that is looked at"), required=False)
    value = forms.CharField(label=_l("Number or day"), required=False, max_length=40)
    is_not = forms.BooleanField(label=_l("The opposite has to hold"), required=False)

    def __init__(self, *args, questions, tests=TESTS, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = questions
        self.fields["leaf"].choices = leaf_choices(questions, tests)

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("leaf"):
            return cleaned
        try:
            tree = leaf_of(cleaned["leaf"], cleaned.get("value", ""), self.questions)
        except ValidationError as error:
            self.add_error("value", error)
        else:
            cleaned["tree"] = {"not": tree} if cleaned.get("is_not") else tree
        return cleaned


LeafRows = forms.formset_factory(LeafRow, extra=2, max_num=8, absolute_max=10)


def joined_field(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, widget=forms.RadioSelect, initial="all",
        choices=[("all", _l("all of these hold")), ("any", _l("any of these holds"))],
    )  # fmt: skip


def tree_of_rows(rows: Any, joined: str) -> dict | None:
    """The tree that valid rows stand for; None where all are empty."""
    trees = [form.cleaned_data["tree"] for form in rows if form.cleaned_data.get("tree")]
    if not trees:
        return None
    return trees[0] if len(trees) == 1 else {joined: trees}


def rows_of_tree(tree: Any, questions: Iterable[Question]) -> tuple[str, list[dict] | None]:
    """How the comparisons of a tree are joined, and each as a row; None for a tree that rows cannot hold."""
    if tree is None:
        return "all", []
    group = next((name for name in GROUPS if isinstance(tree, dict) and isinstance(tree.get(name), list)), "")
    found = [_row_of(part, questions) for part in (tree[group] if group else [tree])]
    return group or "all", None if None in found else found


def _row_of(part: Any, questions: Iterable[Question]) -> dict | None:
    is_not = isinstance(part, dict) and set(part) == {"not"}
    found = code_of(part["not"] if is_not else part, questions)
    return None if found is None else {"leaf": found[0], "value": found[1], "is_not": is_not}
