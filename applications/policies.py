"""Who may do what with applications, reviews, matches and offers."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from applications.models import Application, Conflict, HostRanking, MatchRun, Offer, ReviewAssignment
from applications.queries.ranking import RANKABLE
from programme.kernel.policies import Policy, Verdict, refuse, register
from programme.models import Opening, PrivateFile, Role, User
from programme.policies import file_readers, within_cohorts
from programme.queries.people import is_officer, standing_of


def without_conflict(user: User, field: str = "pk") -> Q:
    """Rows that the person has declared no stake in: who has a conflict sees nothing more."""
    return ~Q(Exists(Conflict.objects.filter(person_id=user.pk, application_id=OuterRef(field))))


@register
class ApplicationPolicy(Policy):
    """Applicants see their own; officers those of their cohorts; hosts and reviewers have views of their own."""

    model = Application

    def visible_to(self, user: User, action: str = "view") -> QuerySet:
        if not user.is_authenticated:
            return Application.objects.none()
        if action == "own":
            return Application.objects.filter(applicant_id=user.pk)
        staff = within_cohorts(user, Role.OFFICER, field="call__cohort_id") & ~Q(state="draft")
        desk = Application.objects.filter(staff).filter(without_conflict(user)).exclude(applicant_id=user.pk)
        if action == "desk":
            return desk
        return Application.objects.filter(Q(applicant_id=user.pk) | Q(pk__in=desk.values("pk")))

    def _own(self, user: User, obj: Application) -> bool:
        return obj.applicant_id == user.pk

    can_edit = can_submit = can_correct = can_withdraw = can_accept = can_decline = _own

    def _officer(self, user: User, obj: Application) -> bool | Verdict:
        if not is_officer(user, obj.call.cohort_id):
            return False
        if obj.applicant_id == user.pk:
            return refuse(_("This is your own application. Another officer has to handle it."))
        return True

    can_screen = can_assign = can_match = can_hold = _officer

    def can_read_sensitive(self, user: User, obj: Application) -> bool:
        return obj.applicant_id == user.pk


@register
class ReviewAssignmentPolicy(Policy):
    """A reviewer sees own assignments, and none on an application with a conflict."""

    model = ReviewAssignment

    def visible_to(self, user: User, action: str = "view") -> QuerySet:
        own = ReviewAssignment.objects.filter(reviewer_id=user.pk).exclude(state__in=("recused", "expired"))
        if action == "desk":
            return ReviewAssignment.objects.filter(
                within_cohorts(user, Role.OFFICER, field="application__call__cohort_id")
            )
        return own.filter(without_conflict(user, "application_id"))

    def can_score(self, user: User, obj: ReviewAssignment) -> bool:
        return obj.reviewer_id == user.pk

    can_recuse = can_score

    def can_assign(self, user: User, obj: ReviewAssignment) -> bool:
        return is_officer(user, obj.application.call.cohort_id)


@register
class HostRankingPolicy(Policy):
    """The reviewers and approvers of an agency judge the candidates who ranked its openings."""

    model = HostRanking

    def visible_to(self, user: User, action: str = "view") -> QuerySet:
        staff = within_cohorts(user, Role.OFFICER, field="opening__call__cohort_id")
        agencies = standing_of(user).agency_ids("reviewer", "approver")
        return HostRanking.objects.filter(staff | Q(opening__agency_id__in=agencies))

    def can_rank(self, user: User, obj: HostRanking) -> bool:
        return obj.opening.agency_id in standing_of(user).agency_ids("reviewer", "approver")


def candidates_of(user: User, opening: Opening) -> QuerySet:
    """The eligible applications that ranked this opening, for the people of its agency. Nobody else's are here."""
    if opening.agency_id not in standing_of(user).agency_ids("reviewer", "approver"):
        return Application.objects.none()
    states = (*RANKABLE, "reserve") if opening.call.late_choices_until else RANKABLE
    rows = Application.objects.filter(preferences__opening=opening, state__in=states, call_id=opening.call_id)
    return rows.filter(without_conflict(user)).exclude(applicant_id=user.pk)


@register
class MatchRunPolicy(Policy):
    model = MatchRun

    def visible_to(self, user: User, action: str = "view") -> QuerySet:
        return MatchRun.objects.filter(within_cohorts(user, Role.OFFICER, field="call__cohort_id"))

    def _officer(self, user: User, obj: MatchRun) -> bool:
        return is_officer(user, obj.call.cohort_id)

    can_run = can_release = _officer

    def can_adopt(self, user: User, obj: MatchRun) -> bool | Verdict:
        if not self._officer(user, obj):
            return False
        if obj.requested_by_id == user.pk:
            return refuse(_("You computed this run. A second officer has to adopt it."))
        return True


def placed_people(user: User, opening: Opening) -> QuerySet:
    """Live offers of an opening, for those who judge or sign for its agency. Names appear once they are sent."""
    if opening.agency_id not in standing_of(user).agency_ids("reviewer", "approver"):
        return Offer.objects.none()
    return Offer.objects.filter(opening=opening, state__in=("sent", "accepted"))


@register
class OfferPolicy(Policy):
    model = Offer

    def visible_to(self, user: User, action: str = "view") -> QuerySet:
        own = Q(application__applicant_id=user.pk) & ~Q(state="prepared")
        staff = within_cohorts(user, Role.OFFICER, field="application__call__cohort_id")
        if action == "desk":
            return Offer.objects.filter(staff)
        if action == "own":
            return Offer.objects.filter(own)
        hosts = Q(opening__agency_id__in=standing_of(user).agency_ids(), state__in=("sent", "accepted"))
        return Offer.objects.filter(own | staff | hosts)

    def can_answer(self, user: User, obj: Offer) -> bool:
        return obj.application.applicant_id == user.pk

    def _officer(self, user: User, obj: Offer) -> bool:
        return is_officer(user, obj.application.call.cohort_id)

    can_send = can_manage = _officer

    def can_object(self, user: User, obj: Offer) -> bool:
        return obj.opening.agency_id in standing_of(user).agency_ids("approver")


def read_document(user: User, file: PrivateFile) -> bool:
    """Officers of the cohort without a conflict; reviewers and hosts read answers, not papers that name the person."""
    document = getattr(file, "application_document", None)
    if document is None:
        return False
    return Application.objects.filter(
        pk=document.application_id, pk__in=ApplicationPolicy().visible_to(user, "desk").values("pk")
    ).exists()


file_readers["application_document"] = read_document
file_readers["agreement"] = lambda user, file: Offer.objects.filter(
    agreement_file=file, pk__in=OfferPolicy().visible_to(user, "desk").values("pk")
).exists()
