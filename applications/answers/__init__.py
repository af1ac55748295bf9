"""Answers by the kind of their question: understood, judged, shown and masked in one way for everybody.

`kind.py` says what a kind is, `kinds/` holds each, `reading.py` says of something typed whether it counts. Pure: no
records, no request.
"""

from applications.answers.kind import Facts, as_typed, is_empty
from applications.answers.kinds import KINDS, kind_of
from applications.answers.reading import Reading, doubt, read, shown, shown_masked, written
from applications.answers.redaction import HIDDEN, Redactor, redactor

__all__ = [
    "HIDDEN",
    "KINDS",
    "Facts",
    "Reading",
    "Redactor",
    "as_typed",
    "doubt",
    "is_empty",
    "kind_of",
    "read",
    "redactor",
    "shown",
    "shown_masked",
    "written",
]
