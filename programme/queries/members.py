"""Who acts for an agency, and who is asked to."""

from dataclasses import dataclass
from datetime import datetime

from programme.models import HostAgency, Invitation, Membership, User


@dataclass
class Colleague:
    """One person and everything they do for the agency."""

    user: User
    tasks: list[Membership]


def people_of(agency: HostAgency) -> list[Colleague]:
    """The people who act for the agency now, in the order in which they came. One query."""
    found: dict[int, Colleague] = {}
    rows = agency.memberships.filter(ended_at=None).select_related("user__profile").order_by("started_at", "pk")
    for row in rows:
        found.setdefault(row.user_id, Colleague(row.user, [])).tasks.append(row)
    return list(found.values())


def invitations_of(agency: HostAgency, at: datetime) -> list[Invitation]:
    """Invitations that wait or ran out; those answered or taken back are in the history. One query."""
    rows = agency.invitations.filter(accepted_at=None, closed_at=None).order_by("-sent_at", "pk")
    waiting = list(rows)
    for row in waiting:
        setattr(row, "is_late", at >= row.expires_at)  # noqa: B010 - for the list only, at this moment
    return waiting
