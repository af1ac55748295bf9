"""What was done at a place before: told by the app that knows, asked by those below it. Only what anybody may read."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Done:
    """One piece of work that stands in the public figures, without the person who did it."""

    words: str
    on: date
    is_result: bool = False  # something that has changed, and not only what was begun


Teller = Callable[[Collection[int]], Mapping[int, list[Done]]]  # keys of agencies → newest first
_tellers: list[Teller] = []


def tells_past_work(teller: Teller) -> Teller:
    """Decorator of a function that tells what was done at these agencies."""
    _tellers.append(teller)
    return teller


def past_work(agencies: Collection[int]) -> dict[int, list[Done]]:
    """What earlier ambassadors did, by the key of the agency: results first, the newest of each first."""
    found: dict[int, list[Done]] = {key: [] for key in agencies}
    for teller in _tellers:
        for key, rows in teller(agencies).items():
            found[key] += rows
    return {key: sorted(rows, key=lambda row: (not row.is_result, -row.on.toordinal())) for key, rows in found.items()}
