"""Who asked whom for a reference, and what was written."""

from django.db.models import Q

from applications.models import RefereeInvitation, Reference
from applications.policies.stakes import JudgedPolicy
from programme.kernel.policies import register
from programme.models import PrivateFile, Role, User
from programme.policies import add_door, file_readers, sealed_kinds, within_cohorts


@register
class RefereeInvitationPolicy(JudgedPolicy):
    """Applicants see whom they asked and whether it came; officers what belongs to applications that were handed in."""

    model = RefereeInvitation
    own_acts = frozenset({"withdraw"})

    def judged(self, user: User, purpose: str) -> Q:
        staff = within_cohorts(user, Role.OFFICER, field="application__call__cohort_id")
        return staff & ~Q(application__state="draft")

    def own(self, user: User) -> Q:
        return Q(application__applicant_id=user.pk)

    def can_withdraw(self, user: User, obj: RefereeInvitation) -> bool:
        return obj.application.applicant_id == user.pk


@register
class ReferencePolicy(JudgedPolicy):
    """What a referee wrote is never the applicant's to read; readers and hosts read extracts (`queries.referees`)."""

    model = Reference
    path = "invitation__application_id"

    def judged(self, user: User, purpose: str) -> Q:
        staff = within_cohorts(user, Role.OFFICER, field="invitation__application__call__cohort_id")
        return staff & ~Q(invitation__application__state="draft")


def read_reference(user: User, file: PrivateFile) -> bool:
    """Officers only: a letter as a file tells who it is about."""
    return ReferencePolicy().visible_to(user, "desk").filter(file=file).exists()


file_readers["reference"] = read_reference
add_door(RefereeInvitation, "desk")
sealed_kinds.update({"referee_asked", "referee_reminder", "reference_thanks"})
