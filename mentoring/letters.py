"""What the field's letters say."""

from django.utils.translation import gettext as _

from mentoring.models import Claim, ClaimRevision, HelpCall, Placement, RoleAssignment, Week
from programme.kernel.dates import day
from programme.kernel.letters import LetterSpec, LetterText, Topic
from programme.models import User


def placement_opened(placement: Placement) -> LetterSpec:
    def write() -> LetterText:
        return LetterText(
            subject=_("Your year at %(agency)s") % {"agency": placement.agency.name},
            lines=[
                _("Your placement is open. From the first day you can plan missions and log your work on your page.")
            ],
            facts=[(_("First day"), day(placement.starts_on)), (_("Place"), placement.city.name)],
            button=(_("Open your field page"), "/field/"),
        )

    return LetterSpec("placement_opened", placement.ambassador, write, placement.code, placement)


def week_submitted(week: Week, person: User) -> LetterSpec:
    def write() -> LetterText:
        return LetterText(
            subject=_("A week of work to confirm"),
            lines=[
                _("%(name)s has handed in the week. Confirming it takes two taps.")
                % {"name": week.placement.ambassador.get_full_name()}
            ],
            facts=[(_("Week from"), day(week.starts_on))],
            button=(_("Look and confirm"), f"/host/weeks/{week.pk}/"),
        )

    return LetterSpec("week_submitted", person, write, _key_of(week, person), week.placement, topic=Topic.ROUTINE)


def week_without_supervisor(week: Week, person: User, address: str) -> LetterSpec:
    """To whoever can name a supervisor: the work waits, and nobody may confirm it."""

    def write() -> LetterText:
        return LetterText(
            subject=_("A week of work waits, and nobody can confirm it"),
            lines=[
                _("%(name)s has handed in the week. Nobody at the agency can confirm it now.")
                % {"name": week.placement.ambassador.get_full_name()},
                _("Name another supervisor; the week then waits on that person's page."),
            ],
            facts=[(_("Week from"), day(week.starts_on)), (_("Agency"), week.placement.agency.name)],
            button=(_("Name a supervisor"), address),
        )

    return LetterSpec("week_without_supervisor", person, write, _key_of(week, person), week.placement)


def _key_of(week: Week, person: User) -> str:
    """One letter for each time that a week is handed in."""
    stamp = f"{week.submitted_at:%Y%m%d%H%M%S}" if week.submitted_at else ""
    return f"{week.pk}:{person.pk}:{stamp}"


def put_beside(role: RoleAssignment) -> LetterSpec:
    """To whoever now stands by an ambassador: in which task, and where the work is."""
    placement, confirms = role.placement, role.kind in ("supervisor", "stand_in")

    def write() -> LetterText:
        return LetterText(
            subject=_("You now stand by %(name)s") % {"name": placement.ambassador.get_full_name()},
            lines=[_("The programme office has put you beside this ambassador.")],
            facts=[(_("Your task"), role.get_kind_display()), (_("Agency"), placement.agency.name)],
            button=(_("See what waits"), "/host/" if confirms else "/my/"),
        )

    return LetterSpec("put_beside", role.user, write, f"{placement.code}:{role.pk}", placement)


def claim_returned(claim: Claim, reason: str, stamp: str) -> LetterSpec:
    """The reason is in the letter itself: nobody has to go and look for it."""

    def write() -> LetterText:
        return LetterText(
            subject=_("Something to mend: %(what)s") % {"what": claim.get_kind_display()},
            lines=[_("It came back to you with this reason:"), reason],
            button=(_("Mend and send again"), f"/field/claims/{claim.code}/"),
        )

    return LetterSpec("claim_returned", claim.author, write, f"{claim.code}:{stamp}", claim)


def outcome_verified(claim: Claim) -> LetterSpec:
    def write() -> LetterText:
        return LetterText(
            subject=_("Your outcome is verified"),
            lines=[_("What you achieved is verified and counts in the programme's figures.")],
            button=(_("See it"), f"/field/claims/{claim.code}/"),
        )

    return LetterSpec("outcome_verified", claim.author, write, claim.code, claim, topic=Topic.NEWS)


def claim_disputed(claim: Claim, reason: str, stamp: str) -> LetterSpec:
    def write() -> LetterText:
        return LetterText(
            subject=_("There is a doubt about your work: %(what)s") % {"what": claim.get_kind_display()},
            lines=[_("Until it is settled it does not count. This was written:"), reason],
            button=(_("See it"), f"/field/claims/{claim.code}/"),
        )

    return LetterSpec("claim_disputed", claim.author, write, f"{claim.code}:{stamp}", claim)


def claim_settled(claim: Claim, reason: str, stamp: str) -> LetterSpec:
    def write() -> LetterText:
        return LetterText(
            subject=_("The doubt is settled: %(what)s") % {"what": claim.get_kind_display()},
            lines=[_("Your work stands. It is verified once more before it counts. This was written:"), reason],
            button=(_("See it"), f"/field/claims/{claim.code}/"),
        )

    return LetterSpec("claim_settled", claim.author, write, f"{claim.code}:{stamp}", claim, topic=Topic.NEWS)


def correction_decided(revision: ClaimRevision, accepted: bool, reason: str) -> LetterSpec:
    claim = revision.claim

    def write() -> LetterText:
        if accepted:
            subject, line = _("Your correction is accepted"), _("What you corrected is what counts now.")
        else:
            subject, line = _("Your correction is not accepted"), _("What was written before stays. The reason:")
        lines = [line, reason] if reason else [line]
        return LetterText(subject=subject, lines=lines, button=(_("See it"), f"/field/claims/{claim.code}/"))

    return LetterSpec("correction_decided", claim.author, write, revision.code, claim)


def help_asked(call: HelpCall) -> LetterSpec:
    """To its owner, with the words: nobody has to open a page to know that somebody waits."""

    def write() -> LetterText:
        return LetterText(
            subject=_("Help is asked for at %(place)s") % {"place": call.placement.agency.name},
            lines=[call.words, _("It is yours until it is answered. Please answer within one working day.")],
            facts=[(_("Asked by"), call.asked_by.get_full_name())],
            button=(_("Answer"), f"/desk/help/{call.code}/"),
        )

    return LetterSpec("help_asked", call.owner, write, call.code, call)


def help_answered(call: HelpCall, answer: str) -> LetterSpec:
    def write() -> LetterText:
        return LetterText(
            subject=_("An answer to your call for help"), lines=[answer], button=(_("Open your page"), "/my/")
        )

    return LetterSpec("help_answered", call.asked_by, write, call.code, call)
