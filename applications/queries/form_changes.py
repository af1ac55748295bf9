"""How two versions of a form differ, in words for officers: what came, went, moved, and asks something else."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from applications.blueprint import Blueprint
from programme.kernel.dates import is_thai

READERS = ("sensitivity", "blind_readers_see", "hosts_see")


@dataclass(frozen=True)
class Change:
    """One difference. `before` and `after` are texts to be shown beside each other, where there are any."""

    code: str  # added, removed, changed, moved
    words: str
    before: str = ""
    after: str = ""


def changes_between(old: Blueprint, new: Blueprint) -> list[Change]:
    """Everything that differs, in the order of the new form; what is gone last."""
    return [
        *_of_list(old.sections, new.sections, _section_words(), _("Section")),
        *_of_questions(old, new),
        *_of_list(old.documents, new.documents, _paper_words(), _("Paper")),
        *_of_list(old.referees, new.referees, _referee_words(), _("Referee")),
        *_of_list(old.rules, new.rules, _rule_words(), _("Rule")),
    ]


def label_of(part: Any) -> str:
    """The words of a part in the reader's language."""
    label = part.label_th if is_thai() else part.label_en or part.label_th
    return label or part.label_th or part.key


def _of_list(old: list[Any], new: list[Any], words: dict[str, str], noun: str) -> Iterator[Change]:
    before = {part.key: part for part in old}
    now = {part.key: part for part in new}
    for part in new:
        name = f"{noun} “{label_of(part)}”"
        if part.key not in before:
            yield Change("added", _("%(part)s is new.") % {"part": name})
        else:
            yield from _differences(before[part.key], part, words, name)
    if [part.key for part in old if part.key in now] != [part.key for part in new if part.key in before]:
        yield Change("moved", _("%(part)s: the order changed.") % {"part": noun})
    for part in old:
        if part.key not in now:
            yield Change("removed", _("%(part)s is gone.") % {"part": f"{noun} “{label_of(part)}”"})


def _differences(old: Any, new: Any, words: dict[str, str], name: str) -> Iterator[Change]:
    for field in ("label_th", "label_en"):
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            language = _("Thai") if field.endswith("_th") else _("English")
            said = _("%(part)s is worded anew (%(language)s).") % {"part": name, "language": language}
            yield Change("changed", said, before, after)
    told: set[str] = set()
    for field, text in words.items():
        if getattr(old, field) != getattr(new, field) and text not in told:
            told.add(text)
            yield Change("changed", f"{name}: {text}")
    if getattr(old, "is_required", None) is not getattr(new, "is_required", None):
        text = _("has to be answered from now on") if new.is_required else _("is optional from now on")
        yield Change("changed", f"{name}: {text}")


def _of_questions(old: Blueprint, new: Blueprint) -> Iterator[Change]:
    """Questions over all sections: one that moved to another section is still the same."""
    one, other = _with_places(old), _with_places(new)
    yield from _of_list(
        [row for row, _s in one.values()], [row for row, _s in other.values()], _question_words(), _("Question")
    )
    for key, (row, section) in other.items():
        if key in one and one[key][1].key != section.key:
            words = _("Question “%(label)s” moved to the section “%(section)s”.")
            yield Change("moved", words % {"label": label_of(row), "section": label_of(section)})
        if key in one:
            yield from _of_options(one[key][0], row)


def _with_places(plan: Blueprint) -> dict[str, Any]:
    return {row.key: (row, section) for section in plan.sections for row in section.questions}


def _of_options(old: Any, new: Any) -> Iterator[Change]:
    before = {row["value"]: row for row in old.options}
    now = {row["value"]: row for row in new.options}
    name = label_of(new)
    for value, row in now.items():
        if value not in before:
            yield Change("added", _("Question “%(label)s” has a new answer: “%(answer)s”.") % _named(name, row))
        elif before[value] != row:
            yield Change("changed", _("Question “%(label)s”: an answer is worded anew.") % _named(name, row),
                         _option(before[value]), _option(row))  # fmt: skip
    for value, row in before.items():
        if value not in now:
            yield Change("removed", _("Question “%(label)s” lost an answer: “%(answer)s”.") % _named(name, row))


def _named(label: str, row: dict[str, Any]) -> dict[str, str]:
    return {"label": label, "answer": _option(row)}


def _option(row: dict[str, Any]) -> str:
    return (row.get("th") if is_thai() else row.get("en")) or row.get("th", "")


def _section_words() -> dict[str, str]:
    explained = _("its explanation changed")
    return {"lead_th": explained, "lead_en": explained, "condition": _("it is asked under another condition")}


def _question_words() -> dict[str, str]:
    return {
        "hint_th": _("its hint changed"), "hint_en": _("its hint changed"), "kind": _("it is of another kind"),
        "role": _("it means something else to rules and lists"), "settings": _("its limits or settings changed"),
        "max_length": _("its limits or settings changed"), "condition": _("it is asked under another condition"),
    } | dict.fromkeys(READERS, _("other people may read it"))  # fmt: skip


def _paper_words() -> dict[str, str]:
    return {
        "hint_th": _("its hint changed"), "hint_en": _("its hint changed"), "most": _("another number of files is taken"),
        "role": _("it means something else to rules and lists"),
    }  # fmt: skip


def _referee_words() -> dict[str, str]:
    asked, hint = _("the referee is asked something else"), _("its hint changed")
    by = _("the referee answers in another way")
    return {
        "prompt_th": asked, "prompt_en": asked, "asks_text": by, "asks_scale": by, "asks_file": by, "hint_th": hint,
        "hint_en": hint, "how_many": _("another number of people is asked"), "days": _("another deadline"),
    } | dict.fromkeys(READERS[1:], _("other people may read it"))  # fmt: skip


def _rule_words() -> dict[str, str]:
    reason = _("its reason is worded anew")
    return {
        "tree": _("it asks for something else"), "is_hard": _("it stops or warns differently"),
        "reason_th": reason, "reason_en": reason,
    }  # fmt: skip
