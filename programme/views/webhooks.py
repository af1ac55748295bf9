"""What the mail provider tells us, signed."""

import base64
import json
import logging
from datetime import UTC, datetime, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_public_key
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from programme.domain.delivery import note_event
from programme.kernel.lists import is_number
from programme.kernel.text import clean_deeply

logger = logging.getLogger(__name__)
SIGNATURE, TIMESTAMP = "X-Twilio-Email-Event-Webhook-Signature", "X-Twilio-Email-Event-Webhook-Timestamp"
OLDEST = timedelta(minutes=10)
SECONDS = 12  # digits of a moment that a calendar knows


@csrf_exempt  # the signature over the raw body takes the token's place
@require_POST
def sendgrid_events(request: HttpRequest) -> HttpResponse:
    """Delivered, bounced, dropped: verified over the raw body, old timestamps refused, replays without effect."""
    signature, stamp = request.headers.get(SIGNATURE, ""), request.headers.get(TIMESTAMP, "")
    if not settings.SENDGRID_WEBHOOK_KEY or not signature or not is_number(stamp, digits=SECONDS):
        return HttpResponse("The signature headers are missing.", status=400)
    sent_at = datetime.fromtimestamp(int(stamp), tz=UTC)
    if not is_genuine(request.body, signature, stamp) or abs(timezone.now() - sent_at) > OLDEST:
        return HttpResponse("The signature does not fit, or is too old.", status=403)
    try:
        events = clean_deeply(json.loads(request.body))
    except (ValueError, RecursionError):
        return HttpResponse("The body is not JSON.", status=400)
    taken = [_note(event) for event in (events if isinstance(events, list) else [])]
    if not all(taken):  # our own database did not answer: the provider brings all of them again, none counts twice
        return HttpResponse("Not every event could be written down.", status=503)
    return HttpResponse(status=204)


def is_genuine(body: bytes, signature: str, stamp: str) -> bool:
    try:
        key = load_der_public_key(base64.b64decode(settings.SENDGRID_WEBHOOK_KEY))
        key.verify(base64.b64decode(signature), stamp.encode() + body, ec.ECDSA(hashes.SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True


def _note(event: object) -> bool:
    """One event by itself; false where it should come again. What can never be taken is logged and left out."""
    if not isinstance(event, dict) or not all(
        isinstance(event.get(key), str) for key in ("letter", "sg_event_id", "event")
    ):
        return True
    try:
        note_event(
            code=event["letter"][:20],
            event_id=event["sg_event_id"][:120],
            kind=event["event"][:30],
            happened_at=_moment(event.get("timestamp")),
            detail=str(event.get("reason", "")),
        )
    except (OperationalError, InterfaceError):
        logger.exception("The event %s has to come again.", event["sg_event_id"][:120])
        return False
    except Exception:  # the events after this one have done nothing wrong
        logger.exception("The event %s cannot be taken.", event["sg_event_id"][:120])
    return True


def _moment(stamp: object) -> datetime:
    """When it happened, where the provider says so in seconds since 1970."""
    if isinstance(stamp, int) and not isinstance(stamp, bool) and 0 < stamp < 4102444800:
        return datetime.fromtimestamp(stamp, tz=UTC)
    return timezone.now()
