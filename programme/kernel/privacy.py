"""A person's right to a copy: each app registers what it holds about somebody."""

from collections.abc import Callable

_sources: dict[str, Callable] = {}


def register_copy(name: str) -> Callable:
    """Decorator: `@register_copy("applications")` on a function of a user that returns plain data."""

    def keep(source: Callable) -> Callable:
        _sources[name] = source
        return source

    return keep


def copies_for(user) -> dict:
    return {name: source(user) for name, source in sorted(_sources.items())}
