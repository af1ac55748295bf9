"""Text without the characters that no page, file or database can hold: dropped at entry, and again at every exit."""

import json
import re
from collections.abc import Iterable
from typing import Any

from django.http import QueryDict

# Control characters but tab and line ends, lone surrogates, non-characters, and marks that turn the reading direction.
UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
ESCAPED = re.compile(r"\\u[0-9a-fA-F]{4}")  # a character as JSON may say it
LARGEST_ID = 2**63 - 1  # of any database


def clean(text: str) -> str:
    """The text as it may be kept, shown and written into files."""
    return UNWANTED.sub("", text)


def clean_deeply(value: Any) -> Any:
    """The same for whatever JSON can say."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list | tuple):
        return [clean_deeply(one) for one in value]
    if isinstance(value, dict):
        return {clean(str(key)): clean_deeply(one) for key, one in value.items()}
    return value


def clean_json(text: str) -> str:
    """What a control sends as JSON, without what hides in its escapes; any other text as it is."""
    if not ESCAPED.search(text):
        return text
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return text
    tidy = clean_deeply(said) if isinstance(said, list | dict) else said
    return text if tidy == said else json.dumps(tidy, ensure_ascii=False)


def cleaned_query(given: QueryDict) -> QueryDict:
    """The same values without unwanted characters; the same object where there are none."""
    parts = [str(part) for key, values in given.lists() for part in (key, *values)]
    if not any(UNWANTED.search(part) or ESCAPED.search(part) for part in parts):
        return given
    found = QueryDict(mutable=True, encoding=given.encoding)
    for key, values in given.lists():
        tidy = [clean_json(clean(value)) if isinstance(value, str) else value for value in values]
        found.setlist(clean(key), tidy)
    found._mutable = False
    return found


def is_possible(values: Iterable[object]) -> bool:
    """Could a record be named by these parts of an address? Texts without control characters, numbers of a database."""
    return not any(
        (isinstance(value, str) and UNWANTED.search(value)) or (isinstance(value, int) and abs(value) > LARGEST_ID)
        for value in values
    )
