"""The only way out for figures: whatever the public reads of them, on a page, in a file, in a picture, passes here.

A number of people below five could point at somebody, so it is not told. Zero is told: it points at nobody.
"""

from collections import Counter
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from mentoring.queries.figures.registry import REGISTRY, Figure
from mentoring.queries.figures.rules import REASONS
from mentoring.queries.figures.scope import Scope

FEWEST = 5


@dataclass(frozen=True)
class Told:
    """One number as the public may know it. `value` is None when it is too small to tell or not counted this way."""

    value: int | None
    is_few: bool = False  # there are some, but fewer than five people
    why_none: str = ""  # the question has no answer, in words

    def __str__(self) -> str:
        if self.value is None:
            return _("fewer than %(n)s") % {"n": FEWEST} if self.is_few else "–"
        return number_format(self.value, use_l10n=True, force_grouping=True)


@dataclass(frozen=True)
class Shown:
    """A figure as the public may see it: number, lower bound, times people took part, and how many records count."""

    figure: Figure
    told: Told
    at_least: Told | None = None
    participations: Told | None = None
    records: Told | None = None

    @property
    def value(self) -> int | None:
        return self.told.value


def tell_people(count: int | None) -> Told:
    """A count of people: fewer than five are not told, zero is."""
    if count is None:
        return Told(None)
    return Told(None, is_few=True) if 0 < count < FEWEST else Told(count)


def shown(figure: Figure, scope: Scope) -> Shown:
    """One figure for the public. A filter that it does not know gives words instead of a number."""
    unknown = figure.unknown(scope)
    if unknown:
        return Shown(figure, Told(None, why_none=unknown))
    result = figure.compute(scope)
    tell = tell_people if figure.counts_people else Told
    people = {key: tell_people(result[key]) for key in ("at_least", "participations") if key in result}
    return Shown(figure, tell(result["value"]), **people)


def shown_in_full(figure: Figure, scope: Scope) -> Shown:
    """The same with the number of records that count."""
    brief = shown(figure, scope)
    if brief.told.why_none:
        return brief
    tell = tell_people if figure.rows_are_people else Told
    return Shown(
        figure, brief.told, brief.at_least, brief.participations, records=tell(figure.rows(scope).order_by().count())
    )


def sheet(scope: Scope, keys: tuple[str, ...] = ()) -> list[Shown]:
    """Some figures, or all of them, for the public."""
    return [shown(REGISTRY[key], scope) for key in keys or REGISTRY]


def left_out(figure: Figure, scope: Scope) -> list[tuple[str, Told]]:
    """Why records do not count, most frequent reason first, with how many there are."""
    rows = figure.missing(scope)
    groups = Counter(rows.order_by().values_list("reason", flat=True)) if rows is not None else Counter()
    return [(str(REASONS[reason]), tell_people(n)) for reason, n in groups.most_common()]
