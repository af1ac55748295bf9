"""Figures: what they are asked for (`scope`), what counts (`rules`), what they are (`definitions`, `registry`), how they
are added up (`compute`), and how they leave (`publish`)."""

from mentoring.queries.figures.definitions import (
    BEGUN,
    LOGS,
    OUTCOMES,
    PROBLEMS,
    missions,
    placements,
)
from mentoring.queries.figures.registry import REGISTRY, Figure
from mentoring.queries.figures.rules import REASONS, RULES, counting, not_counted, stands, with_reason
from mentoring.queries.figures.scope import Scope

__all__ = [
    "BEGUN",
    "LOGS",
    "OUTCOMES",
    "PROBLEMS",
    "REASONS",
    "REGISTRY",
    "RULES",
    "Figure",
    "Scope",
    "counting",
    "missions",
    "not_counted",
    "placements",
    "stands",
    "with_reason",
]
