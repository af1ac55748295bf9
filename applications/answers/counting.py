"""Letters and words as people count them, in Thai too: by the Unicode rules and dictionary that browsers use."""

import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _
from icu4py.breakers import CharacterBreaker, WordBreaker

CHARACTERS, WORDS = "characters", "words"
MARKS_OF_A_LETTER = 4  # a letter with more marks than any language has counts as several
LETTERS_OF_A_WORD = 30  # so does a word that no dictionary has


@dataclass(frozen=True)
class Count:
    """How much was written beside what is asked for. `most` None: as much as one likes."""

    n: int
    least: int = 0
    most: int | None = None
    unit: str = CHARACTERS

    def problem(self, label: str) -> str:
        """What to do about it, in words; empty where it fits."""
        if self.most is not None and self.n > self.most:
            words = TOO_LONG[self.unit]()
            return words % {"label": label, "n": f"{self.n:,}", "limit": f"{self.most:,}"}
        if self.n < self.least:
            words = TOO_SHORT[self.unit]()
            return words % {"label": label, "n": f"{self.n:,}", "limit": f"{self.least:,}"}
        return ""


TOO_LONG = {
    CHARACTERS: lambda: _("Shorten “%(label)s”: it has %(n)s characters, %(limit)s fit."),
    WORDS: lambda: _("Shorten “%(label)s”: it has %(n)s words, %(limit)s fit."),
}
TOO_SHORT = {
    CHARACTERS: lambda: _("Write more in “%(label)s”: it has %(n)s characters, at least %(limit)s are asked for."),
    WORDS: lambda: _("Write more in “%(label)s”: it has %(n)s words, at least %(limit)s are asked for."),
}


def letters(text: str) -> list[str]:
    """The text by what a person sees as one letter: a consonant with its vowel and tone above and below, an emoji."""
    return list(CharacterBreaker(_whole(text), "th"))


def words(text: str) -> list[str]:
    """The words, without spaces and signs."""
    return [word for word in WordBreaker(_whole(text), "th") if any(map(str.isalnum, word))]


def measure(text: str, unit: str) -> int:
    """How much text this is; `counters.js` counts the same while one types."""
    text = text.strip()
    if unit == WORDS:
        return max(len(words(text)), -(-len(text) // LETTERS_OF_A_WORD))
    return max(len(letters(text)), -(-len(text) // MARKS_OF_A_LETTER))


def is_blank(text: str) -> bool:
    """Nothing that anybody could see: spaces, marks of direction, control characters."""
    return all(unicodedata.category(char)[0] in "CZ" for char in text)


def _whole(text: str) -> str:
    """Half a surrogate is no character; it counts as one all the same."""
    return text.encode("utf-8", "replace").decode()
