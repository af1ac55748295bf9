"""What never changes once it is there, or hardly ever: read once by each process instead of once a request.

Beside `remembered`, which keeps what people change on the site and asks the cache whether it still stands. Here nobody
is asked: only what is fixed for good under its key belongs here, or what may be a minute old.
"""

import time
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.conf import settings

FOR_GOOD, MOST = 3600.0, 500
T = TypeVar("T")
_memory: dict[Hashable, tuple[float, Any]] = {}


def lasting(key: Hashable, make: Callable[[], T], seconds: float = FOR_GOOD) -> T:
    """What `make` gave the first time. Values are shared between requests: read them, never change them."""
    if not settings.PUBLIC_CACHE:
        return make()
    kept = _memory.get(key)
    if kept and kept[0] > time.monotonic():
        return kept[1]
    value = make()
    if len(_memory) >= MOST:
        _memory.clear()
    _memory[key] = (time.monotonic() + seconds, value)
    return value


def forget() -> None:
    """Everything is read anew: for tests, whose rows come and go under the same keys."""
    _memory.clear()
