"""A second program that checks a result from the raw instance. It shares no line with the engine and imports none of it.

Run alone on an audit bundle: `python certify.py BUNDLE_FOLDER` (instance.json, result.json, seed.txt).
"""

import hashlib
import json
import sys
from collections import Counter
from pathlib import Path


def certify(data: dict, seed: str, result: dict) -> list[str]:
    """What is wrong with a result: nothing, or one sentence per violation. Stability is checked pair by pair."""
    assignment = result.get("assignment", {})
    people, positions, nodes = data["applicants"], data["positions"], data.get("nodes") or {}
    fixed = {person: position for person, position in data.get("fixed") or []}
    forbidden = {(person, position) for person, position in data.get("forbidden") or []}
    classes = {key: _places(row.get("ranking", [])) for key, row in positions.items()}
    draw = {person: hashlib.sha256(f"{seed}|{person}".encode()).hexdigest() for person in people}
    found = [f"{person}: is in the result but not in the instance" for person in assignment if person not in people]
    found += [f"{person}: is missing from the result" for person in people if person not in assignment]
    if found:
        return found
    for person, position in assignment.items():
        if person in fixed:
            if position != fixed[person]:
                found.append(f"{person}: is fixed at {fixed[person]} but placed at {position}")
        elif position is not None and (
            position not in people[person] or person not in classes.get(position, {}) or (person, position) in forbidden
        ):
            found.append(f"{person}: is placed at {position}, which is not an acceptable pair")
    seats = Counter(position for position in assignment.values() if position)
    found += [
        f"{key}: {number} people on {positions[key]['capacity']} seats"
        for key, number in seats.items()
        if key in positions and number > positions[key]["capacity"]
    ]
    above = {key: _above(row.get("node"), nodes) for key, row in positions.items()}
    counts = Counter(node for position in assignment.values() if position for node in above.get(position, []))
    found += [
        f"{key}: {counts[key]} people under a cap of {row['cap']}"
        for key, row in nodes.items()
        if row.get("cap") is not None and counts[key] > row["cap"]
    ]
    if found:
        return found
    floors = _floors(nodes)
    order = {
        key: place
        for place, key in enumerate(dict.fromkeys([*(data.get("seat_order") or sorted(positions)), *sorted(positions)]))
    }
    holders: dict[str, list[tuple]] = {key: [] for key in positions}
    for person, position in assignment.items():
        if position and person not in fixed:
            holders[position].append((classes[position][person], draw[person], person))
    for person, wanted in people.items():
        if person in fixed:
            continue
        for position in wanted:
            if position == assignment[person]:
                break
            if person not in classes[position] or (person, position) in forbidden:
                continue
            mine = (classes[position][person], draw[person], person)
            lower = [holder for holder in holders[position] if holder > mine]
            if lower:
                found.append(f"{person} and {position} block: {lower[0][2]} is there with a lower place")
            elif seats[position] < positions[position]["capacity"] and not _is_shut(
                position, positions, nodes, above, counts, seats, floors, order, holders
            ):
                found.append(f"{person} and {position} block: a seat is free and no cap forbids it")
    return found


def _is_shut(position, positions, nodes, above, counts, seats, floors, order, holders) -> bool:
    """Whether some full node above would give up exactly this extra seat: all others it could give up are better numbered."""
    path = above[position]
    more = counts + Counter(path)

    def number(key: str) -> tuple[int, int]:
        used = seats[key] + (key == position)
        return (max(used - positions[key].get("target", positions[key]["capacity"]), 0), order[key])

    for node in path:
        cap = nodes[node].get("cap")
        if cap is None or more[node] <= cap:
            continue
        rivals = []
        for key in positions:
            used = len(holders[key]) + (key == position)
            if not used or node not in above[key]:
                continue
            between = above[key][: above[key].index(node)]
            if all(more[inner] > floors[inner] for inner in between):
                rivals.append(key)
        if position in rivals and max(rivals, key=number) == position:
            return True
    return False


def _places(ranking: list) -> dict[str, int]:
    places = {}
    for place, entry in enumerate(ranking, start=1):
        for person in entry if isinstance(entry, list) else [entry]:
            places[person] = place
    return places


def _above(node, nodes: dict) -> list[str]:
    found = []
    while node is not None:
        found.append(node)
        node = nodes[node].get("parent")
    return found


def _floors(nodes: dict) -> dict[str, int]:
    floors = {key: row.get("floor", 0) for key, row in nodes.items()}
    for key in sorted(nodes, key=lambda key: len(_above(key, nodes)), reverse=True):
        below = sum(floors[child] for child, row in nodes.items() if row.get("parent") == key)
        floors[key] = max(floors[key], below)
    return floors


def main(folder: str) -> int:
    place = Path(folder)
    instance, result = (
        json.loads((place / name).read_text(encoding="utf-8")) for name in ("instance.json", "result.json")
    )
    violations = certify(instance, (place / "seed.txt").read_text(encoding="utf-8").strip(), result)
    for line in violations:
        print(line)
    print("certified: the result is what the rules demand" if not violations else f"{len(violations)} violations")
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
