"""What a letter says, before it is a row: written in the recipient's language when it is queued."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Topic(TextChoices):
    """What a letter is for, as people choose by it. All letters lie in the inbox; what is needed always comes by mail."""

    NEEDED = "needed", _("Decisions, offers, deadlines, receipts and the safety of your account")
    REMINDER = "reminder", _("Reminders of a deadline that you were told of before")
    ROUTINE = "routine", _("Regular work that waits for you, such as a week to confirm")
    NEWS = "news", _("News of what you handed in, when there is nothing for you to do")

    @property
    def may_rest(self) -> bool:
        """Whether somebody may do without it by mail."""
        return self != Topic.NEEDED


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
    topic: Topic = Topic.NEEDED
