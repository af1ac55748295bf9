"""What the site writes to people whom it knows by their address alone: the same whether or not they have an account."""

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.models import CallReminder
from programme.kernel.addresses import kept
from programme.kernel.dates import moment
from programme.kernel.letters import LetterSpec, LetterText
from programme.models import User

SALT = "call-reminder"


def token_of(reminder: CallReminder) -> str:
    return signing.dumps(reminder.code, salt=SALT)


def page_of(reminder: CallReminder, name: str) -> str:
    """An address of the reminder's owner, in the language that was asked in."""
    with override(reminder.language):
        return reverse(name, args=[token_of(reminder)])


def reminder_asked(reminder: CallReminder, day: str) -> LetterSpec:
    """Is it you who asked? `day` lets somebody who lost the letter ask for another one tomorrow."""

    def write() -> LetterText:
        return LetterText(
            subject=_("Shall we remind you of “%(call)s”?") % {"call": reminder.call.title},
            lines=[
                _("Somebody, most likely you, asked us to remind this address before the call closes."),
                _("Press the button to say yes. Without it we write nothing more and erase the address."),
            ],
            button=(_("Yes, remind me"), page_of(reminder, "call_reminder_confirm")),
        )

    return _to(reminder, "call_reminder_asked", write, f"{reminder.code}:{day}")


def reminder_due(reminder: CallReminder, days: int) -> LetterSpec:
    """The call closes in three days, or in one."""

    def write() -> LetterText:
        call = reminder.call
        stop = page_of(reminder, "call_reminder_stop")
        return LetterText(
            subject=_("“%(call)s” closes soon") % {"call": call.title},
            deadline=_("Closes %(moment)s") % {"moment": moment(call.closes_at, weekday=True)},
            lines=[_("Nothing is taken after this moment. A draft that you have begun is kept until then.")],
            button=(_("Start or go on"), reverse("apply", args=[call.slug])),
            closing=_("You asked for this reminder. To end it, with one press: %(address)s") % {"address": kept(stop)},
        )

    return _to(reminder, "call_reminder_due", write, f"{reminder.code}:{days}")


def _to(reminder: CallReminder, kind: str, write, key: str) -> LetterSpec:
    return LetterSpec(kind, User(email=reminder.email), write, key, reminder, language=reminder.language)
