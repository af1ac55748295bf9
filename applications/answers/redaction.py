"""Blacks out what tells who wrote a text: the person's own names and numbers, and whatever looks like a contact.

For readers who judge without knowing whom. Pure: it is given the words, and knows nothing of records.
"""

import re
from collections.abc import Iterable
from datetime import date

from programme.kernel.dates import BUDDHIST_OFFSET, ENGLISH_MONTHS, THAI_MONTHS, THAI_SHORT
from programme.kernel.thai import in_arabic_digits

HIDDEN = "•••"
DIGITS_OF_A_NUMBER = 9  # telephone and identity numbers have at least so many; years and amounts fewer
EMAIL = re.compile(r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\b(?:facebook|fb|instagram|linkedin|tiktok|line|twitter|x)\.(?:com|me|ee)/\S+", re.I
)
NAME_THERE = re.compile(
    r"(?:(?:line|ig|fb|facebook|instagram|tiktok)\s*(?:id)?\s*[:=]|line\s+id|ไอดีไลน์|ไลน์ไอดี|ไลน์|อินสตาแกรม|เฟซบุ๊ก|เฟสบุ๊ค|ไอจี)\s*[:=]?\s*@?[A-Za-z0-9][\w.\-]{2,}"
    r"|(?<!\w)@[A-Za-z0-9][\w.\-]{2,}",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\+?\d(?:[ ().\-–]{0,3}\d)+")
LATIN = re.compile(r"[A-Za-z0-9]")


def redactor(words: Iterable[str], days: Iterable[date] = ()) -> "Redactor":
    """For one person: `words` are names, addresses and numbers as typed, `days` those that name them, as a birthday."""
    found = {part for word in words for part in _parts(in_arabic_digits(str(word or "")))}
    for day in days:
        found.update(_ways_to_write(day))
    return Redactor(sorted(found, key=lambda word: (-len(word), word)))


class Redactor:
    """Takes the same words out of any text."""

    def __init__(self, words: list[str]):
        patterns = [_pattern(word) for word in words]
        self.words = re.compile("|".join(patterns), re.IGNORECASE) if patterns else None

    def clean(self, text: str) -> str:
        text = in_arabic_digits(text)
        for pattern in (EMAIL, ADDRESS, NAME_THERE):
            text = pattern.sub(HIDDEN, text)
        text = NUMBER.sub(_long_number, text)
        return self.words.sub(HIDDEN, text) if self.words else text


def _long_number(found: re.Match) -> str:
    digits = sum(char.isdigit() for char in found.group())
    return HIDDEN if digits >= DIGITS_OF_A_NUMBER else found.group()


def _parts(word: str) -> set[str]:
    """A name whole and by its parts; of an address its lines. Single letters would black out half the language."""
    word = " ".join(word.split())
    parts = {word}
    pieces = word.split(" ")
    if len(pieces) <= 4 and not any(char.isdigit() for char in word):
        parts.update(pieces)
    return {part for part in parts if len(part) > 1}


def _pattern(word: str) -> str:
    """Thai is written without spaces, so its names are found inside longer text; Latin and very short ones stand alone."""
    said = re.escape(word).replace(r"\ ", r"\s*")
    if LATIN.match(word):
        said = rf"(?<![A-Za-z0-9]){said}"
    if LATIN.match(word[-1]):
        said = rf"{said}(?![A-Za-z0-9])"
    if len(word) < 3 and not LATIN.match(word):
        said = rf"(?<![\u0e00-\u0e7f]){said}(?![\u0e00-\u0e7f])"
    return said


def _ways_to_write(day: date) -> set[str]:
    """How a day is written in Thai and English, in either era, with and without leading zeros."""
    found = {day.isoformat()}
    for year in (day.year, day.year + BUDDHIST_OFFSET):
        for sign in "/.-":
            found |= {f"{day.day}{sign}{day.month}{sign}{year}", f"{day.day:02}{sign}{day.month:02}{sign}{year}"}
        for names in (THAI_MONTHS, THAI_SHORT, ENGLISH_MONTHS, [name[:3] for name in ENGLISH_MONTHS]):
            month = names[day.month - 1]
            found |= {f"{day.day} {month} {year}", f"{day.day} {month} พ.ศ. {year}", f"{month} {day.day}, {year}"}
    return found
