"""What a call adds in its own words to the letters that its applicants get: kept with the call, said in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from programme.kernel.dates import is_thai
from programme.models import Call

LETTERS: dict[str, Promise] = {
    "application_received": _("Receipt of an application"),
    "correction_asked": _("Something to correct"),
    "offer_sent": _("Offer"),
    "reserve": _("Reserve list"),
    "not_selected": _("Not selected"),
    "ineligible": _("Not eligible"),
}


def own_words(call: Call, letter: str) -> list[str]:
    """The call's own paragraphs of one letter; Thai where there is no English. None: the letter stands as shipped."""
    kept = call.letter_words.get(letter, {})
    text = kept.get("th", "") if is_thai() else kept.get("en") or kept.get("th", "")
    return [line for part in text.split("\n\n") if (line := part.strip())]
