"""A matching problem from plain data: checked, in a canonical order, with a fingerprint."""

import hashlib
import json
from dataclasses import dataclass, field

Ranking = dict[str, int]  # applicant → class, 1 is best; the same class is a tie


@dataclass(frozen=True)
class Problem:
    """Everything the engine needs, keyed by ids; one-sided rows are already gone and listed in `dropped`."""

    lists: dict[str, tuple[str, ...]]  # applicant → positions, best first
    capacity: dict[str, int]
    ranking: dict[str, Ranking]
    target: dict[str, int]
    path: dict[str, tuple[str, ...]]  # position → nodes above it, innermost first
    node_cap: dict[str, int | None]
    node_floor: dict[str, int]
    children: dict[str, tuple[str, ...]]  # node → child nodes and positions
    seat_order: dict[str, int]  # position → its place in the published order
    fixed: dict[str, str] = field(default_factory=dict)
    dropped: dict[tuple[str, str], str] = field(default_factory=dict)  # (applicant, position) → reason code


def canonical(data: object) -> str:
    """The one way to write plain data down, whatever the order it came in."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(data: object) -> str:
    return hashlib.sha256(canonical(data).encode()).hexdigest()


def is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def read_instance(data: object) -> tuple[Problem | None, list[str]]:
    """The problem, or every fault found: where, what, how to mend it."""
    if (
        not isinstance(data, dict)
        or not isinstance(data.get("applicants"), dict)
        or not isinstance(data.get("positions"), dict)
    ):
        return None, ["file: needs an object with “applicants” and “positions”, each an object"]
    faults = [*_list_faults(data), *_position_faults(data), *_node_faults(data), *_pair_faults(data)]
    if faults:
        return None, faults
    problem = _build(data)
    return (None, fixed) if (fixed := _fixed_faults(problem)) else (problem, [])


def _list_faults(data: dict) -> list[str]:
    found = []
    for person, wanted in data["applicants"].items():
        if not isinstance(wanted, list) or not all(isinstance(item, str) for item in wanted):
            found.append(f"applicants.{person}: must be a list of position ids")
            continue
        if len(set(wanted)) < len(wanted):
            found.append(f"applicants.{person}: names a position twice; keep the first")
        found += [f"applicants.{person}: unknown position “{item}”" for item in wanted if item not in data["positions"]]
    return found


def _position_faults(data: dict) -> list[str]:
    found, nodes = [], data.get("nodes") or {}
    for key, position in data["positions"].items():
        where = f"positions.{key}"
        if not isinstance(position, dict):
            found.append(f"{where}: must be an object")
            continue
        if not is_count(position.get("capacity")):
            found.append(f"{where}.capacity: must be a whole number, 0 or more")
        if "target" in position and not is_count(position["target"]):
            found.append(f"{where}.target: must be a whole number, 0 or more")
        if "node" in position and position["node"] not in nodes:
            found.append(f"{where}.node: unknown node “{position['node']}”")
        seen: set[str] = set()
        ranking = position.get("ranking", [])
        if not isinstance(ranking, list):
            found.append(f"{where}.ranking: must be a list")
            continue
        for entry in ranking:
            for person in entry if isinstance(entry, list) else [entry]:
                if not isinstance(person, str) or person not in data["applicants"]:
                    found.append(f"{where}.ranking: unknown applicant “{person}”")
                elif person in seen:
                    found.append(f"{where}.ranking: names “{person}” twice")
                else:
                    seen.add(person)
    return found


def _node_faults(data: dict) -> list[str]:
    nodes = data.get("nodes") or {}
    if not isinstance(nodes, dict) or not all(isinstance(node, dict) for node in nodes.values()):
        return ["nodes: must be an object of objects"]
    found = []
    for key, node in nodes.items():
        where = f"nodes.{key}"
        if node.get("cap") is not None and not is_count(node["cap"]):
            found.append(f"{where}.cap: must be a whole number, 0 or more")
        if not is_count(node.get("floor", 0)):
            found.append(f"{where}.floor: must be a whole number, 0 or more")
        elif is_count(node.get("cap")) and node.get("floor", 0) > node["cap"]:
            found.append(f"{where}: the floor {node['floor']} is above the cap {node['cap']}")
        if node.get("parent") is not None and node["parent"] not in nodes:
            found.append(f"{where}.parent: unknown node “{node['parent']}”")
    return found or _cycles(nodes)


def _cycles(nodes: dict) -> list[str]:
    safe: set[str] = set()
    for start in nodes:
        trail: list[str] = []
        at, on_trail = start, set()
        while at is not None and at not in safe:
            if at in on_trail:
                return [f"nodes.{at}: is its own ancestor; the nodes must form a tree"]
            on_trail.add(at)
            trail.append(at)
            at = nodes[at].get("parent")
        safe.update(trail)
    return []


def _pair_faults(data: dict) -> list[str]:
    found = []
    for name in ("fixed", "forbidden"):
        for pair in data.get(name) or []:
            if not isinstance(pair, list) or len(pair) != 2:
                found.append(f"{name}: each entry is [applicant, position]")
            elif pair[0] not in data["applicants"] or pair[1] not in data["positions"]:
                found.append(f"{name}: unknown id in {pair}")
    people = [pair[0] for pair in data.get("fixed") or [] if isinstance(pair, list) and len(pair) == 2]
    found += [f"fixed: “{person}” is fixed twice" for person in sorted(set(people)) if people.count(person) > 1]
    return found


def _build(data: dict) -> Problem:
    positions, nodes = data["positions"], data.get("nodes") or {}
    order = data.get("seat_order") or sorted(positions)
    places = {key: place for place, key in enumerate([*dict.fromkeys(order), *sorted(set(positions) - set(order))])}
    ranking = {key: _classes(position.get("ranking", [])) for key, position in positions.items()}
    forbidden = {tuple(pair) for pair in data.get("forbidden") or []}
    lists, dropped = {}, {}
    for person in sorted(data["applicants"]):
        kept = []
        for position in data["applicants"][person]:
            code = (
                "FORBIDDEN"
                if (person, position) in forbidden
                else "HOST_UNACCEPTABLE"
                if person not in ranking[position]
                else ""
            )
            if code:
                dropped[person, position] = code
            else:
                kept.append(position)
        lists[person] = tuple(kept)
    path = {key: _path(position.get("node"), nodes) for key, position in positions.items()}
    children: dict[str, list[str]] = {key: [] for key in nodes}
    for key, node in nodes.items():
        if node.get("parent") is not None:
            children[node["parent"]].append(key)
    for key, position in positions.items():
        if position.get("node") is not None:
            children[position["node"]].append(key)
    return Problem(
        lists=lists,
        capacity={key: position["capacity"] for key, position in positions.items()},
        ranking=ranking,
        target={key: position.get("target", position["capacity"]) for key, position in positions.items()},
        path=path,
        node_cap={key: node.get("cap") for key, node in nodes.items()},
        node_floor=_floors(nodes, children),
        children={key: tuple(sorted(below)) for key, below in children.items()},
        seat_order=places,
        fixed={pair[0]: pair[1] for pair in data.get("fixed") or []},
        dropped=dropped,
    )


def _classes(ranking: list) -> Ranking:
    return {
        person: place
        for place, entry in enumerate(ranking, start=1)
        for person in (entry if isinstance(entry, list) else [entry])
    }


def _path(node: str | None, nodes: dict) -> tuple[str, ...]:
    found = []
    while node is not None:
        found.append(node)
        node = nodes[node].get("parent")
    return tuple(found)


def _floors(nodes: dict, children: dict) -> dict[str, int]:
    """Each node's floor, raised to the sum of its children's. Deepest first, without recursion."""
    floors = {key: node.get("floor", 0) for key, node in nodes.items()}
    for key in sorted(nodes, key=lambda key: -len(_path(key, nodes))):
        floors[key] = max(floors[key], sum(floors[child] for child in children[key] if child in nodes))
    return floors


def _fixed_faults(problem: Problem) -> list[str]:
    found, used = [], {}
    for position in problem.fixed.values():
        for place in (position, *problem.path[position]):
            used[place] = used.get(place, 0) + 1
    for place, number in sorted(used.items()):
        limit = problem.capacity.get(place, problem.node_cap.get(place))
        if limit is not None and number > limit:
            found.append(f"fixed: {number} people are fixed at “{place}”, which takes {limit}")
    return found
