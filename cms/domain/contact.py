"""Messages from the contact form: taken in, settled by an officer, erased after two years."""

from datetime import datetime, timedelta

from django.db import transaction

from cms.models import ContactMessage
from programme.domain.audit import record_act
from programme.domain.due_work import for_each_due
from programme.kernel.shapes import Fields
from programme.models import User

KEPT = timedelta(days=730)
TWICE = timedelta(minutes=15)


def take_message(*, fields: Fields, language: str, at: datetime) -> ContactMessage:
    """Keeps one message; the same one again within minutes is found instead, for a form may be sent twice.

    Whether it is one too many is asked at the door, where the visitor's address is known.
    """
    before = ContactMessage.objects.filter(**fields, created_at__gt=at - TWICE).order_by("pk").first()
    return before or ContactMessage.objects.create(**fields, language=language, created_at=at)


@transaction.atomic
def settle_message(*, message: ContactMessage, by: User, at: datetime) -> ContactMessage:
    """Marks a message as answered, once."""
    if ContactMessage.objects.filter(pk=message.pk, handled_at=None).update(handled_at=at, handled_by=by):
        record_act(act="settle_message", obj=message, by=by, at=at)
    message.refresh_from_db()
    return message


def erase_old_messages(*, at: datetime) -> int:
    """What nobody needs any more goes."""
    due = ContactMessage.objects.filter(created_at__lt=at - KEPT).order_by("pk")
    return for_each_due("erase_message", due, lambda message: message.delete(), at=at)
