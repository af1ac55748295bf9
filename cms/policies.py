"""Who may read what visitors write."""

from django.db.models import QuerySet

from cms.models import CallReminder, ContactMessage
from programme.kernel.policies import Policy, register
from programme.models import User
from programme.queries.people import is_officer


@register
class ContactMessagePolicy(Policy):
    model = ContactMessage

    def rows(self, user: User, purpose: str) -> QuerySet:
        return ContactMessage.objects.all() if is_officer(user) else ContactMessage.objects.none()


@register
class CallReminderPolicy(Policy):
    """Nobody reads them: the address is there for its owner's letters alone."""

    model = CallReminder

    def rows(self, user: User, purpose: str) -> QuerySet:
        return CallReminder.objects.none()
