"""What the pipeline does when the foundation tells it something; inside the same transaction."""

from django.dispatch import receiver

from applications.domain.offers import withdraw_seats
from programme.signals import opening_withdrawn


@receiver(opening_withdrawn)
def free_its_people(sender, opening, reason, at, **kwargs):
    withdraw_seats(opening=opening, reason=reason, at=at)
