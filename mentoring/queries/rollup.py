"""Pure arithmetic of people reached: bounds without identities."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Count:
    """One count of one log: `group` is the root group's key, or empty for "not a fixed group"."""

    group: str
    number: int
    first_time: int | None
    size: int | None  # the group's size where the host has confirmed it


@dataclass(frozen=True)
class Reach:
    """Times people took part, and how many different people that were: the estimate and its lower bound."""

    participations: int
    people: int
    at_least: int


def reach(counts: list[Count]) -> Reach:
    """Different root groups are disjoint; within one, the largest meeting is certain, newcomers add up to its size."""
    groups: dict[str, list[Count]] = {}
    for count in counts:
        if count.group:
            groups.setdefault(count.group, []).append(count)
    people = at_least = 0
    for members in groups.values():
        largest = max(member.number for member in members)
        newcomers = sum(member.first_time or 0 for member in members)
        size = next((member.size for member in members if member.size is not None), None)
        people += largest if size is None else max(largest, min(size, max(largest, newcomers)))
        at_least += largest
    return Reach(sum(count.number for count in counts), people, at_least)
