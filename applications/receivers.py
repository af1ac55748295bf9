"""What the pipeline does when the foundation tells it something; inside the same transaction."""

from django.dispatch import receiver

from applications.domain.forgetting import forget_applicant
from applications.domain.forms import publish_first_version
from applications.domain.offers import withdraw_seats
from applications.domain.preferences import tell_who_ranked
from programme.signals import call_opened, opening_withdrawn, person_erased


@receiver(call_opened)
def publish_its_form(sender, call, at, **kwargs):
    publish_first_version(call=call, at=at)


@receiver(opening_withdrawn)
def free_its_people(sender, opening, reason, at, **kwargs):
    withdraw_seats(opening=opening, reason=reason, at=at)
    tell_who_ranked(opening=opening, at=at)


@receiver(person_erased)
def forget_them(sender, user, at, **kwargs):
    forget_applicant(user=user, at=at)
