"""The cards of a person's page. Each app registers a function that tells what waits for that person there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Card:
    """One thing of the person: what it is, where it stands, what to do next and until when. Lower `order` comes first."""

    title: str
    lead: str
    href: str
    action: str
    order: int = 50
    deadline: datetime | None = None
    obj: object | None = None  # its state is shown in the person's words
    icon: str = "file-text"


Source = Callable[[Any], list[Card]]  # of the person who looks
_sources: list[Source] = []


def register_cards(source: Source) -> Source:
    _sources.append(source)
    return source


def cards_for(user: object) -> list[Card]:
    return sorted((card for source in _sources for card in source(user)), key=lambda card: card.order)
