"""What readers read of what they are asked to judge. No letter tells of a state that its reader may not see yet."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from applications.models import ReviewAssignment
from programme.kernel.dates import moment
from programme.kernel.letters import LetterSpec, LetterText, Topic


def review_assigned(assignment: ReviewAssignment) -> LetterSpec:
    def write() -> LetterText:
        return LetterText(
            subject=_("An application to read"),
            lines=[
                _("You were asked to read an application to “%(call)s”.") % {"call": assignment.application.call.title}
            ],
            deadline=_("Please score it by %(moment)s") % {"moment": moment(assignment.due_at, weekday=True)},
            button=(_("Open your reading list"), "/review/"),
        )

    key = f"{assignment.code}:{assignment.assigned_at:%Y%m%d%H%M%S}"  # somebody let go may be asked again
    return LetterSpec("review_assigned", assignment.reviewer, write, key, assignment)


READING_LIST = (_l("Open your reading list"), "/review/")


def reading_reminder(readings: list[ReviewAssignment]) -> LetterSpec:
    """One letter about all that waits for one reader. No application is named: the letter may be read by others."""
    first, n = min(readings, key=lambda reading: (reading.due_at, reading.pk)), len(readings)

    def write() -> LetterText:
        subject = ngettext(
            "An application still waits for your score", "%(n)s applications still wait for your score", n
        )
        asked = ngettext(
            "The application that waits is to “%(call)s”.",
            "%(n)s applications wait; the first of them is to “%(call)s”.",
            n,
        )
        return LetterText(
            subject=subject % {"n": n},
            deadline=_("Please score it by %(moment)s") % {"moment": moment(first.due_at, weekday=True)},
            lines=[
                asked % {"n": n, "call": first.application.call.title},
                _("If you cannot, tell the programme office: somebody else can read instead."),
            ],
            button=READING_LIST,
        )

    key = f"{first.code}:{first.reminded_at:%Y%m%d%H%M%S}"
    return LetterSpec("reading_reminder", first.reviewer, write, key, first, topic=Topic.REMINDER)


def reading_extended(assignment: ReviewAssignment) -> LetterSpec:
    def write() -> LetterText:
        return LetterText(
            subject=_("You have more time for an application to read"),
            deadline=_("Please score it by %(moment)s") % {"moment": moment(assignment.due_at, weekday=True)},
            lines=[_("The programme office has moved the deadline of your reading.")],
            button=READING_LIST,
        )

    key = f"{assignment.code}:{assignment.due_at:%Y%m%d%H%M%S}"
    return LetterSpec("reading_extended", assignment.reviewer, write, key, assignment)


def reading_ended(assignment: ReviewAssignment) -> LetterSpec:
    def write() -> LetterText:
        return LetterText(
            subject=_("One application less to read"),
            lines=[
                _("The programme office no longer needs your reading of one application to “%(call)s”. Thank you.")
                % {"call": assignment.application.call.title}
            ],
            button=READING_LIST,
        )

    key = f"{assignment.code}:{assignment.state_changed_at:%Y%m%d%H%M%S}"
    return LetterSpec("reading_ended", assignment.reviewer, write, key, assignment, topic=Topic.NEWS)
