"""What applicants read of their application. No letter tells of a state that its reader may not see yet."""

from datetime import datetime

from django.utils.translation import gettext as _

from applications.letters.own_words import own_words
from applications.models import Application
from programme.kernel.dates import moment
from programme.kernel.letters import LetterSpec, LetterText, Topic
from programme.models import CallAmendment, Opening


def home_of(application: Application) -> tuple[str, str]:
    return (_("See your application"), f"/my/applications/{application.code}/")


def form_corrected(application: Application, amendment: CallAmendment) -> LetterSpec:
    """To who handed in already, when the form of an open call is corrected: nothing has to be done."""

    def write() -> LetterText:
        return LetterText(
            subject=_("The form of “%(call)s” was corrected") % {"call": application.call.title},
            lines=[
                _("The questions of the call that you applied to have changed:"),
                amendment.text,
                _("What you handed in stays as it is and counts. You may leave it so."),
            ],
            facts=[(_("Receipt number"), application.receipt_number)],
            button=home_of(application),
        )

    key = f"{amendment.pk}:{application.code}"
    return LetterSpec("form_corrected", application.applicant, write, key, application, topic=Topic.NEWS)


def change_not_handed_in(application: Application) -> LetterSpec:
    """The deadline passed over a change: what was handed in before counts."""

    def write() -> LetterText:
        return LetterText(
            subject=_("What you changed was not handed in; your application %(number)s counts")
            % {"number": application.receipt_number},
            lines=[
                _("You opened your application to “%(call)s” to change it. The deadline came before it was handed in.")
                % {"call": application.call.title},
                _("So it stays as you handed it in last, and counts. You have to do nothing."),
            ],
            facts=[(_("Receipt number"), application.receipt_number)],
            button=home_of(application),
        )

    key = f"{application.code}:{application.call.closes_at:%Y%m%d%H%M}"
    return LetterSpec("change_not_handed_in", application.applicant, write, key, application)


def application_received(application: Application, number: int, at: datetime) -> LetterSpec:
    """The receipt; from the second on with its own hour beside that of the first."""

    def write() -> LetterText:
        again = [] if number == 1 else [(_("Handed in again"), moment(at))]
        received = _("We have received your application %(number)s")
        changed = _("We have received your changed application %(number)s")
        return LetterText(
            subject=(received if number == 1 else changed) % {"number": application.receipt_number},
            lines=[
                _("Thank you. Your application to “%(call)s” is complete.") % {"call": application.call.title},
                _("Next, we check your documents. We write to you when there is something to do or to know."),
                _("A copy of what you handed in, as PDF, stands on the page of your application."),
                *own_words(application.call, "application_received"),
            ],
            facts=[
                (_("Receipt number"), application.receipt_number),
                (_("Received"), moment(application.submitted_at)),
                *again,
            ],
            button=home_of(application),
        )

    return LetterSpec("application_received", application.applicant, write, f"{application.code}:{number}", application)


def application_withdrawn(application: Application) -> LetterSpec:
    def write() -> LetterText:
        return LetterText(
            subject=_("You withdrew your application"),
            lines=[
                _("Your application to “%(call)s” is withdrawn. While the call is open you can apply again.")
                % {"call": application.call.title}
            ],
            button=home_of(application),
        )

    return LetterSpec("application_withdrawn", application.applicant, write, application.code, application)


def choice_withdrawn(application: Application, opening: Opening) -> LetterSpec:
    """An opening that the person ranked left the call. Who still writes is asked to look again; the others need do nothing."""

    has_to_look = application.state in ("draft", "correction")

    def write() -> LetterText:
        place = {"title": opening.title, "agency": opening.agency.name}
        lines = [_("“%(title)s” at %(agency)s is no longer offered in this call. You had ranked it.") % place]
        button = home_of(application)
        if has_to_look:
            lines.append(_("Your other choices have moved up. Look at your list again before you submit."))
            button = (_("Look at your list"), f"/apply/{application.call.slug}/")
        else:
            lines.append(_("Your other choices move up and keep their order. You need not do anything."))
        return LetterText(subject=_("An opening that you ranked is no longer offered"), lines=lines, button=button)

    topic = Topic.NEEDED if has_to_look else Topic.NEWS
    key = f"{application.code}:{opening.code}"
    return LetterSpec("choice_withdrawn", application.applicant, write, key, application, topic=topic)


def correction_asked(application: Application, message: str, stamp: str) -> LetterSpec:
    """What is missing, and until when."""

    def write() -> LetterText:
        return LetterText(
            subject=_("We need something from you: application %(number)s") % {"number": application.receipt_number},
            deadline=_("Please answer by %(moment)s") % {"moment": moment(application.due_at, weekday=True)},
            lines=[message, *own_words(application.call, "correction_asked")],
            button=(_("Correct your application"), f"/apply/{application.call.slug}/"),
        )

    return LetterSpec("correction_asked", application.applicant, write, f"{application.code}:{stamp}", application)


def result_released(application: Application) -> LetterSpec:
    """The decision, once it may be known; the offer has a letter of its own."""
    decision = application.decision

    def write() -> LetterText:
        lines = {
            "reserve": [_("You are on the reserve list. If a place becomes free, we write to you at once.")],
            "not_selected": [
                _("You were not selected this time. Thank you for the work you put into your application.")
            ],
            "ineligible": [_("Your application does not meet the rules of this call."), decision.reason],
        }.get(decision.kind, [])
        return LetterText(
            subject=_("The result of your application %(number)s") % {"number": application.receipt_number},
            lines=[
                *lines,
                *own_words(application.call, decision.kind),
                _("You can read the reasons, row by row, on your page."),
            ],
            button=home_of(application),
        )

    return LetterSpec(
        "result_released", application.applicant, write, f"{application.code}:{decision.kind}", application
    )
