"""Reads an instance file without trusting it: size, encoding, depth, floats, keys that stand twice."""

import json
from collections import Counter
from pathlib import Path
from typing import Any, NoReturn

from .faults import Faulty, Issue, brief
from .shapes import Json

LIMIT = 100 * 1024 * 1024  # bytes; a hundred thousand applicants with ten choices each need about 30 MB


def _refuse(code: str, where: str, **values: object) -> Faulty:
    return Faulty([Issue(code, where, {key: brief(value) for key, value in values.items()})])


def read_file(path: str | Path, limit: int = LIMIT) -> object:
    """The JSON value in the file at `path`. Raises Faulty with one line that says what is wrong."""
    where = brief(Path(path).name)
    try:
        with Path(path).open("rb") as file:
            raw = file.read(limit + 1)
            size = len(raw) if len(raw) <= limit else max(Path(path).stat().st_size, len(raw))
    except (OSError, ValueError) as error:
        raise _refuse("unreadable", where, why=getattr(error, "strerror", None) or error) from None
    if size > limit:
        raise _refuse("too_big", where, size=-(-size // 1024**2), limit=limit // 1024**2)
    return parse(raw, where)


def parse(raw: bytes | str, where: str = "instance") -> object:
    """The JSON value of `raw`; whole numbers only, no key twice."""
    twice: list[str] = []

    def once(pairs: list[Any]) -> Json:
        found = dict(pairs)
        if len(found) != len(pairs):
            counts = Counter(key for key, _ in pairs)
            twice.extend(key for key, count in counts.items() if count > 1)
        return found

    def refuse_number(text: str) -> NoReturn:
        raise _refuse("not_whole", where, value=text)

    try:
        text = raw if isinstance(raw, str) else raw.decode("utf-8-sig")
        value = json.loads(text, object_pairs_hook=once, parse_float=refuse_number, parse_constant=refuse_number)
    except UnicodeDecodeError as error:
        raise _refuse("not_utf8", where, at=error.start) from None
    except RecursionError:
        raise _refuse("too_deep", where) from None
    except Faulty:
        raise
    except json.JSONDecodeError as error:
        raise _refuse("not_json", where, why=f"{error.msg} (line {error.lineno}, column {error.colno})") from None
    except ValueError as error:  # a number with more digits than Python agrees to read
        raise _refuse("not_json", where, why=str(error).split(":")[0]) from None
    if twice:
        raise Faulty([Issue("duplicate_key", where, {"value": brief(key)}) for key in twice[:50]])
    return value
