"""The menus as data: each app says where it appears, and to whom."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse

AREAS = ("my", "field", "host", "review", "desk")


@dataclass(frozen=True)
class Item:
    """One entry. `shown_to(user)` decides; `count(user)` is work waiting (never a total); `group` is a heading of the desk."""

    area: str
    key: str
    label: str
    url_name: str
    icon: str = "circle"
    group: str = ""
    shown_to: Callable[[Any], object] = lambda user: True
    count: Callable[[Any], int] | None = None
    order: int = 50

    @property
    def href(self) -> str:
        try:
            return reverse(self.url_name)
        except NoReverseMatch:
            return ""


_items: list[Item] = []


def register(*items: Item) -> None:
    known = {(item.area, item.key) for item in _items}
    _items.extend(item for item in items if (item.area, item.key) not in known)


def items_for(user: object, area: str) -> list[Item]:
    """The entries of one menu that this person gets, in order."""
    return sorted(
        (item for item in _items if item.area == area and item.shown_to(user) and item.href),
        key=lambda item: item.order,
    )
