"""The doorbell: when something is committed a name is rung, and whoever subscribed to the name begins at once.

Nothing depends on being heard. Beside every subscriber stands a periodic job that finds the same work by itself.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

logger = logging.getLogger(__name__)
Hearer = Callable[[], object]
_subscribers: dict[str, list[Hearer]] = defaultdict(list)
_silent: ContextVar[bool] = ContextVar("silent", default=False)


def on_ring(name: str) -> Callable[[Hearer], Hearer]:
    """Decorator: calls the function, without arguments, each time the name is rung."""

    def subscribe(hearer: Hearer) -> Hearer:
        _subscribers[name].append(hearer)
        return hearer

    return subscribe


def ring(name: str) -> None:
    """Rings when the open transaction commits, at once where there is none. A rolled back act rings nobody."""
    if not _silent.get():
        transaction.on_commit(lambda: _call(name))


def _call(name: str) -> None:
    for hearer in _subscribers[name]:
        try:
            hearer()
        except Exception:  # the act is done and kept; whoever did not hear finds the work by the clock
            logger.exception("Nobody could be woken for “%s”; the periodic job does it.", name)


@contextmanager
def without_doorbell() -> Iterator[None]:
    """Rings nobody: for work in bulk, whose consequences the periodic jobs or the caller take up."""
    token = _silent.set(True)
    try:
        yield
    finally:
        _silent.reset(token)
