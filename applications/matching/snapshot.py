"""The frozen inputs: canonical bytes, the same for every order of rows and on every machine."""

import json
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from .shapes import Json

FORMAT = "matching-snapshot-1"


def canonical(value: object) -> str:
    """The one text of a value: sorted keys, no spaces, ASCII only."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


@dataclass(frozen=True, eq=False)
class Snapshot:
    """What a run is computed from. Ids are sorted as bytes; everything else speaks in their indexes.

    data: applicants, positions, nodes (ids) · lists (per applicant: positions, best first) · tiers (aligned with lists;
    0 is the host's best, -1 not acceptable) · capacity, target, position_node, place, closed (per position) ·
    node_parent, node_cap, node_floor (per node; -1 = none) · seat_order, reserves, groups, fixed, forbidden, ineligible,
    home, families.
    """

    text: str
    data: Json

    @classmethod
    def from_json(cls, text: str) -> "Snapshot":
        """A stored snapshot, back from its canonical text."""
        data = json.loads(text)
        if not isinstance(data, dict) or data.get("format") != FORMAT:
            raise ValueError("This text is not a matching snapshot.")
        return cls(text, data)

    @cached_property
    def hash(self) -> str:
        return sha256(self.text.encode()).hexdigest()

    @property
    def json(self) -> str:
        return self.text


def freeze(data: Json) -> Snapshot:
    return Snapshot(canonical(data), data)
