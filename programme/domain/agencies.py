"""Host agencies and their openings: who asks, who approves."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from programme.domain.audit import record_act
from programme.domain.letters import queue_letter
from programme.domain.transitions import move
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.kernel.shapes import Fields
from programme.letters import agency_decided, opening_decided
from programme.models import City, HostAgency, Opening, User
from programme.signals import opening_withdrawn


@transaction.atomic
def register_agency(*, fields: Fields, cities: list[City], by: User, at: datetime) -> HostAgency:
    """Writes a new agency down; it takes nobody in until another officer has approved it."""
    require(by, "add", HostAgency)
    agency = HostAgency.objects.create(**fields, registered_by=by, state_changed_at=at)
    agency.cities.set(cities)
    record_act(act="register", obj=agency, by=by, at=at)
    return agency


@transaction.atomic
def decide_agency(*, agency: HostAgency, approve: bool, reason: str, by: User, at: datetime) -> HostAgency:
    """Approves or does not approve an agency, and tells its people. A "no" needs a reason."""
    reason = _needed_reason(approve, reason)
    values = {"verified_by": by, "verified_at": at, "decision_reason": reason}
    move(agency, "approve" if approve else "reject", by=by, at=at, reason=reason, values=values)
    for person in User.objects.filter(memberships__agency=agency, memberships__ended_at=None).distinct():
        queue_letter(spec=agency_decided(agency, person), at=at)
    return agency


@transaction.atomic
def submit_opening(*, fields: Fields, by: User, at: datetime) -> Opening:
    """An agency (or an officer for it) offers seats in one call; an officer who did not submit it approves."""
    require(by, "add", Opening)
    if fields["agency"].state != "approved":
        raise Refusal(
            _("This agency is not approved yet. Approve it first; then its openings can be submitted."),
            code="agency_not_approved",
        )
    if fields["call"].state not in ("draft", "scheduled", "open"):
        raise Refusal(_("This call no longer takes new openings."), code="call_closed")
    opening = Opening.objects.create(**fields, submitted_by=by, state_changed_at=at)
    record_act(act="submit", obj=opening, by=by, at=at)
    return opening


@transaction.atomic
def decide_opening(*, opening: Opening, approve: bool, reason: str, by: User, at: datetime) -> Opening:
    """Approves or does not approve an opening, and tells whoever submitted it."""
    reason = _needed_reason(approve, reason)
    values = {"decided_by": by, "decided_at": at, "decision_reason": reason}
    move(opening, "approve" if approve else "reject", by=by, at=at, reason=reason, values=values)
    if opening.submitted_by and opening.submitted_by != by:
        queue_letter(spec=opening_decided(opening, opening.submitted_by), at=at)
    return opening


@transaction.atomic
def withdraw_opening(*, opening: Opening, reason: str, by: User, at: datetime) -> Opening:
    """Takes an opening out of the call; people who hold its seats go back to the reserve list in the same moment."""
    move(opening, "withdraw", by=by, at=at, reason=_needed_reason(False, reason))
    opening_withdrawn.send(sender=Opening, opening=opening, reason=reason.strip(), at=at)
    return opening


def _needed_reason(approve: bool, reason: str) -> str:
    if not approve and not reason.strip():
        raise Refusal(_("Write the reason; the agency reads it."), code="no_reason")
    return reason.strip()
