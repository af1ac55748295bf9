"""Offers, the people placed, and the agreements that they signed."""

from django.db.models import Q, QuerySet

from applications.models import Offer
from applications.policies.rankings import judging_agencies
from applications.policies.stakes import JudgedPolicy, closed_to
from programme.kernel.policies import register
from programme.models import Opening, PrivateFile, Role, User
from programme.policies import add_door, file_readers, within_cohorts
from programme.queries.people import is_officer, standing_of


def placed_people(user: User, opening: Opening) -> QuerySet:
    """Live offers of an opening, for those who judge or sign for its agency. Names appear once they are sent."""
    if opening.agency_id not in judging_agencies(user):
        return Offer.objects.none()
    rows = Offer.objects.filter(opening=opening, state__in=("sent", "accepted"))
    return rows.exclude(application_id__in=closed_to(user))


@register
class OfferPolicy(JudgedPolicy):
    model = Offer
    own_acts = frozenset({"answer"})

    def judged(self, user: User, purpose: str) -> Q:
        staff = within_cohorts(user, Role.OFFICER, field="application__call__cohort_id")
        if purpose == "desk":
            return staff
        return staff | Q(opening__agency_id__in=standing_of(user).agency_ids(), state__in=("sent", "accepted"))

    def own(self, user: User) -> Q:
        return Q(application__applicant_id=user.pk) & ~Q(state="prepared")

    def can_answer(self, user: User, obj: Offer) -> bool:
        return obj.application.applicant_id == user.pk

    def _officer(self, user: User, obj: Offer) -> bool:
        return is_officer(user, obj.application.call.cohort_id)

    can_send = can_manage = _officer

    def can_object(self, user: User, obj: Offer) -> bool:
        return obj.opening.agency_id in standing_of(user).agency_ids("approver")


def read_agreement(user: User, file: PrivateFile) -> bool:
    return OfferPolicy().visible_to(user, "desk").filter(agreement_file=file).exists()


file_readers["agreement"] = read_agreement
add_door(Offer, "desk")
