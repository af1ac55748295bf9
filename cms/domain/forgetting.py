"""What visitors left under an address goes with the person whose address it is."""

from cms.domain.reminders import forget_reminder
from cms.models import CallReminder, ContactMessage


def forget_address(email: str) -> None:
    ContactMessage.objects.filter(email__iexact=email).delete()
    for reminder in CallReminder.objects.filter(email__iexact=email):
        forget_reminder(reminder)
