"""Who may read what visitors write."""

from django.db.models import QuerySet

from cms.models import ContactMessage
from programme.kernel.policies import Policy, register
from programme.models import User
from programme.queries.people import is_officer


@register
class ContactMessagePolicy(Policy):
    model = ContactMessage

    def rows(self, user: User, purpose: str) -> QuerySet:
        return ContactMessage.objects.all() if is_officer(user) else ContactMessage.objects.none()
