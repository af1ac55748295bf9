"""When a question or a section is asked: comparisons of earlier answers, joined by all or any."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from applications.forms.builder import VersionForm
from applications.forms.builder_groups import LeafRows, joined_field, rows_of_tree, tree_of_rows
from applications.queries.form_parts import parts_of_form
from applications.rules import check_condition


class ConditionForm(VersionForm):
    joined = joined_field(_l("It is asked when"))
    rows_label = _l("Earlier answers")

    def __init__(self, *args, version, part: str, row, **kwargs):
        super().__init__(*args, version=version, **kwargs)
        self.questions = parts_of_form(version, "question")
        self.earlier = earlier_than(self.questions, version, part, row)
        group, kept = rows_of_tree(row.condition, self.earlier)
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
        tree = tree_of_rows(self.row_set, cleaned.get("joined", "all"))
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
