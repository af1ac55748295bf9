"""What records are called in lists that hold many kinds of them: the history, the search."""

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

NOUNS = {
    "activitylog": gettext_lazy("log"),
    "application": gettext_lazy("application"),
    "call": pgettext_lazy("record", "call"),
    "callpage": gettext_lazy("page of a call"),
    "claim": pgettext_lazy("record", "claim"),
    "claimrevision": gettext_lazy("proposed correction"),
    "cohort": gettext_lazy("cohort"),
    "contactmessage": gettext_lazy("message"),
    "formversion": pgettext_lazy("record", "form"),
    "helpcall": pgettext_lazy("record", "call for help"),
    "hostagency": gettext_lazy("host agency"),
    "letter": gettext_lazy("letter"),
    "matchrun": gettext_lazy("run of the match"),
    "mission": gettext_lazy("mission"),
    "offer": pgettext_lazy("record", "offer"),
    "opening": gettext_lazy("opening"),
    "outcome": gettext_lazy("outcome"),
    "placement": pgettext_lazy("record", "placement"),
    "problem": gettext_lazy("city problem"),
    "refereeinvitation": gettext_lazy("request for a reference"),
    "report": pgettext_lazy("record", "report"),
    "reviewassignment": gettext_lazy("reading"),
    "storypage": gettext_lazy("story"),
    "user": gettext_lazy("person"),
}


def noun_of(object_type: str) -> str:
    """`programme.hostagency` → “host agency”; what nobody named is “record”."""
    return str(NOUNS.get(object_type.rpartition(".")[2]) or _("record"))


def state_word(object_type: str, code: str) -> str:
    """A state of such a record in the words for staff; empty for a state that is no longer known."""
    try:
        return str(apps.get_model(object_type).MACHINE.word(code).label)
    except (LookupError, AttributeError, ValueError):
        return ""


def change_words(object_type: str, source: str, target: str) -> str:
    """`draft`, `open` → “Draft → Open for applications”."""
    return " → ".join(word for code in (source, target) if code and (word := state_word(object_type, code)))
