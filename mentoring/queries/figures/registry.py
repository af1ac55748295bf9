"""One object per figure: used by page, drill-down, report, story and open data alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from mentoring.queries.figures.scope import ALL, DIMENSIONS, Scope
from programme.kernel.errors import Refusal
from programme.kernel.shapes import Sheet

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Choose = Callable[[Scope], QuerySet[Any]]  # the rows of a question, of whatever kind the figure counts


@dataclass(frozen=True)
class Figure:
    """A number with its name, its formula in words, its rows and its value. Change the formula: raise the version.

    `select` gives the rows that count, `leave_out` those that do not, each with its one `reason`; `value` adds them up.
    `dimensions` are the filters that the figure knows. `counts_people`: its value, its rows are people.
    """

    key: str
    label: StrOrPromise
    unit: StrOrPromise
    formula: StrOrPromise
    select: Choose
    value: Callable[[QuerySet[Any]], Sheet]
    leave_out: Choose | None = None
    dimensions: frozenset[str] = ALL
    counts_people: bool = False
    rows_are_people: bool = False
    version: int = 1

    def unknown(self, scope: Scope) -> str:
        """Why this figure has no answer to this question; empty when it has one."""
        names = [str(label) for key, label in DIMENSIONS.items() if key in scope.asked - self.dimensions]
        return (
            _("Not counted by %(dimensions)s") % {"dimensions": get_text_list(names, pgettext("last of a list", "or"))}
            if names
            else ""
        )

    def rows(self, scope: Scope) -> QuerySet[Any]:
        """The rows that count. A filter that the figure does not know is refused."""
        self._require(scope)
        return self.select(scope)

    def missing(self, scope: Scope) -> QuerySet[Any] | None:
        """The rows that do not count, with their `reason`; None where every row of the kind counts."""
        self._require(scope)
        return self.leave_out(scope) if self.leave_out else None

    def compute(self, scope: Scope) -> Sheet:
        return self.value(self.rows(scope)) | {"unit": str(self.unit)}

    def _require(self, scope: Scope) -> None:
        unknown = self.unknown(scope)
        if unknown:
            words = _("“%(figure)s”: %(why)s. Clear that filter.") % {"figure": self.label, "why": unknown}
            raise Refusal(words, code="unknown_dimension")


REGISTRY: dict[str, Figure] = {}


def register(figure: Figure) -> Figure:
    REGISTRY[figure.key] = figure
    return figure
