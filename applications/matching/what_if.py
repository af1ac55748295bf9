"""What a different rule would have come to: the same people and the same lottery, one thing changed, nothing stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .instance import Problem
from .repair import rank_of
from .result import Result, solve
from .shapes import Json
from .snapshot import Snapshot
from .validation import Reader


@dataclass(eq=False)
class WhatIf:
    """The other result, and every applicant for whom it differs: {"applicant", "from", "to", "rank_before", "rank_after"}."""

    result: Result
    moves: list[Json]


def what_if(result: Result, change: Mapping[str, Any]) -> WhatIf:
    """Compute the result again under a change. Raises Faulty when the changed rules contradict each other.

    change, every part optional: {"capacity": {position: n}, "cap": {node: n or None}, "floor": {node: n},
    "fix": [[applicant, position]], "release": [applicant], "forbid": [[applicant, position]], "allow": the same,
    "close": [position]}.
    """
    instance = thaw(result.snapshot)
    for position, seats in change.get("capacity", {}).items():
        instance["positions"][position]["capacity"] = seats
    for position in change.get("close", ()):
        instance["positions"][position]["closed"] = True
    for key in ("cap", "floor"):
        for node, value in change.get(key, {}).items():
            instance["nodes"][node][key] = value
    released = {*change.get("release", ()), *(a for a, _ in change.get("fix", ()))}
    instance["fixed"] = [pair for pair in instance["fixed"] if pair[0] not in released]
    instance["fixed"] += map(list, change.get("fix", ()))
    allowed = {tuple(pair) for pair in change.get("allow", ())}
    forbidden = {tuple(pair) for pair in [*instance["forbidden"], *change.get("forbid", ())]} - allowed
    instance["forbidden"] = [list(pair) for pair in sorted(forbidden)]
    other = solve(Problem(Reader(instance, is_file=False)).freeze(), result.seed)
    return WhatIf(other, differences(result, other))


def differences(one: Result, other: Result) -> list[Json]:
    """For whom the two results differ. They may come from different snapshots; people in only one of them count too."""
    names = sorted({*one.assignment, *other.assignment})
    return [
        {
            "applicant": a, "from": one.assignment.get(a), "to": other.assignment.get(a),
            "rank_before": _rank(one, a), "rank_after": _rank(other, a),
        }
        for a in names
        if one.assignment.get(a) != other.assignment.get(a)
    ]  # fmt: skip


def _rank(result: Result, applicant: str) -> int | None:
    data, position = result.snapshot.data, result.assignment.get(applicant)
    if position is None:
        return None
    return rank_of(result.market, data["applicants"].index(applicant), data["positions"].index(position))


def thaw(snapshot: Snapshot) -> Json:
    """The snapshot as an instance again. Freezing it gives the same market; tiers that nobody is in lose their number."""
    data = snapshot.data
    a_ids, p_ids, x_ids = data["applicants"], data["positions"], data["nodes"]
    positions = {
        name: {
            "capacity": data["capacity"][p], "target": data["target"][p], "tiers": {}, "reserves": {},
            "node": x_ids[data["position_node"][p]] if data["position_node"][p] >= 0 else None,
            "place": data["place"][p], "closed": p in data["closed"],
        }
        for p, name in enumerate(p_ids)
    }  # fmt: skip
    for a, row, tiers in zip(a_ids, data["lists"], data["tiers"], strict=True):
        for p, tier in zip(row, tiers, strict=True):
            positions[p_ids[p]]["tiers"][a] = tier if tier >= 0 else None
    for p, group, seats in data["reserves"]:
        positions[p_ids[p]]["reserves"][group] = seats
    families: Json = {}
    for row in data["families"]:
        family = families.setdefault(row["family"], {"caps": {}, "of": {}})
        family["caps"][row["value"]] = row["cap"]
        family["of"] |= {p_ids[p]: row["value"] for p in row["positions"]}
    nodes = zip(x_ids, data["node_parent"], data["node_cap"], data["node_floor"], strict=True)
    return {
        "applicants": {a: [p_ids[p] for p in row] for a, row in zip(a_ids, data["lists"], strict=True)},
        "positions": positions,
        "nodes": {
            name: {"parent": x_ids[up] if up >= 0 else None, "cap": cap if cap >= 0 else None, "floor": floor}
            for name, up, cap, floor in nodes
        },
        "groups": dict(map(tuple, ((a_ids[a], word) for a, word in data["groups"]))),
        **{key: [[a_ids[a], p_ids[p]] for a, p in data[key]] for key in ("fixed", "forbidden", "ineligible")},
        "seat_order": [p_ids[p] for p in data["seat_order"]],
        "home": {"policy": data["home"]["policy"], "homes": {a_ids[a]: town for a, town in data["home"]["homes"]}},
        "families": families,
    }
