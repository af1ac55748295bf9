"""The sections of an application and how far each is: pure data and pure functions."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Section:
    """One step of the form. `kind` says what fills it: questions, openings, documents, or the final check."""

    key: str
    label: str
    lead: str
    kind: str = "questions"


SECTIONS = (
    Section(
        "person", _("About you"), _("Who you are and how we reach you. Reviewers of a blind round do not see this.")
    ),
    Section(
        "background", _("Your background"), _("What you have studied and done, and what ties you to your home town.")
    ),
    Section(
        "motivation", _("Your town and you"), _("In your own words. There is no right answer; real examples help most.")
    ),
    Section(
        "openings",
        _("Where you want to work"),
        _("Rank the openings, the one you want most first. Only hosts that you rank see your application."),
        "openings",
    ),
    Section(
        "documents",
        _("Documents"),
        _("PDF or a photo, up to 10 MB each. Only the people who decide about your application see them."),
        "documents",
    ),
    Section("check", _("Check and submit"), _("Everything on one page. After submitting, it is locked."), "check"),
)
BY_KEY = {section.key: section for section in SECTIONS}


@dataclass(frozen=True)
class Step:
    """A section with where it stands: done, begun, todo."""

    section: Section
    state: str
    number: int

    @property
    def is_done(self) -> bool:
        return self.state == "done"


def steps(*, complete: set[str], begun: set[str]) -> list[Step]:
    """All sections with their state. The final check is done only when everything before it is."""
    found = []
    for number, section in enumerate(SECTIONS, start=1):
        if section.key == "check":
            state = "todo"
        else:
            state = "done" if section.key in complete else "begun" if section.key in begun else "todo"
        found.append(Step(section, state, number))
    return found


def missing(found: list[Step]) -> list[Step]:
    """What still has to be completed before submitting."""
    return [step for step in found if step.section.key != "check" and not step.is_done]


def is_locked(key: str, asked: list[str]) -> bool:
    """In a correction only what was asked for is open, and the final check. `asked` empty: everything is."""
    return bool(asked) and key not in asked and BY_KEY[key].kind != "check"


def after(key: str, asked: Iterable[str] = ()) -> str:
    """The key of the section that follows, past those that are locked."""
    return _next(key, list(asked), [section.key for section in SECTIONS]) or "check"


def before(key: str, asked: Iterable[str] = ()) -> str:
    """The key of the section before; empty where there is none."""
    return _next(key, list(asked), [section.key for section in reversed(SECTIONS)])


def _next(key: str, asked: list[str], keys: list[str]) -> str:
    following = keys[keys.index(key) + 1 :]
    return next((one for one in following if not is_locked(one, asked)), "")
