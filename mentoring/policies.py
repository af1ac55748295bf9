"""Who may do what in the field. Helping and verifying are separate roles, and the verifier is never the author.

A conflict that somebody declared about an application holds for the placement that grew from it and for everything that
hangs on it, in any role: `FieldPolicy` closes those doors at once.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from applications.models import Conflict
from applications.policies import IN_CONFLICT
from mentoring.models import (
    ActivityLog,
    Claim,
    ClaimRevision,
    HelpCall,
    Mission,
    Outcome,
    Placement,
    Problem,
    Report,
    RoleAssignment,
)
from programme.kernel.policies import Policy, Verdict, refuse, register
from programme.models import PrivateFile, Role, User
from programme.policies import add_door, file_readers, within_cohorts
from programme.queries.people import is_evaluator, is_officer, standing_of

CONFIRMS = (RoleAssignment.Kind.SUPERVISOR, RoleAssignment.Kind.STAND_IN)
SCOPES = ("own", "host", "desk", "mentor")
OWN_WORK = _("This is your own work. Somebody else has to confirm it.")


def placements_with_role(user: User, *kinds: str) -> QuerySet:
    """Placements where the person stands by the ambassador now, in one of these roles."""
    rows = RoleAssignment.objects.filter(user_id=user.pk, to_on=None)
    return Placement.objects.filter(pk__in=(rows.filter(kind__in=kinds) if kinds else rows).values("placement_id"))


def supervises(user: User, placement: Placement) -> bool:
    """The placement's own supervisor or stand-in, or somebody who supervises for its agency."""
    if placement.agency_id in standing_of(user).agency_ids("supervisor"):
        return True
    return placement.roles.filter(user_id=user.pk, kind__in=CONFIRMS, to_on=None).exists()


def people_in_conflict(placement: Placement) -> QuerySet:
    """The keys of those who declared a conflict about the application that this placement grew from."""
    same = {"application__applicant": placement.ambassador_id, "application__call": placement.opening.call_id}
    return Conflict.objects.filter(**same).values_list("person", flat=True)


def closed_placements(user: User) -> QuerySet:
    """The placements that grew from an application about which this person declared a conflict."""
    same = {"application__applicant": OuterRef("ambassador"), "application__call": OuterRef("opening__call")}
    return Placement.objects.filter(Exists(Conflict.objects.filter(**same, person_id=user.pk)))


class FieldPolicy(Policy):
    """Base for a placement and all that hangs on one: refused, with the reason, to whoever declared a conflict."""

    def placement_of(self, obj) -> Placement:
        return obj.placement

    def can(self, user: User, action: str, obj=None) -> Verdict:
        verdict = super().can(user, action, obj)
        if not verdict or obj is None or action == "view":
            return verdict
        is_closed = closed_placements(user).filter(pk=self.placement_of(obj).pk).exists()
        return refuse(IN_CONFLICT) if is_closed else verdict


@register
class PlacementPolicy(FieldPolicy):
    model = Placement
    purposes = SCOPES

    def placement_of(self, obj: Placement) -> Placement:
        return obj

    def rows(self, user: User, purpose: str) -> QuerySet:
        if not user.is_authenticated:
            return Placement.objects.none()
        own = Q(ambassador_id=user.pk)
        host = Q(agency_id__in=standing_of(user).agency_ids("supervisor", "approver")) | Q(
            pk__in=placements_with_role(user, *CONFIRMS).values("pk")
        )
        staff = within_cohorts(user, Role.OFFICER)
        scopes = {
            "host": host,
            "desk": staff,
            "mentor": Q(pk__in=placements_with_role(user, "host_mentor", "expert_mentor").values("pk")),
        }
        if purpose == "own":
            return Placement.objects.filter(own)
        others = scopes.get(purpose, host | staff | scopes["mentor"]) & ~Q(pk__in=closed_placements(user).values("pk"))
        return Placement.objects.filter(others if purpose in scopes else own | others)

    def can_log(self, user: User, obj: Placement) -> bool:
        return obj.ambassador_id == user.pk

    def can_confirm(self, user: User, obj: Placement) -> bool | Verdict:
        return refuse(OWN_WORK) if obj.ambassador_id == user.pk else supervises(user, obj)

    def can_manage(self, user: User, obj: Placement) -> bool:
        return is_officer(user, obj.cohort_id)

    def can_call_for_help(self, user: User, obj: Placement) -> bool:
        """The ambassador, and those who stand beside them."""
        return obj.ambassador_id == user.pk or obj.roles.filter(user_id=user.pk, to_on=None).exists()


@register
class MissionPolicy(FieldPolicy):
    model = Mission
    purposes = SCOPES

    def rows(self, user: User, purpose: str) -> QuerySet:
        return Mission.objects.filter(placement__in=PlacementPolicy().visible_to(user, purpose))

    def can_change(self, user: User, obj: Mission) -> bool:
        return obj.placement.ambassador_id == user.pk

    def can_agree(self, user: User, obj: Mission) -> bool | Verdict:
        return PlacementPolicy().can_confirm(user, obj.placement)


@register
class ClaimPolicy(FieldPolicy):
    """Logs, outcomes and problems: written by the ambassador, confirmed by the host, verified by the programme."""

    model = Claim
    purposes = SCOPES

    def rows(self, user: User, purpose: str) -> QuerySet:
        rows = Claim.objects.filter(placement__in=PlacementPolicy().visible_to(user, purpose))
        return rows if purpose == "own" else rows.exclude(~Q(author_id=user.pk), state__in=("draft", "discarded"))

    def can_change(self, user: User, obj: Claim) -> bool:
        return obj.author_id == user.pk

    def can_confirm(self, user: User, obj: Claim) -> bool | Verdict:
        return refuse(OWN_WORK) if obj.author_id == user.pk else supervises(user, obj.placement)

    def can_give_back(self, user: User, obj: Claim) -> bool | Verdict:
        return (
            refuse(OWN_WORK)
            if obj.author_id == user.pk
            else supervises(user, obj.placement) or is_officer(user, obj.placement.cohort_id)
        )

    def can_verify(self, user: User, obj: Claim) -> bool | Verdict:
        if obj.author_id == user.pk:
            return refuse(_("The verifier is never the author. Another officer has to verify this."))
        if obj.confirmed_by_id == user.pk:
            return refuse(_("You confirmed this for the host. Another officer has to verify it."))
        return is_officer(user, obj.placement.cohort_id)

    def can_dispute(self, user: User, obj: Claim) -> bool:
        return obj.author_id != user.pk and (
            supervises(user, obj.placement) or is_officer(user, obj.placement.cohort_id)
        )

    def can_settle(self, user: User, obj: Claim) -> bool | Verdict:
        if obj.author_id == user.pk:
            return refuse(OWN_WORK)
        return is_officer(user, obj.placement.cohort_id)

    def can_void(self, user: User, obj: Claim) -> bool | Verdict:
        return (
            refuse(_("Another officer has to void your own work."))
            if obj.author_id == user.pk
            else is_officer(user, obj.placement.cohort_id)
        )


@register
class ClaimRevisionPolicy(FieldPolicy):
    model = ClaimRevision
    purposes = SCOPES

    def placement_of(self, obj: ClaimRevision) -> Placement:
        return obj.claim.placement

    def rows(self, user: User, purpose: str) -> QuerySet:
        return ClaimRevision.objects.filter(claim__in=ClaimPolicy().visible_to(user, purpose))

    def can_decide(self, user: User, obj: ClaimRevision) -> bool | Verdict:
        """What the programme has verified only the programme corrects; before that the host may as well."""
        if obj.author_id == user.pk:
            return refuse(OWN_WORK)
        if is_officer(user, obj.claim.placement.cohort_id):
            return True
        return obj.claim.state == "confirmed" and supervises(user, obj.claim.placement)


@register
class HelpCallPolicy(FieldPolicy):
    """Read by who asked, and by the officers of the cohort and the owner, who answer."""

    model = HelpCall
    purposes = ("own", "desk")

    def rows(self, user: User, purpose: str) -> QuerySet:
        if not user.is_authenticated:
            return HelpCall.objects.none()
        own = Q(asked_by_id=user.pk)
        answers = within_cohorts(user, Role.OFFICER, field="placement__cohort_id") | Q(owner_id=user.pk)
        answers &= ~Q(placement__in=closed_placements(user).values("pk"))
        return HelpCall.objects.filter({"own": own, "desk": answers}.get(purpose, own | answers))

    def can_answer(self, user: User, obj: HelpCall) -> bool | Verdict:
        if obj.asked_by_id == user.pk:
            return refuse(_("You asked this yourself. Somebody else has to answer."))
        return is_officer(user, obj.placement.cohort_id)


@register
class ReportPolicy(Policy):
    model = Report

    def rows(self, user: User, purpose: str) -> QuerySet:
        return Report.objects.all() if is_officer(user) or is_evaluator(user) else Report.objects.none()

    def can_add(self, user: User, obj: None) -> bool:
        return is_evaluator(user) or is_officer(user)

    can_release = can_add


def read_evidence(user: User, file: PrivateFile) -> bool:
    """Who added it, and whoever may see a claim that it backs; what backs only a draft is its author's."""
    evidence = getattr(file, "evidence", None)
    if evidence is None:
        return False
    if evidence.added_by_id == user.pk:
        return True
    return ClaimPolicy().visible_to(user).filter(evidence=evidence).exists()


file_readers["evidence"] = read_evidence
add_door(Placement, "desk")
add_door(HelpCall, "desk")
add_door(Mission, "desk")
add_door(ClaimRevision, "desk")
for _kind in (Claim, ActivityLog, Outcome, Problem):
    add_door(_kind, "desk")
