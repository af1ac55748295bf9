"""What the pipeline's letters say. No letter tells of a state that its reader may not see yet."""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from applications.models import Application, HostRanking, Offer, ReviewAssignment
from programme.kernel.dates import moment
from programme.kernel.letters import LetterSpec, LetterText
from programme.models import Call, CallAmendment, PrivateFile, User

Writer = Callable[[], LetterText]


def _home(application: Application) -> tuple[str, str]:
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
            button=_home(application),
        )

    key = f"{amendment.pk}:{application.code}"
    return LetterSpec("form_corrected", application.applicant, write, key, application)


def application_received(application: Application, number: int) -> LetterSpec:
    """The receipt."""

    def write() -> LetterText:
        return LetterText(
            subject=_("We have received your application %(number)s") % {"number": application.receipt_number},
            lines=[
                _("Thank you. Your application to “%(call)s” is complete and locked.")
                % {"call": application.call.title},
                _("Next, we check your documents. We write to you when there is something to do or to know."),
            ],
            facts=[
                (_("Receipt number"), application.receipt_number),
                (_("Received"), moment(application.submitted_at)),
            ],
            button=_home(application),
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
            button=_home(application),
        )

    return LetterSpec("application_withdrawn", application.applicant, write, application.code, application)


def correction_asked(application: Application, message: str, stamp: str) -> LetterSpec:
    """What is missing, and until when."""

    def write() -> LetterText:
        return LetterText(
            subject=_("We need something from you: application %(number)s") % {"number": application.receipt_number},
            deadline=_("Please answer by %(moment)s") % {"moment": moment(application.due_at, weekday=True)},
            lines=[message],
            button=(_("Correct your application"), f"/apply/{application.call.slug}/"),
        )

    return LetterSpec("correction_asked", application.applicant, write, f"{application.code}:{stamp}", application)


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


def reading_reminder(assignment: ReviewAssignment) -> LetterSpec:
    """The application is not named: the letter may be read by others."""

    def write() -> LetterText:
        return LetterText(
            subject=_("An application still waits for your score"),
            deadline=_("Please score it by %(moment)s") % {"moment": moment(assignment.due_at, weekday=True)},
            lines=[
                _("You were asked to read an application to “%(call)s”.") % {"call": assignment.application.call.title},
                _("If you cannot, tell the programme office: somebody else can read instead."),
            ],
            button=READING_LIST,
        )

    key = f"{assignment.code}:{assignment.reminded_at:%Y%m%d%H%M%S}"
    return LetterSpec("reading_reminder", assignment.reviewer, write, key, assignment)


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
    return LetterSpec("reading_ended", assignment.reviewer, write, key, assignment)


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
            lines=[*lines, _("You can read the reasons, row by row, on your page.")],
            button=_home(application),
        )

    return LetterSpec(
        "result_released", application.applicant, write, f"{application.code}:{decision.kind}", application
    )


def offer_sent(offer: Offer) -> LetterSpec:
    def write() -> LetterText:
        opening = offer.opening
        return LetterText(
            subject=_("You have an offer from %(agency)s") % {"agency": opening.agency.name},
            deadline=_("Answer by %(moment)s") % {"moment": moment(offer.deadline_at, weekday=True)},
            lines=[
                _("%(agency)s would like to work with you. Read what it is and answer yes or no; both are fine.")
                % {"agency": opening.agency.name}
            ],
            facts=[(_("Opening"), opening.title), (_("Place"), opening.city.name)],
            button=(_("Read and answer"), f"/my/offers/{offer.code}/"),
            closing=_("Without an answer, the place goes to the next person on the reserve list."),
        )

    return LetterSpec("offer_sent", offer.application.applicant, write, offer.code, offer)


def offer_answered(offer: Offer) -> LetterSpec:
    def write() -> LetterText:
        accepted = offer.state == "accepted"
        lines = (
            [_("We have written down your yes, with the agreement as you read it.")]
            if accepted
            else [_("We have written down that you decline.")]
        )
        if accepted:
            lines.append(offer.agreement)
        facts = [(_("Opening"), offer.opening.title), (_("Answered"), moment(offer.answered_at))]
        if accepted:
            facts.append((_("Fingerprint of the agreement"), offer.agreement_hash[:16]))
        subject = (
            _("You accepted the offer from %(agency)s") if accepted else _("You declined the offer from %(agency)s")
        )
        return LetterText(
            subject=subject % {"agency": offer.opening.agency.name},
            lines=lines,
            facts=facts,
            button=(_("Open your page"), "/my/"),
        )

    return LetterSpec("offer_answered", offer.application.applicant, write, f"{offer.code}:{offer.state}", offer)


def agreement_copy(offer: Offer, file: PrivateFile) -> LetterSpec:
    """The signed agreement as a file, to keep."""

    def write() -> LetterText:
        return LetterText(
            subject=_("Your copy of the agreement with %(agency)s") % {"agency": offer.opening.agency.name},
            lines=[_("The agreement that you accepted is attached. Keep it with your papers.")],
            facts=[(_("Fingerprint of the agreement"), offer.agreement_hash[:16])],
            button=(_("Open your page"), f"/my/offers/{offer.code}/"),
        )

    return LetterSpec("agreement_copy", offer.application.applicant, write, offer.code, offer, attachments=(file,))


def second_round_opened(application: Application, call: Call) -> LetterSpec:
    """Seats are left over; people on the reserve list may add openings to their list."""

    def write() -> LetterText:
        return LetterText(
            subject=_("Second round: some openings still have a seat"),
            deadline=_("Add openings by %(moment)s") % {"moment": moment(call.late_choices_until, weekday=True)},
            lines=[
                _("You are on the reserve list. Some openings still have a seat; you can add them to your list."),
                _("Your list stays as it is if you do nothing, and you stay on the reserve list."),
            ],
            button=_home(application),
        )

    key = f"{application.code}:{call.late_choices_until:%Y%m%d%H%M}"
    return LetterSpec("second_round_opened", application.applicant, write, key, application)


def offer_expired(offer: Offer) -> LetterSpec:
    def write() -> LetterText:
        return LetterText(
            subject=_("The offer from %(agency)s has expired") % {"agency": offer.opening.agency.name},
            lines=[
                _(
                    "The deadline passed without an answer, so the place goes to the next person. If something kept you from answering, write to us."
                )
            ],
            facts=[(_("Deadline"), moment(offer.deadline_at))],
            button=_home(offer.application),
        )

    return LetterSpec("offer_expired", offer.application.applicant, write, offer.code, offer)


def offer_reminder(offer: Offer) -> LetterSpec:
    def write() -> LetterText:
        return LetterText(
            subject=_("Your offer from %(agency)s waits for an answer") % {"agency": offer.opening.agency.name},
            deadline=_("Answer by %(moment)s") % {"moment": moment(offer.deadline_at, weekday=True)},
            lines=[_("You have not answered yet.")],
            button=(_("Read and answer"), f"/my/offers/{offer.code}/"),
        )

    key = f"{offer.code}:{offer.deadline_at:%Y%m%d%H%M}"  # a moved deadline is reminded of again
    return LetterSpec("offer_reminder", offer.application.applicant, write, key, offer)


def offer_extended(offer: Offer) -> LetterSpec:
    """The programme office gave more time."""

    def write() -> LetterText:
        return LetterText(
            subject=_("You have more time to answer the offer from %(agency)s") % {"agency": offer.opening.agency.name},
            deadline=_("Answer by %(moment)s") % {"moment": moment(offer.deadline_at, weekday=True)},
            lines=[_("The programme office has moved the deadline of your offer. Nothing else has changed.")],
            button=(_("Read and answer"), f"/my/offers/{offer.code}/"),
        )

    key = f"{offer.code}:{offer.deadline_at:%Y%m%d%H%M}"
    return LetterSpec("offer_extended", offer.application.applicant, write, key, offer)


def offer_revoked(offer: Offer) -> LetterSpec:
    def write() -> LetterText:
        return LetterText(
            subject=_("The offer from %(agency)s was taken back") % {"agency": offer.opening.agency.name},
            lines=[_("The programme office had to take this offer back:"), offer.revoke_reason],
            button=_home(offer.application),
        )

    return LetterSpec("offer_revoked", offer.application.applicant, write, offer.code, offer)


def _judge(ranking: HostRanking) -> tuple[str, str]:
    return (_("Open the candidates"), f"/host/candidates/{ranking.opening.code}/")


def _of_ranking(kind: str, ranking: HostRanking, person: User, moment_: datetime, write: Writer) -> LetterSpec:
    key = f"{ranking.opening.code}:{moment_:%Y%m%d%H%M%S%f}:{person.pk}"
    return LetterSpec(kind, person, write, key, ranking.opening)


def candidate_came_late(ranking: HostRanking, person: User) -> LetterSpec:
    """To those who judge for an agency that had handed in already. Nobody is named: the letter may be read by others."""

    def write() -> LetterText:
        return LetterText(
            subject=_("A candidate came after you handed in: %(opening)s") % {"opening": ranking.opening.title},
            lines=[
                _("Somebody who wants this opening came through screening after you handed in your ranking."),
                _("Your approver can open the ranking again until the lists are frozen for the draw. Judge who came late, and hand in again; everything else stands as you left it."),
            ],
            facts=[(_("Handed in"), moment(ranking.frozen_at))],
            button=_judge(ranking),
        )  # fmt: skip

    return _of_ranking("candidate_came_late", ranking, person, ranking.frozen_at, write)


def ranking_reopened(ranking: HostRanking, person: User) -> LetterSpec:
    due = ranking.due_at

    def write() -> LetterText:
        return LetterText(
            subject=_("Your ranking is open again: %(opening)s") % {"opening": ranking.opening.title},
            deadline=_("Hand it in again by %(moment)s") % {"moment": moment(due, weekday=True)} if due else "",
            lines=[
                _("The reason:"),
                ranking.reopen_reason,
                _("What you judged stands as you left it. Judge who is new, change what you want to, and hand in again."),
            ],
            button=_judge(ranking),
        )  # fmt: skip

    return _of_ranking("ranking_reopened", ranking, person, ranking.reopened_at, write)


def ranking_closed_again(ranking: HostRanking, reopened_at: datetime, person: User) -> LetterSpec:
    def write() -> LetterText:
        return LetterText(
            subject=_("Your ranking is closed again: %(opening)s") % {"opening": ranking.opening.title},
            lines=[_("It was opened again by mistake, or is no longer needed. It stands as you handed it in.")],
            facts=[(_("Handed in"), moment(ranking.frozen_at))],
            button=_judge(ranking),
        )

    return _of_ranking("ranking_closed_again", ranking, person, reopened_at, write)


def second_round_for_hosts(ranking: HostRanking, person: User) -> LetterSpec:
    until = ranking.opening.call.late_choices_until

    def write() -> LetterText:
        return LetterText(
            subject=_("Second round: new candidates may come to “%(opening)s”") % {"opening": ranking.opening.title},
            lines=[
                _("Your opening still has a seat. People on the reserve list may now add it to their list."),
                _("Your ranking is open again. Judge the new candidates, then hand in once more."),
            ],
            facts=[(_("New candidates may come until"), moment(until, weekday=True))],
            button=_judge(ranking),
        )

    return _of_ranking("second_round_for_hosts", ranking, person, until, write)
