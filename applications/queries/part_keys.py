"""The key of a new part: made of its words, once, and never of those that another version of the form has used."""

import re

from django.utils.text import slugify

from applications.models import FormVersion
from applications.queries.form_parts import JUDGING, PARTS, rows_of
from programme.kernel.shapes import Fields

LONGEST = {"section": 20}
RESERVED = frozenset(
    {"check", "eligible", "new", "version", "masked", "erase", "act", "edition", "csrfmiddlewaretoken"}
)


def key_for(form: FormVersion, part: str, fields: Fields) -> str:
    """Latin letters of the English words; where there are none, the sort and a number."""
    words = slugify(fields.get("label_en") or fields.get("label_th") or "").replace("-", "_")
    stem = re.sub(r"^[^a-z]+", "", words)[: LONGEST.get(part, 40) - 4].strip("_") or part
    taken, key, n = RESERVED | _taken(form, part), stem, 1
    while key in taken:
        n += 1
        key = f"{stem}_{n}"
    return key


def _taken(form: FormVersion, part: str) -> set[str]:
    """Keys of all versions: an answer to a question that is gone never becomes the answer to another."""
    if part in JUDGING:
        return set(rows_of(form, part).values_list("key", flat=True))
    return set(PARTS[part]._default_manager.filter(form__call=form.call_id).values_list("key", flat=True))
