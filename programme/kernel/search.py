"""One way to search the lists of the desk: every word somewhere in the row, without minding tone marks or case."""

import re
from collections.abc import Iterable

from django.db.models import Q

from programme.kernel.thai import in_arabic_digits, search_text

LONGEST, MOST_WORDS, FEWEST_DIGITS = 200, 8, 6
TONE = "[\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c]*"  # written out: databases disagree about ranges
BETWEEN_DIGITS = r"[ ().-]*"
IN_NUMBERS = re.compile(r"[\s().+-]")


def found_in(columns: Iterable[str], asked: str) -> Q:
    """The rows in which every word stands in one of the columns; columns named `phone` also know a number by its digits.

    Works on text as people wrote it, in columns of the row or of rows it points to. Nothing asked narrows nothing.
    """
    columns, found = tuple(columns), Q()
    for word in search_text(asked[:LONGEST]).split()[:MOST_WORDS]:
        found &= _somewhere(columns, tolerant(word))
    number = telephone(asked)
    phones = [column for column in columns if column.endswith("phone")]
    return found | _somewhere(phones, number) if number and phones else found


def _somewhere(columns: Iterable[str], pattern: str) -> Q:
    found = Q()
    for column in columns:
        found |= Q(**{f"{column}__iregex": pattern})
    return found


def tolerant(word: str) -> str:
    """A pattern for a word that was reduced to its letters: between them any tone mark may stand."""
    return "".join(re.escape(letter) + TONE for letter in word)


def telephone(asked: str) -> str:
    """A pattern for a telephone number however it was typed or kept (081-234 5678, +66812345678); empty for other words."""
    digits = IN_NUMBERS.sub("", in_arabic_digits(asked[:LONGEST]))
    if not (digits.isascii() and digits.isdigit() and len(digits) >= FEWEST_DIGITS):
        return ""
    return BETWEEN_DIGITS.join(digits.removeprefix("66").lstrip("0"))
