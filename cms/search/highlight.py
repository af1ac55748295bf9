"""Which part of a text was found, although the comparison leaves tone marks and case away. Pure functions."""

from html import escape

from programme.kernel.thai import search_text, shorten

AROUND = 90  # characters of context on each side of the first hit


def reduced(text: str) -> tuple[str, list[int]]:
    """The text as it is compared, and for each of its characters the index in `text` it came from."""
    letters, origin = "", []
    for i, char in enumerate(text):
        for kept in search_text(char) or (" " if char.isspace() else ""):
            if kept == " " and letters.endswith(" "):
                continue
            letters += kept
            origin.append(i)
    return letters, origin


def hits(text: str, words: list[str]) -> list[tuple[int, int]]:
    """Where the words stand in `text`: disjoint [start, end) in order. A mark above the last letter belongs to the hit."""
    letters, origin = reduced(text)
    found = []
    for word in words:
        at = letters.find(word)
        while at >= 0:
            last = at + len(word)
            found.append((origin[at], origin[last] if last < len(origin) else len(text)))
            at = letters.find(word, last)
    merged: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def marked(text: str, words: list[str]) -> str:
    """HTML of the text with every hit in <mark>; everything else is escaped."""
    pieces, at = [], 0
    for start, end in hits(text, words):
        pieces += [escape(text[at:start]), f"<mark>{escape(text[start:end])}</mark>"]
        at = end
    return "".join([*pieces, escape(text[at:])])


def snippet(text: str, words: list[str]) -> str:
    """HTML of the surroundings of the first hit; the beginning when there is none."""
    found = hits(text, words)
    if not found:
        return escape(shorten(text, 2 * AROUND))
    start = max(0, found[0][0] - AROUND)
    cut = text.find(" ", start, found[0][0]) if start else -1
    start = cut + 1 if cut >= 0 else start
    piece = shorten(text[start:], 2 * AROUND + 40)
    return ("…" if start else "") + marked(piece, words)
