"""Handing letters to SendGrid by its official client, as a small Django mail backend."""

import base64
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import URLError

import python_http_client.exceptions as http_errors
import sendgrid
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends import console
from django.core.mail.backends.base import BaseEmailBackend
from sendgrid.helpers.mail import (
    Attachment,
    ClickTracking,
    Content,
    CustomArg,
    Email,
    Header,
    Mail,
    OpenTracking,
    Personalization,
    SubscriptionTracking,
    To,
    TrackingSettings,
)

TIMEOUT_SECONDS = 10
AN_HOUR = 3600
NUMBER = re.compile(r"[0-9]{1,9}")
CODE_HEADER = "X-Letter-Code"
OFF_HEADER, OFF_POST_HEADER = "List-Unsubscribe", "List-Unsubscribe-Post"


def off_headers(address: str) -> dict[str, str]:
    """How a mail program ends letters like this one with one press (RFC 8058)."""
    return {OFF_HEADER: f"<{address}>", OFF_POST_HEADER: "List-Unsubscribe=One-Click"}


@dataclass
class DeliveryProblem(Exception):
    """Why the provider did not take a letter. `is_permanent` = trying again is useless; `retry_after` is in seconds.

    `may_have_arrived` = the letter was handed over and the answer never came: the provider may have taken it.
    """

    reason: str
    is_permanent: bool = False
    retry_after: int = 60
    may_have_arrived: bool = False

    def __str__(self) -> str:
        return self.reason


class SendGridBackend(BaseEmailBackend):
    """Sends each message to its own recipients, without tracking; raises `DeliveryProblem`."""

    def __init__(self, fail_silently: bool = False, **kwargs: Any) -> None:
        super().__init__(fail_silently=fail_silently)
        host = {"host": settings.SENDGRID_HOST} if settings.SENDGRID_HOST else {}
        self.client = sendgrid.SendGridAPIClient(api_key=settings.SENDGRID_API_KEY, **host)
        self.client.client.timeout = TIMEOUT_SECONDS

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        return sum(self._send(message) for message in email_messages)

    def _send(self, message: EmailMessage) -> int:
        try:
            response = self.client.client.mail.send.post(request_body=payload(message).get())
        except http_errors.HTTPError as error:
            raise problem_of(error) from error
        except URLError as error:  # no route, refused, broken off while it was handed over: nothing was taken
            raise DeliveryProblem(f"connection: {error.reason}"[:200]) from error
        except (OSError, HTTPException) as error:  # handed over whole, and then no answer
            raise DeliveryProblem(f"no answer: {error}"[:200], may_have_arrived=True) from error
        setattr(message, "provider_id", response.headers.get("X-Message-Id", ""))  # noqa: B010 - ours, not Django's
        return 1


def payload(message: EmailMessage) -> Mail:
    """The message in SendGrid's form: one personalization per recipient, our letter's code as a custom argument."""
    mail = Mail(from_email=Email(*_address(message.from_email)), subject=message.subject)
    code = message.extra_headers.get(CODE_HEADER, "")
    for address in message.to:
        person = Personalization()
        person.add_to(To(address))
        if code:
            person.add_custom_arg(CustomArg("letter", code))
        mail.add_personalization(person)
    mail.add_content(Content("text/plain", message.body))
    for body, kind in getattr(message, "alternatives", ()):
        mail.add_content(Content(kind, body))
    for name in (CODE_HEADER, OFF_HEADER, OFF_POST_HEADER):
        if value := message.extra_headers.get(name):
            mail.add_header(Header(name, value))
    for name, content, kind in message.attachments:
        mail.add_attachment(Attachment(base64.b64encode(content).decode(), name, kind))
    mail.tracking_settings = TrackingSettings(
        click_tracking=ClickTracking(False, False),
        open_tracking=OpenTracking(False),
        subscription_tracking=SubscriptionTracking(False),
    )
    return mail


def _address(text: str) -> tuple[str, str | None]:
    name, bracket, rest = text.partition("<")
    return (rest.rstrip("> "), name.strip() or None) if bracket else (text, None)


def problem_of(error: http_errors.HTTPError) -> DeliveryProblem:
    """429 and 5xx may pass; everything else stays wrong until somebody mends it."""
    status = error.status_code
    try:
        detail = json.loads(error.body)["errors"][0]["message"]
    except (ValueError, KeyError, IndexError, TypeError):
        detail = error.reason
    wait = str(error.headers.get("Retry-After", "")) if error.headers else ""
    return DeliveryProblem(
        reason=f"{status}: {detail}"[:300],
        is_permanent=status < 500 and status not in (401, 403, 408, 429),
        retry_after=min(int(wait), AN_HOUR) if NUMBER.fullmatch(wait) else 300 if status in (401, 403) else 60,
        may_have_arrived=status == 504,  # something in between gave up waiting for the provider's answer
    )


class ReadableConsole(console.EmailBackend):
    """Without a provider letters stand on the console: to whom, about what, the words, and what would come along."""

    def write_message(self, message: EmailMessage) -> None:
        names = "".join(f"\n[{attachment.filename}]" for attachment in message.attachments)
        self.stream.write(
            f"\nTo: {', '.join(message.to)}\nSubject: {message.subject}\n\n{message.body}{names}\n{'-' * 79}\n"
        )
