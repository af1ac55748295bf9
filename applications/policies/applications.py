"""Applications, their papers, and the forms that they answer."""

from django.db.models import Q, QuerySet

from applications.models import Application, FormVersion
from applications.policies.stakes import JudgedPolicy
from programme.kernel.policies import Policy, Verdict, can, register
from programme.models import PrivateFile, Role, User
from programme.policies import add_door, file_readers, within_cohorts
from programme.queries.people import is_officer


@register
class ApplicationPolicy(JudgedPolicy):
    """Applicants see their own; officers those of their cohorts; hosts and reviewers have views of their own."""

    model = Application
    path = "pk"
    own_acts = frozenset({"edit", "submit", "correct", "withdraw", "accept", "decline", "read_sensitive"})

    def judged(self, user: User, purpose: str) -> Q:
        return within_cohorts(user, Role.OFFICER, field="call__cohort_id") & ~Q(state="draft")

    def own(self, user: User) -> Q:
        return Q(applicant_id=user.pk)

    def _own(self, user: User, obj: Application) -> bool:
        return obj.applicant_id == user.pk

    can_edit = can_submit = can_correct = can_withdraw = can_accept = can_decline = can_read_sensitive = _own

    def _officer(self, user: User, obj: Application) -> bool:
        return is_officer(user, obj.call.cohort_id)

    can_screen = can_assign = can_match = can_waive = _officer


@register
class FormVersionPolicy(Policy):
    """A form is its call's: officers see and change it, the public reads it on the call's page."""

    model = FormVersion

    def rows(self, user: User, purpose: str) -> QuerySet:
        return FormVersion.objects.filter(within_cohorts(user, Role.OFFICER, field="call__cohort_id"))

    def can_change(self, user: User, obj: FormVersion) -> bool | Verdict:
        return can(user, "change", obj.call)


def read_document(user: User, file: PrivateFile) -> bool:
    """Officers of the cohort without a stake read what was handed in last, not a draft's papers; readers and hosts none."""
    theirs = ApplicationPolicy().visible_to(user, "desk").filter(applicant_id=file.owner_id)
    return any(file.code in papers_of_revision(row) for row in theirs.prefetch_related("revisions"))


def papers_of_revision(application: Application) -> set[str]:
    """The codes of the files that were handed in last."""
    newest = max(application.revisions.all(), key=lambda row: row.number, default=None)
    return {paper["file"] for paper in newest.content["documents"]} if newest else set()


file_readers["application_document"] = read_document
add_door(Application, "desk")
