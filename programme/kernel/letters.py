"""What a letter says, before it is a row: written in the recipient's language when it is queued."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class LetterText:
    """The words of one letter. Lines are plain text; facts are label and value; the button is label and path."""

    subject: str
    lines: list[str]
    facts: list[tuple[str, str]] = field(default_factory=list)
    button: tuple[str, str] | None = None
    deadline: str = ""  # shown first and large, because it is what people must not miss
    closing: str = ""


@dataclass(frozen=True)
class LetterSpec:
    """A letter to be queued. `key` makes it unique within its kind: the same cause never writes it twice."""

    kind: str
    to: Any  # a User, who brings address and language
    write: Callable[[], LetterText]
    key: str
    about: Any = None
    attachments: tuple[Any, ...] = ()  # private files
    language: str = "th"  # for a reader of whom no language is known
