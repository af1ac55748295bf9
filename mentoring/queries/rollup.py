"""Pure arithmetic of people reached: bounds without identities."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Gathered:
    """The counts of one group of people, gathered. `root` is the outermost group's key, or empty for "no fixed group"."""

    root: str
    largest: int  # the largest single meeting
    newcomers: int  # all who came for the first time
    together: int  # everybody of all meetings, the same person as often as they came
    size: int | None = None  # the root group's size where the host has confirmed it


@dataclass(frozen=True)
class Reach:
    """Times people took part, and how many different people that were: the estimate and its lower bound."""

    participations: int
    people: int
    at_least: int


def reach(counts: Iterable[Gathered]) -> Reach:
    """Different root groups are disjoint; within one, the largest meeting is certain, newcomers add up to its size."""
    groups: dict[str, list[Gathered]] = {}
    participations = people = at_least = 0
    for count in counts:
        participations += count.together
        if count.root:
            groups.setdefault(count.root, []).append(count)
    for members in groups.values():
        largest = max(member.largest for member in members)
        newcomers = sum(member.newcomers for member in members)
        size = next((member.size for member in members if member.size is not None), None)
        people += largest if size is None else max(largest, min(size, newcomers))
        at_least += largest
    return Reach(participations, people, at_least)
