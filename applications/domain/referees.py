"""The applicant's side of a reference: who is asked, asked again, replaced, and let go."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from applications.letters import referee_asked, referee_released
from applications.models import Application, RefereeInvitation
from applications.queries.referees import HELD, places_of
from programme.domain.audit import record_act
from programme.domain.calls import may_finish
from programme.domain.files import let_go
from programme.domain.letters import queue_letter
from programme.domain.transitions import lock, move
from programme.kernel.dates import moment
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.models import User

PAUSE = timedelta(hours=24)  # between two letters to one referee
DAY, MOST_A_DAY = timedelta(days=1), 10  # letters to strangers that one person may cause


@transaction.atomic
def invite_referee(
    *,
    application: Application,
    rule: str,
    name: str,
    relation: str,
    email: str,
    language: str,
    by: User,
    at: datetime,
) -> RefereeInvitation:
    """Asks one person by letter, in the language that the applicant chose for them.

    Refused when every place is taken, for the applicant's own address, for one that is asked already, and after ten
    letters a day. `rule` is the key of a `RefereeRule` of the application's form.
    """
    application, email = lock(application), email.strip().lower()
    require(by, "edit", application)
    place = next((one for one in places_of(application) if one.rule.key == rule), None)
    if place is None or place.rule.form_id != application.form_id:
        raise Refusal(_("This call does not ask for such a referee any more. Reload the page."), code="unknown_rule")
    invitation = RefereeInvitation(
        application=application, rule=place.rule, name=name, relation=relation, email=email, language=language,
        invited_at=at, sent_at=at, state_changed_at=at,
    )  # fmt: skip
    _require_time(invitation, by, at)
    if not place.free:
        words = _("You have asked as many people as the call wants. Take an invitation back to ask somebody else.")
        raise Refusal(words, code="full")
    _require_address(invitation, by, at)
    invitation.save(force_insert=True)
    record_act(act="invite_referee", obj=invitation, by=by, at=at)
    queue_letter(spec=referee_asked(invitation), at=at)
    return invitation


@transaction.atomic
def replace_referee(
    *,
    invitation: RefereeInvitation,
    name: str,
    relation: str,
    email: str,
    language: str,
    by: User,
    at: datetime,
) -> RefereeInvitation:
    """Somebody else in their place: the old link dies with the act that sends the new one."""
    application, rule = invitation.application, invitation.rule.key
    take_back_referee(invitation=invitation, by=by, at=at)
    return invite_referee(
        application=application, rule=rule, name=name, relation=relation, email=email, language=language, by=by, at=at
    )


@transaction.atomic
def ask_referee_again(*, invitation: RefereeInvitation, by: User, at: datetime) -> RefereeInvitation:
    """The same letter once more, not more often than once in 24 hours; the link stays the same."""
    invitation = _held(invitation, by)
    _require_time(invitation, by, at)
    if at < invitation.sent_at + PAUSE:
        words = _("The letter has only just left. It can be sent again from %(moment)s.")
        raise Refusal(words % {"moment": moment(invitation.sent_at + PAUSE)}, code="too_soon")
    invitation.sent_at = at
    invitation.save(update_fields=["sent_at"])
    record_act(act="remind", obj=invitation, by=by, at=at)
    queue_letter(spec=referee_asked(invitation), at=at)
    return invitation


@transaction.atomic
def take_back_referee(*, invitation: RefereeInvitation, by: User, at: datetime) -> RefereeInvitation:
    """Ends an invitation that nobody answered yet: its link dies, and the person reads that nothing is needed."""
    invitation = _held(invitation, by)
    return move(invitation, "withdraw_reference", by=by, at=at, letters=[referee_released(invitation)])


def forget_references(*, application: Application, by: User, at: datetime) -> None:
    """With an application that is taken back goes all that others wrote or were asked: words, files, names, addresses.

    Who was still asked reads that nothing is needed any more. What stays is that somebody was asked, and when.
    """
    for invitation in application.invitations.select_for_update().order_by("pk"):
        invitation.application = application
        if invitation.state in HELD:
            letters = [referee_released(invitation)] if invitation.state == "invited" else []
            move(invitation, "withdraw_reference", by=by, at=at, letters=letters)
        forget_reference(invitation)
        invitation.name = invitation.relation = invitation.email = ""
        invitation.save(update_fields=["name", "relation", "email"])


def forget_reference(invitation: RefereeInvitation) -> None:
    """The words and the file go for good."""
    reference = getattr(invitation, "reference", None)
    if reference is not None:
        file = reference.file
        reference.delete()
        if file is not None:
            let_go(file)


def _held(invitation: RefereeInvitation, by: User) -> RefereeInvitation:
    """Under a lock, the applicant's own, and still waiting."""
    require(by, "withdraw", invitation)
    invitation = lock(invitation)
    if invitation.state != "invited":
        words = _("This invitation is answered or ended already: “%(state)s”. Reload the page.")
        raise Refusal(words % {"state": invitation.word.label_for("person")}, code="answered")
    return invitation


def _require_time(invitation: RefereeInvitation, by: User, at: datetime) -> None:
    application = invitation.application
    if application.state == "withdrawn":
        raise Refusal(_("You withdrew this application. Nobody is asked for it any more."), code="withdrawn")
    is_open = application.state == "draft" or application.is_changing
    if is_open and not may_finish(call=application.call, user=by, at=at):
        raise Refusal(_would_not_be_read(application), code="deadline")
    if at >= invitation.due_at:
        words = _("The time for references ended on %(moment)s.")
        raise Refusal(words % {"moment": moment(invitation.due_at)}, code="deadline")


def _would_not_be_read(application: Application) -> str:
    if application.is_changing:
        return _("The deadline has passed. What you handed in stays as it is and counts.")
    return _("The call closed before you submitted. A reference would not be read any more.")


def _require_address(invitation: RefereeInvitation, by: User, at: datetime) -> None:
    email, asked = invitation.email, invitation.application.invitations.filter(email=invitation.email)
    if email == by.email.lower():
        words = _("This is your own address. Name the address of the person who writes about you.")
        raise Refusal(words, code="own_address", field="email")
    if asked.filter(state__in=HELD).exists():
        words = _("This address is asked already. Each referee is asked once.")
        raise Refusal(words, code="twice", field="email")
    if asked.filter(sent_at__gt=at - PAUSE).exists():
        words = _("A letter went to this address less than 24 hours ago. Try again tomorrow, or name somebody else.")
        raise Refusal(words, code="too_soon", field="email")
    recent = RefereeInvitation.objects.filter(application__applicant=by, invited_at__gt=at - DAY)
    if recent.count() >= MOST_A_DAY:
        words = _("Ten people were asked in your name within a day. Try again tomorrow.")
        raise Refusal(words, code="too_many")
