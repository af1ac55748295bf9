"""Pure arithmetic of reviews: levels and weights to a score out of 100."""

from decimal import ROUND_HALF_UP, Decimal


def weighted_total(levels: dict[str, int], weights: dict[str, int], max_level: int) -> Decimal:
    """0–100, two decimals: each level as a share of the highest, by its weight. `KeyError` when a level is missing."""
    whole = sum(weights.values())
    points = sum((Decimal(levels[key]) * weight for key, weight in weights.items()), Decimal(0))
    return (points * 100 / (max_level * whole)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def mean(totals: list[Decimal]) -> Decimal | None:
    """The mean of the readers' totals; None when nobody has scored."""
    return (sum(totals, Decimal(0)) / len(totals)).quantize(Decimal("0.01"), ROUND_HALF_UP) if totals else None
