"""What public pages read again and again, remembered in this process until it changes.

Everything public belongs to a topic. Whatever changes a topic draws a new version of it, and all processes see that
through the cache. A value is as good as the versions it was made under, and never older than its seconds.
"""

import time
import uuid
from collections.abc import Callable, Hashable, Mapping
from functools import partial
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import get_language

KEYS = {topic: f"public-{topic}-version" for topic in ("site", "frame", "calls", "field")}
SECONDS, MOST = 60, 500
T = TypeVar("T")
_memory: dict[tuple[Hashable, ...], tuple[tuple[str, ...], float, Any]] = {}


def renew(topic: str) -> str:
    """Draws a new version at once: whatever was made under the old one is worthless."""
    version = uuid.uuid4().hex
    cache.set(KEYS[topic], version, None)
    return version


RENEWALS = {topic: partial(renew, topic) for topic in KEYS}


def changed(*topics: str) -> None:
    """Renews topics, and the site with them, as soon as the transaction is through; once, however often it is said."""
    waiting = [function for _sids, function, *_rest in transaction.get_connection().run_on_commit]
    for topic in {"site", *topics}:
        if RENEWALS[topic] not in waiting:
            transaction.on_commit(RENEWALS[topic])


def versions_of(request: HttpRequest) -> Mapping[str, str]:
    """The version of every topic as this request found it. One question to the cache, asked once."""
    known: Mapping[str, str] | None = getattr(request, "public_versions", None)
    if known is None:
        found = cache.get_many(KEYS.values())
        known = {topic: found.get(key) or renew(topic) for topic, key in KEYS.items()}
        setattr(request, "public_versions", known)  # noqa: B010 - a request has no such attribute of its own
    return known


def remembered(
    request: HttpRequest,
    topics: tuple[str, ...],
    key: tuple[Hashable, ...],
    make: Callable[[], T],
    seconds: int = SECONDS,
) -> T:
    """What `make` gives, in the language of the moment; made again only when a topic has changed or the time is over.

    Values are shared between requests: read them, never change them.
    """
    if not settings.PUBLIC_CACHE:
        return make()
    versions, place = versions_of(request), (get_language(), *key)
    stamp = tuple(versions[topic] for topic in topics)
    kept = _memory.get(place)
    if kept and kept[0] == stamp and kept[1] > time.monotonic():
        return kept[2]
    value = make()
    if value is None:  # what is not there is not remembered: anybody can ask for it under any name
        return value
    if len(_memory) >= MOST:
        _memory.clear()
    _memory[place] = (stamp, time.monotonic() + seconds, value)
    return value
