"""What the field does when the pipeline tells it something; inside the same transaction."""

from django.dispatch import receiver
from django.utils import timezone

from applications.signals import acceptance_ended, offer_accepted
from mentoring.domain.forgetting import forget_ambassador
from mentoring.domain.placements import end_placement, hand_over_placements, open_placement
from mentoring.models import Placement
from mentoring.states import LIVING
from programme.signals import duties_handed_over, person_erased


@receiver(offer_accepted)
def open_the_year(sender, offer, by, at, **kwargs):
    open_placement(offer=offer, by=None, at=at)


@receiver(acceptance_ended)
def end_the_year(sender, offer, by, at, reason, **kwargs):
    live = Placement.objects.filter(offer=offer, state__in=LIVING).first()
    if live:
        end_placement(placement=live, kind="withdraw", reason=reason, on=timezone.localdate(at), by=None, at=at)


@receiver(duties_handed_over)
def supervise_instead(sender, agency, old, new, by, at, **kwargs):
    hand_over_placements(agency=agency, old=old, new=new, by=by, at=at)


@receiver(person_erased)
def forget_them(sender, user, at, **kwargs):
    forget_ambassador(user=user)
