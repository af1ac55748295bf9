"""The steps of an application and how far each is: pure data and pure functions over the sections of its form."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Section:
    """One step of the form. `kind` says what fills it: questions, openings, documents, or the final check."""

    key: str
    label: str
    lead: str = ""
    kind: str = "questions"


CHECK = Section(
    "check", _("Check and submit"), _("Everything on one page. You can change it until the deadline."), "check"
)


@dataclass(frozen=True)
class Step:
    """A section with where it stands: done, begun, todo."""

    section: Section
    state: str
    number: int

    @property
    def is_done(self) -> bool:
        return self.state == "done"


def steps(sections: Sequence[Section], *, complete: set[str], begun: set[str]) -> list[Step]:
    """All sections with their state. The final check is done only when everything before it is."""
    found = []
    for number, section in enumerate(sections, start=1):
        state = "done" if section.key in complete else "begun" if section.key in begun else "todo"
        found.append(Step(section, "todo" if section.kind == CHECK.kind else state, number))
    return found


def missing(found: list[Step]) -> list[Step]:
    """What still has to be completed before submitting."""
    return [step for step in found if step.section.kind != CHECK.kind and not step.is_done]


def is_locked(section: Section, asked: Sequence[str]) -> bool:
    """In a correction only what was asked for is open, and the final check. `asked` empty: everything is."""
    return bool(asked) and section.key not in asked and section.kind != CHECK.kind


def after(sections: Sequence[Section], key: str, asked: Iterable[str] = ()) -> str:
    """The key of the section that follows, past those that are locked."""
    return _next(sections, key, list(asked)) or CHECK.key


def before(sections: Sequence[Section], key: str, asked: Iterable[str] = ()) -> str:
    """The key of the section before; empty where there is none."""
    return _next(list(reversed(sections)), key, list(asked))


def _next(sections: Sequence[Section], key: str, asked: list[str]) -> str:
    place = [section.key for section in sections].index(key)
    return next((one.key for one in sections[place + 1 :] if not is_locked(one, asked)), "")
