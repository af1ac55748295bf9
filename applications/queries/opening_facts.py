"""What somebody wants to know of a few openings before they choose: beside each other, from records."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from applications.models import Preference
from applications.queries.preferences import Choosable
from programme.kernel.past_work import Done, past_work
from programme.models import Call

SHOWN = 4  # pieces of earlier work; the city's own page has them all
FEWEST = 5  # people; fewer could point at somebody


@dataclass(frozen=True)
class Facts:
    """One opening looked at closely. `wanted` is how many ranked its agency last time; None where nobody could."""

    row: Choosable
    wanted: int | None = None
    done: list[Done] = field(default_factory=list)

    @property
    def are_few(self) -> bool:
        return self.wanted is not None and 0 < self.wanted < FEWEST


def facts_of(rows: Iterable[Choosable]) -> list[Facts]:
    """In the order given. A constant number of queries."""
    rows = list(rows)
    agencies = {row.opening.agency_id for row in rows}
    wanted = _wanted_last_time(rows[0].opening.call_id, agencies) if rows else {}
    done = past_work(agencies)
    keys = [(row, row.opening.agency_id) for row in rows]
    return [Facts(row, wanted.get(key), _each_once(done[key])[:SHOWN]) for row, key in keys]


def _each_once(done: list[Done]) -> list[Done]:
    """The same words twice tell nothing new."""
    return list({work.words: work for work in reversed(done)}.values())[::-1]


def _wanted_last_time(call: int, agencies: set[int]) -> dict[int, int]:
    """People who ranked an opening of each agency in the newest call that ended before this one; agencies without are not there."""
    this = Call.objects.values("opens_at").filter(pk=call)
    before = Call.objects.filter(closes_at__lte=this[:1], openings__agency__in=agencies, openings__state="approved")
    pairs = before.order_by("closes_at", "pk").values_list("openings__agency", "pk")
    newest = dict(pairs)
    asked = Q()
    for agency, key in newest.items():
        asked |= Q(opening__agency=agency, opening__call=key)
    if not newest:
        return {}
    handed_in = Preference.objects.filter(asked, application__submitted_at__isnull=False)
    people = Counter(key for key, _who in set(handed_in.values_list("opening__agency", "application")))
    return {agency: people[agency] for agency in newest}
