"""The people of an agency: asked by letter, taken in, sent off; what waits for one can go to another."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from programme.domain.audit import record_act
from programme.domain.letters import queue_letter
from programme.kernel.dates import moment
from programme.kernel.errors import NotAllowed, Refusal
from programme.kernel.policies import require
from programme.letters import member_invited, membership_ended
from programme.models import HostAgency, Invitation, Membership, Opening, User
from programme.queries.people import forget_standing, is_officer
from programme.signals import duties_handed_over

DAYS_TO_ANSWER = 14
PAUSE = timedelta(minutes=10)  # between two letters of one invitation
SIGNS = Membership.Capacity.APPROVER


@transaction.atomic
def invite_member(*, agency: HostAgency, email: str, capacities: list[str], by: User, at: datetime) -> Invitation:
    """Asks a person by letter to act for an agency; the letter's link works for that address and for two weeks."""
    require(by, "manage_people", agency)
    if not capacities:
        raise Refusal(_("Choose at least one thing that the person will do."), code="no_capacity")
    held = Membership.objects.filter(agency=agency, user__email__iexact=email, ended_at=None)
    if set(capacities) <= set(held.values_list("capacity", flat=True)):
        raise Refusal(_("This person does that for the agency already."), code="member_already")
    if _open(agency, at).filter(email__iexact=email).exists():
        raise Refusal(
            _("This address is invited already. Send the letter again, or take the invitation back first."),
            code="invited_already",
        )
    agency.invitations.filter(email__iexact=email, accepted_at=None, closed_at=None).update(closed_at=at)
    invitation = Invitation.objects.create(
        agency=agency, email=email.lower(), capacities=sorted(capacities), invited_by=by, invited_at=at, sent_at=at,
        expires_at=at + timedelta(days=DAYS_TO_ANSWER),
    )  # fmt: skip
    record_act(act="invite_member", obj=agency, by=by, at=at, data={"capacities": invitation.capacities})
    queue_letter(spec=member_invited(invitation), at=at)
    return invitation


def _open(agency: HostAgency, at: datetime) -> QuerySet[Invitation]:
    return agency.invitations.filter(accepted_at=None, closed_at=None, expires_at__gt=at)


@transaction.atomic
def send_again(*, invitation: Invitation, by: User, at: datetime) -> Invitation:
    """The same invitation in a new letter, with the full time to answer; not more often than every ten minutes."""
    require(by, "manage_people", invitation.agency)
    invitation = _unanswered(invitation)
    if at < invitation.sent_at + PAUSE:
        raise Refusal(
            _("The letter has only just left. It can be sent again from %(moment)s.")
            % {"moment": moment(invitation.sent_at + PAUSE)},
            code="too_soon",
        )
    invitation.sent_at, invitation.expires_at = at, at + timedelta(days=DAYS_TO_ANSWER)
    invitation.save(update_fields=["sent_at", "expires_at"])
    record_act(act="invite_member", obj=invitation.agency, by=by, at=at, data={"capacities": invitation.capacities})
    queue_letter(spec=member_invited(invitation), at=at)
    return invitation


@transaction.atomic
def take_back(*, invitation: Invitation, by: User, at: datetime) -> Invitation:
    """The agency does not ask any more; the letter's link says so."""
    require(by, "manage_people", invitation.agency)
    record_act(act="take_back_invitation", obj=invitation.agency, by=by, at=at)
    return _close(invitation, at)


@transaction.atomic
def decline_invitation(*, invitation: Invitation, by: User, at: datetime) -> Invitation:
    _is_theirs(invitation, by)
    record_act(act="decline_invitation", obj=invitation.agency, by=by, at=at)
    return _close(invitation, at)


def _close(invitation: Invitation, at: datetime) -> Invitation:
    invitation = _unanswered(invitation)
    invitation.closed_at = at
    invitation.save(update_fields=["closed_at"])
    return invitation


@transaction.atomic
def accept_invitation(*, invitation: Invitation, by: User, at: datetime) -> list[Membership]:
    """The invited person takes the tasks on. Answering twice changes nothing."""
    _is_theirs(invitation, by)
    invitation = _locked(invitation)
    if invitation.accepted_by_id == by.pk:
        return list(Membership.objects.filter(agency=invitation.agency, user=by, ended_at=None))
    if not invitation.is_open(at):
        raise Refusal(_("This invitation is no longer open. Ask the agency to invite you again."), code="closed")
    invitation.accepted_by, invitation.accepted_at = by, at
    invitation.save(update_fields=["accepted_by", "accepted_at"])
    return [
        add_member(agency=invitation.agency, user=by, capacity=capacity, by=by, at=at)
        for capacity in invitation.capacities
    ]


@transaction.atomic
def add_member(*, agency: HostAgency, user: User, capacity: str, by: User | None, at: datetime) -> Membership:
    """Lets a person act for an agency; asking twice changes nothing."""
    member, created = Membership.objects.get_or_create(
        agency=agency, user=user, capacity=capacity, ended_at=None, defaults={"started_at": at}
    )
    if created:
        record_act(act="add_member", obj=agency, by=by, at=at, data={"user": user.code, "capacity": capacity})
        forget_standing(user)
    return member


@transaction.atomic
def end_membership(*, member: Membership, successor: User | None, by: User, at: datetime) -> Membership:
    """A person stops acting for an agency in one capacity; a successor takes over what waits for them.

    The successor gets the capacity, the openings that the person supervises and, through `duties_handed_over`, their
    ambassadors. The last person who signs for an agency can only be replaced, except by the programme office.
    """
    agency = member.agency
    require(by, "manage_people", agency)
    if member.ended_at:
        raise Refusal(_("This person has left already. Nothing was changed."), code="ended")
    if successor == member.user:
        raise Refusal(_("Hand over to somebody else, or to nobody."), code="same_person")
    if successor and not agency.memberships.filter(user=successor, ended_at=None).exists():
        raise Refusal(_("Only a person of the same agency can take over. Invite them first."), code="not_a_member")
    if successor is None and not _others_sign(member) and not is_officer(by):
        raise Refusal(
            _("Nobody else signs for this agency. Hand over to a colleague, or invite one first."), code="last_approver"
        )
    member.ended_at = at
    member.save(update_fields=["ended_at"])
    forget_standing(member.user)
    if successor:
        add_member(agency=agency, user=successor, capacity=member.capacity, by=by, at=at)
        _hand_over(member, successor, by, at)
    record_act(
        act="end_membership", obj=agency, by=by, at=at,
        data={"user": member.user.code, "capacity": member.capacity, "successor": successor.code if successor else ""},
    )  # fmt: skip
    queue_letter(spec=membership_ended(member, successor), at=at)
    return member


def _hand_over(member: Membership, successor: User, by: User, at: datetime) -> None:
    if member.capacity == Membership.Capacity.SUPERVISOR:
        Opening.objects.filter(agency=member.agency, supervisor=member.user).update(supervisor=successor)
        duties_handed_over.send(sender=Membership, agency=member.agency, old=member.user, new=successor, by=by, at=at)


def _others_sign(member: Membership) -> bool:
    if member.capacity != SIGNS:
        return True
    return member.agency.memberships.filter(capacity=SIGNS, ended_at=None).exclude(pk=member.pk).exists()


def _locked(invitation: Invitation) -> Invitation:
    return Invitation.objects.select_for_update().select_related("agency").get(pk=invitation.pk)


def _unanswered(invitation: Invitation) -> Invitation:
    invitation = _locked(invitation)
    if invitation.accepted_at or invitation.closed_at:
        raise Refusal(_("This invitation has been answered or taken back already."), code="answered")
    return invitation


def _is_theirs(invitation: Invitation, user: User) -> None:
    if invitation.email.lower() != user.email.lower():
        raise NotAllowed(_("This invitation was written to another address. Sign in with that address to answer it."))
