"""What readers are asked to judge."""

from django.db.models import Q

from applications.models import ReviewAssignment
from applications.policies.stakes import JudgedPolicy
from programme.kernel.policies import register
from programme.models import Role, User
from programme.policies import add_door, within_cohorts
from programme.queries.people import is_officer


@register
class ReviewAssignmentPolicy(JudgedPolicy):
    """A reviewer sees the readings that they were asked for; officers those of their cohorts."""

    model = ReviewAssignment

    def judged(self, user: User, purpose: str) -> Q:
        if purpose == "desk":
            return within_cohorts(user, Role.OFFICER, field="application__call__cohort_id")
        return Q(reviewer_id=user.pk) & ~Q(state__in=ReviewAssignment.MACHINE.codes("ended"))

    def can_score(self, user: User, obj: ReviewAssignment) -> bool:
        return obj.reviewer_id == user.pk

    can_recuse = can_score

    def can_assign(self, user: User, obj: ReviewAssignment) -> bool:
        return is_officer(user, obj.application.call.cohort_id)


add_door(ReviewAssignment, "desk")
