"""One published lottery for all positions: adding or removing a person never reorders the others."""

from hashlib import sha256


def lottery_order(seed: str, ids: list[str]) -> list[int]:
    """Indexes of `ids` from the best lottery number to the worst: ascending sha256("seed|id"), UTF-8."""
    start = sha256(f"{seed}|".encode())
    drawn = []
    for i, name in enumerate(ids):
        number = start.copy()
        number.update(name.encode())
        drawn.append((number.digest(), name, i))
    drawn.sort()
    return [i for _, _, i in drawn]


def ranks(order: list[int]) -> list[int]:
    """For each index its place in `order`, from 0."""
    rank = [0] * len(order)
    for place, i in enumerate(order):
        rank[i] = place
    return rank
