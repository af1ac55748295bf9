"""The shape of a rule as data: groups of rules, and leaves that look at one answer (docs/rules.md has the table)."""

from collections.abc import Iterator
from typing import Any

Leaf = dict[str, Any]  # one comparison: {"of": {"role" | "answer": …}, test: what is wanted}
GROUPS = ("all", "any")
DEEPEST, LARGEST = 6, 40  # levels, and parts of one tree: more than that nobody can read
END = 50  # deeper than any tree that was checked: what is there is not looked at


def kids(tree: Any) -> list[Any]:
    """The rules inside a group or under a "not"; none for a leaf and for anything else."""
    if not isinstance(tree, dict):
        return []
    if "not" in tree:
        return [tree["not"]]
    found: list[Any] = next((tree[name] for name in GROUPS if name in tree), [])
    return found if isinstance(found, list) else []


def leaves(tree: Any) -> Iterator[Leaf]:
    """Every leaf, in the order of writing."""
    for part, _depth in parts(tree):
        if isinstance(part, dict) and not kids(part):
            yield part


def parts(tree: Any) -> Iterator[tuple[Any, int]]:
    """Every part of a tree with its depth, without recursion: a tree may come from anywhere."""
    waiting = [(tree, 1)]
    while waiting:
        part, depth = waiting.pop()
        yield part, depth
        waiting += [(kid, depth + 1) for kid in reversed(kids(part))] if depth < END else []


def target(leaf: Leaf) -> tuple[str, str]:
    """What a leaf looks at: ("role", a role), ("answer", a key of a question), or two empty words."""
    of = leaf.get("of")
    for name in ("role", "answer"):
        if isinstance(of, dict) and isinstance(of.get(name), str):
            return name, of[name]
    return "", ""


def tests_of(leaf: Leaf) -> dict[str, Any]:
    """How a leaf compares what it looks at; all of it has to hold."""
    return {name: wanted for name, wanted in leaf.items() if name != "of"}


def refers_to(tree: Any) -> list[tuple[str, str]]:
    """What a tree looks at, each once, in the order of writing."""
    return list(dict.fromkeys(found for found in map(target, leaves(tree)) if found[0]))
