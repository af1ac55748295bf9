"""Which candidates an agency judges, and who may open its ranking again."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from applications.models import Application, HostRanking, Preference
from applications.policies.matching import has_applied
from applications.policies.stakes import closed_to
from applications.states import RANKABLE
from programme.kernel.policies import Policy, Verdict, refuse, register
from programme.models import Opening, Role, User
from programme.policies import within_cohorts
from programme.queries.people import is_officer, standing_of

OWN_OPENING = _("You applied to this opening yourself. A colleague has to judge its candidates.")
CANDIDATE_IN_CONFLICT = _("You have a stake in one of these candidates. Somebody else has to open the ranking again.")


@register
class HostRankingPolicy(Policy):
    """The reviewers and approvers of an agency judge the candidates who ranked its openings."""

    model = HostRanking

    def rows(self, user: User, purpose: str) -> QuerySet:
        staff = within_cohorts(user, Role.OFFICER, field="opening__call__cohort_id")
        return HostRanking.objects.filter(staff | Q(opening__agency_id__in=judging_agencies(user)))

    def can_rank(self, user: User, obj: HostRanking) -> bool | Verdict:
        if obj.opening.agency_id not in judging_agencies(user):
            return False
        return refuse(OWN_OPENING) if ranked_themselves(user).filter(pk=obj.opening_id).exists() else True

    def can_reopen(self, user: User, obj: HostRanking) -> bool | Verdict:
        """The agency's own approver, or an officer; not whoever has a stake in a candidate, nor a rival."""
        opening = obj.opening
        signs = opening.agency_id in standing_of(user).agency_ids("approver")
        if not signs and not is_officer(user, opening.call.cohort_id):
            return False
        if ranked_themselves(user).filter(pk=opening.pk).exists():
            return refuse(OWN_OPENING)
        if who_ranked(opening).filter(pk__in=closed_to(user)).exists():
            return refuse(CANDIDATE_IN_CONFLICT)
        return True if signs else has_applied(user, opening.call)


def judging_agencies(user: User) -> frozenset[int]:
    """The agencies whose candidates this person judges and whose placements they see."""
    return standing_of(user).agency_ids("reviewer", "approver")


def ranked_themselves(user: User) -> QuerySet:
    """The openings that this person wants for themselves: their candidates are rivals, whom a colleague judges."""
    own = Preference.objects.filter(application__applicant_id=user.pk).exclude(application__state="withdrawn")
    return Opening.objects.filter(pk__in=own.values("opening_id"))


def who_ranked(opening: Opening) -> QuerySet:
    """The eligible applications that ranked this opening, whoever may see them."""
    states = (*RANKABLE, "reserve") if opening.call.late_choices_until else RANKABLE
    return Application.objects.filter(preferences__opening=opening, state__in=states, call_id=opening.call_id)


def candidates_of(user: User, opening: Opening) -> QuerySet:
    """Those who ranked this opening and whom this person of its agency may judge. Nobody else's are here."""
    if opening.agency_id not in judging_agencies(user) or ranked_themselves(user).filter(pk=opening.pk).exists():
        return Application.objects.none()
    return who_ranked(opening).exclude(pk__in=closed_to(user))
