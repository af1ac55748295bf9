"""What is told of an offer, from the day that it is sent to the agreement. No letter tells of a state that its reader may not see yet."""

from django.utils.translation import gettext as _

from applications.letters.applications import home_of
from applications.letters.own_words import own_words
from applications.models import Application, Offer
from programme.kernel.dates import moment
from programme.kernel.letters import LetterSpec, LetterText, Topic
from programme.models import Call, PrivateFile


def offer_sent(offer: Offer) -> LetterSpec:
    def write() -> LetterText:
        opening = offer.opening
        return LetterText(
            subject=_("You have an offer from %(agency)s") % {"agency": opening.agency.name},
            deadline=_("Answer by %(moment)s") % {"moment": moment(offer.deadline_at, weekday=True)},
            lines=[
                _("%(agency)s would like to work with you. Read what it is and answer yes or no; both are fine.")
                % {"agency": opening.agency.name},
                *own_words(offer.application.call, "offer_sent"),
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
            button=home_of(application),
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
            button=home_of(offer.application),
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
    return LetterSpec("offer_reminder", offer.application.applicant, write, key, offer, topic=Topic.REMINDER)


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
            button=home_of(offer.application),
        )

    return LetterSpec("offer_revoked", offer.application.applicant, write, offer.code, offer)
