"""One published lottery for all positions: adding or removing a person never reorders the others."""

from hashlib import sha256


def lottery_order(seed: str, ids: list[str]) -> list[int]:
    """Indexes of `ids`, which are sorted, from the best lottery number to the worst: ascending sha256("seed|id"), UTF-8."""
    begun, drawn = sha256(f"{seed}|".encode()).copy, []
    for name in ids:
        number = begun()
        number.update(name.encode())
        drawn.append(number.digest())
    return sorted(range(len(ids)), key=drawn.__getitem__)


def ranks(order: list[int]) -> list[int]:
    """For each index its place in `order`, from 0."""
    rank = [0] * len(order)
    for place, i in enumerate(order):
        rank[i] = place
    return rank
