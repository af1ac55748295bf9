"""JSON-LD for search engines: data, not script, and safe inside HTML whatever the words are."""

import json
from collections.abc import Iterable

from django.utils.safestring import SafeString, mark_safe

UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def linked_data(items: Iterable[dict]) -> list[SafeString]:
    """Each item with its context as text for `<script type="application/ld+json">`; nothing in it can end that element."""
    return [
        mark_safe(_escaped(json.dumps({"@context": "https://schema.org", **item}, ensure_ascii=False)))
        for item in items
    ]


def _escaped(text: str) -> str:
    for char, code in UNSAFE.items():
        text = text.replace(char, code)
    return text
