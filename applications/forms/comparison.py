"""Two tabs wrote the same section: both texts of each answer side by side, and what its owner chose."""

from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict

from applications.answers import is_empty, shown, shown_masked
from applications.forms.sections import ERASE, MASKED, SectionForm
from applications.models import Question
from applications.queries.answers import SENSITIVE, is_number

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Comparison:
    """What was typed on this page (`form`) beside what is kept since (`form.kept`)."""

    form: SectionForm

    @property
    def was_asked(self) -> bool:
        return "compare" in self.form.data

    @cached_property
    def rows(self) -> list[dict]:
        """`[{"question", "name", "mine", "theirs", "chosen"}]` for the answers that differ."""
        mine, kept = self.form.typed(), self.form.kept
        return [
            self._row(question, mine[question.key], kept.get(question.key, ""))
            for question in self.form.questions
            if question.key in mine and not _same(mine[question.key], kept.get(question.key))
        ]

    def _row(self, question: Question, mine, theirs) -> dict:
        name = f"pick-{question.key}"
        chosen = self.form.data.get(name, "")
        sides = {"mine": self._seen(question, mine), "theirs": self._seen(question, theirs)}
        return {"question": question, "name": name, "chosen": chosen if chosen in (MINE, THEIRS) else ""} | sides

    def _seen(self, question: Question, value) -> str:
        is_hidden = question.sensitivity == SENSITIVE and is_number(question)
        return (shown_masked if is_hidden else shown)(question, value, self.form.facts)

    @property
    def is_settled(self) -> bool:
        return all(row["chosen"] for row in self.rows)

    def chosen(self) -> dict:
        """What to keep: for each answer that differs the chosen side, else what was typed here."""
        data = self.form.typed()
        for row in self.rows:
            if row["chosen"] == THEIRS:
                data[row["question"].key] = self.form.kept.get(row["question"].key, "")
        return data

    def carried(self) -> list[tuple[str, str]]:
        """What this page brought, as name and value, so that the next press has it still."""
        data: QueryDict = self.form.data
        names = [MASKED, ERASE, *(name for row in self.form.questions for name in self.form.names_of(row.key))]
        return [(name, value) for name in names for value in data.getlist(name)]


def _same(one, other) -> bool:
    """Nothing, an empty text and an unticked box are the same."""
    return ((is_empty(one) or one is False) and (is_empty(other) or other is False)) or one == other
