"""States as data: what each is called, to whom, and which moves lead where.

A machine is a value; `programme.domain.transitions.move` is the only place that acts on it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

KINDS = ("", "ok", "warn", "bad", "info", "solid")


@dataclass(frozen=True)
class Word:
    """One state: its stable code and the words for staff, for the person concerned, and for what may come."""

    code: str
    label: str  # for staff; a lazy translation
    person: str = ""  # for the person concerned; empty = the same
    future: str = ""  # when it has not happened yet; empty = the same
    kind: str = ""  # colour family of the status chip
    icon: str = "circle"
    category: str = "open"  # open · waiting · decided · ended

    def label_for(self, audience: str = "staff") -> str:
        return (
            self.person if audience == "person" else self.future if audience == "future" else self.label
        ) or self.label


@dataclass(frozen=True)
class Move:
    """A named way from some states to one other. `action` is what the policy is asked; it defaults to the name."""

    name: str
    sources: tuple[str, ...]
    target: str
    action: str = ""

    @property
    def asked(self) -> str:
        return self.action or self.name


@dataclass(frozen=True)
class Machine:
    """All states of one kind of record and the moves between them."""

    noun: str
    words: tuple[Word, ...]
    moves: tuple[Move, ...]
    start: str = ""
    _by_code: dict[str, Word] = field(default_factory=dict, repr=False, compare=False)
    _by_move: dict[str, Move] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._by_code.update({word.code: word for word in self.words})
        self._by_move.update({move.name: move for move in self.moves})
        for move in self.moves:
            unknown = {*move.sources, move.target} - set(self._by_code)
            if unknown:
                raise ValueError(f"{self.noun}: move {move.name} names unknown states {sorted(unknown)}")

    @property
    def initial(self) -> str:
        return self.start or self.words[0].code

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(word.code, word.label) for word in self.words]

    def word(self, code: str) -> Word:
        return self._by_code[code]

    def move(self, name: str) -> Move:
        return self._by_move[name]

    def moves_from(self, code: str) -> list[Move]:
        return [move for move in self.moves if code in move.sources]

    def codes(self, *categories: str) -> list[str]:
        return [word.code for word in self.words if word.category in categories]


def moves(*rows: tuple[str, Iterable[str] | str, str] | tuple[str, Iterable[str] | str, str, str]) -> tuple[Move, ...]:
    """Rows of `(name, "source source …" or a sequence, target[, action])` as moves."""
    return tuple(
        Move(row[0], tuple(row[1].split() if isinstance(row[1], str) else row[1]), row[2], *row[3:]) for row in rows
    )
