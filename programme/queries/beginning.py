"""What an agency does before its first ambassador comes, and how far it is."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from programme.models import HostAgency, User
from programme.queries.people import standing_of


@dataclass
class Step:
    """One thing that has to happen: done, the next one, or later; with the door to it where the person may open it."""

    title: str
    words: str
    is_done: bool = False
    address: str = ""
    when: str = ""


@dataclass(frozen=True)
class Beginning:
    agency: HostAgency
    steps: list[Step]


def beginnings_of(user: User) -> list[Beginning]:
    """The person's agencies, each with its way to the first ambassador. One query."""
    people = Count("memberships__user", filter=Q(memberships__ended_at=None), distinct=True)
    offered = Count("openings", filter=Q(openings__state__in=("pending", "approved")), distinct=True)
    rows = HostAgency.objects.filter(pk__in=standing_of(user).agency_ids()).annotate(people=people, offered=offered)
    return [Beginning(agency, _told(_steps(agency, user))) for agency in rows.order_by("order_key", "pk")]


def _steps(agency: HostAgency, user: User) -> list[Step]:
    standing, is_approved = standing_of(user), agency.state == "approved"
    signs = agency.pk in standing.agency_ids("approver")
    offers = is_approved and agency.pk in standing.agency_ids("approver", "supervisor")
    return [
        Step(
            _("The programme office checks the agency"),
            _("Approved") if is_approved else _("You get a letter when it is decided."),
            is_approved,
        ),
        Step(
            _("Colleagues who judge candidates and supervise"),
            _("Invite colleagues") if signs else _("Whoever signs for the agency invites them."),
            getattr(agency, "people") > 1,  # noqa: B009 - annotated above
            reverse("host_people", args=[agency.code]) if signs else "",
        ),
        Step(
            _("Openings: what somebody would do, where and with whom"),
            _("Offer seats") if offers else _("Seats can be offered once the agency is approved."),
            getattr(agency, "offered") > 0,  # noqa: B009 - annotated above
            reverse("desk_opening_new") if offers else "",
        ),
        Step(_("Candidates to rank"), _("They stand under “Candidates” once their applications have been read.")),
        Step(_("Your first ambassador"), _("After the results; their weeks then wait here for you.")),
    ]


def _told(steps: list[Step]) -> list[Step]:
    """What is done is ticked; the first thing that is not done is what comes now."""
    for step in steps:
        step.when = "done" if step.is_done else ""
    following = next(step for step in steps if not step.is_done)
    following.when = "now"
    return steps
