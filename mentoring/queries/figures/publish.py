"""The only way out for figures: whatever the public reads of them, on a page, in a file, in a picture, passes here.

A number of people below five could point at somebody, so it is not told. Zero is told: it points at nobody.

Beside a total, one untold number would be the total less the others. So in a breakdown (by cohort, region, domain or
city) the smallest of the other numbers is kept back with the small ones, and people are broken down one way at a time.
"""

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from django.db.models import Count, Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from mentoring.queries.figures.definitions import placements
from mentoring.queries.figures.registry import REGISTRY, Figure
from mentoring.queries.figures.rules import REASONS
from mentoring.queries.figures.scope import COHORT, DOMAIN, REGION, Scope
from programme.kernel.shapes import Sheet
from programme.models import City, Cohort, Domain, Region

FEWEST = 5
MEASURES = ("value", "at_least", "participations")
Cell = TypeVar("Cell", bound=Hashable)


@dataclass(frozen=True)
class Told:
    """One number as the public may know it. `value` is None when it is too small to tell or not counted this way."""

    value: int | None
    is_few: bool = False  # there are some, but fewer than five people
    is_kept_back: bool = False  # a part of a total: too few, or kept back so that another is not worked out
    why_none: str = ""  # the question has no answer, in words

    def __str__(self) -> str:
        if self.is_kept_back:
            return _("not told")
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


def kept_back(cells: Mapping[Cell, int]) -> frozenset[Cell]:
    """The parts of one total that are not told: the small ones, and with them the smallest of the others.

    All that are equally small go together, so that even who knows this rule cannot tell which part is the small one.
    """
    few = {key for key, n in cells.items() if 0 < n < FEWEST}
    rest = [n for key, n in cells.items() if key not in few]
    beside = {key for key, n in cells.items() if key not in few and n == min(rest)} if few else set()
    return frozenset(few | beside)


def breakdown(figure: Figure, dimension: str) -> dict[Hashable, Sheet]:
    """What a figure of people comes to for each value of one dimension."""
    scopes: dict[str, dict[Hashable, Scope]] = {
        COHORT: {key: Scope(cohort_id=key) for key in Cohort.objects.values_list("pk", flat=True)},
        REGION: {key: Scope(region=key) for key in Region.values},
        DOMAIN: {key: Scope(domain=key) for key in Domain.values},
    }
    return {key: figure.compute(scope) for key, scope in scopes[dimension].items()}


def _part(figure: Figure, scope: Scope) -> Shown:
    """A part of a figure of people: one filter at a time, and nothing that could be worked out from the other parts."""
    asked = {COHORT: scope.cohort_id, REGION: scope.region, DOMAIN: scope.domain}
    (dimension,) = scope.asked if len(scope.asked) == 1 else ("",)
    if dimension not in asked:
        return Shown(figure, Told(None, why_none=_("Numbers of people are told for one filter at a time.")))
    parts, mine = breakdown(figure, dimension), asked[dimension]
    measures = [name for name in MEASURES if any(name in part for part in parts.values())]
    closed = frozenset().union(*(kept_back({key: part[name] for key, part in parts.items()}) for name in measures))
    if mine not in parts or mine in closed:
        return Shown(figure, Told(None, is_kept_back=True))
    told = {name: Told(parts[mine][name]) for name in measures if name != "value"}
    return Shown(figure, Told(parts[mine]["value"]), **told)


def people_in_city(city: City) -> Told:
    """How many ambassadors have worked in a city; cities are parts of their region, and regions of the whole."""
    begun = placements(Scope()).order_by()
    regions = dict(begun.values_list("city__province__region").annotate(n=Count("pk")))
    region = city.province.region
    cities = City.objects.filter(province__region=region).annotate(
        n=Count("placements__ambassador", filter=Q(placements__in=begun), distinct=True)
    )
    cells = dict(cities.values_list("pk", "n"))
    whole = kept_back({key: regions.get(key, 0) for key in Region.values})
    closed = kept_back(cells) | (frozenset(key for key, n in cells.items() if n) if region in whole else frozenset())
    return Told(None, is_kept_back=True) if city.pk in closed else Told(cells[city.pk])


def shown(figure: Figure, scope: Scope) -> Shown:
    """One figure for the public. A filter that it does not know gives words instead of a number."""
    unknown = figure.unknown(scope)
    if unknown:
        return Shown(figure, Told(None, why_none=unknown))
    if figure.counts_people and scope.asked:
        return _part(figure, scope)
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
    if figure.rows_are_people and scope.asked:
        return brief
    return replace(brief, records=tell(figure.rows(scope).order_by().count()))


def sheet(scope: Scope, keys: tuple[str, ...] = ()) -> list[Shown]:
    """Some figures, or all of them, for the public."""
    return [shown(REGISTRY[key], scope) for key in keys or REGISTRY]


def left_out(figure: Figure, scope: Scope) -> list[tuple[str, Told]]:
    """Why records do not count, most frequent reason first, with how many there are."""
    rows = figure.missing(scope)
    groups = Counter(rows.order_by().values_list("reason", flat=True)) if rows is not None else Counter()
    return [(str(REASONS[reason]), tell_people(n)) for reason, n in groups.most_common()]
