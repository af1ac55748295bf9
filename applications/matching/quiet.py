"""Work on millions of rows, none of which is garbage: looking for some among them costs up to a quarter of the time."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collector() -> Iterator[None]:
    """Inside, memory is given back by counting alone. As a decorator: during the function."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
