"""Messages from the contact form: taken in with a limit, settled by an officer, erased after two years."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _

from cms.models import ContactMessage
from programme.domain.audit import record_act
from programme.domain.due_work import for_each_due
from programme.kernel.errors import Refusal
from programme.models import User

AN_HOUR, MOST = 60 * 60, 5
KEPT = timedelta(days=730)


def take_message(*, fields: dict, address: str, language: str, at: datetime) -> ContactMessage:
    """Keeps one message. More than five an hour from one address are refused; the address itself is not kept."""
    key = f"contact:{sha256(address.encode()).hexdigest()[:24]}"
    cache.add(key, 0, AN_HOUR)
    if cache.incr(key) > MOST:
        raise Refusal(
            _(
                "Five messages came from your network within an hour. Please try again later; nothing you wrote is lost."
            ),
            code="too_many",
        )
    return ContactMessage.objects.create(**fields, language=language, created_at=at)


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
