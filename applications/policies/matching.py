"""Runs of the match: by officers who are not in the running themselves."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from applications.models import Match, MatchRule, MatchRun
from applications.policies.stakes import JudgedPolicy, closed_to
from programme.kernel.policies import ALLOWED, Policy, Verdict, refuse, register
from programme.models import Call, Role, User
from programme.policies import add_door, within_cohorts
from programme.queries.people import is_officer

OWN_CALL = _("You applied to this call yourself. Another officer has to do this.")


def has_applied(user: User, call: Call) -> Verdict:
    """Who is in the running does not run the match: frozen lists, seed, runs, adoption and release are for others."""
    running = call.applications.filter(applicant_id=user.pk).exclude(state__in=("draft", "withdrawn"))
    return refuse(OWN_CALL) if running.exists() else ALLOWED


@register
class MatchRunPolicy(Policy):
    model = MatchRun

    def rows(self, user: User, purpose: str) -> QuerySet:
        return MatchRun.objects.filter(within_cohorts(user, Role.OFFICER, field="call__cohort_id"))

    def _officer(self, user: User, obj: MatchRun) -> bool | Verdict:
        return has_applied(user, obj.call) if is_officer(user, obj.call.cohort_id) else False

    can_run = can_release = _officer

    def can_adopt(self, user: User, obj: MatchRun) -> bool | Verdict:
        verdict = self._officer(user, obj)
        if verdict and obj.requested_by_id == user.pk:
            return refuse(_("You computed this run. A second officer has to adopt it."))
        return verdict

    def can_take_away(self, user: User, obj: MatchRun) -> bool | Verdict:
        """The auditor's bundle holds every list whole, so it is not for whoever has a stake in one of them."""
        if not is_officer(user, obj.call.cohort_id):
            return False
        if obj.matches.filter(application_id__in=closed_to(user)).exists():
            return refuse(_("You have a stake in one of these applications. Another officer has to download this."))
        return True


@register
class MatchPolicy(JudgedPolicy):
    """What a run says about one application: for officers; the person reads it once it is released."""

    model = Match

    def judged(self, user: User, purpose: str) -> Q:
        return within_cohorts(user, Role.OFFICER, field="application__call__cohort_id")


@register
class MatchRulePolicy(JudgedPolicy):
    """A pair decided by hand."""

    model = MatchRule

    def judged(self, user: User, purpose: str) -> Q:
        return within_cohorts(user, Role.OFFICER, field="application__call__cohort_id")


add_door(MatchRun)
