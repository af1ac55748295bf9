"""The right to be forgotten: asked for, told by letter, stopped within a day, done by the clock, and never undone."""

from datetime import datetime
from functools import partial

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Q

from programme.domain.audit import record_act
from programme.domain.data_copies import drop_copy
from programme.domain.due_work import for_each_due
from programme.domain.letters import queue_letter
from programme.domain.people import withdraw_consent
from programme.kernel.doorbell import ring
from programme.kernel.errors import Refusal
from programme.kernel.privacy import hindrances_of
from programme.letters import erasure_asked
from programme.models import (
    CalendarAddress,
    CalendarEntry,
    Consent,
    DataCopy,
    DeadlineExtension,
    Erasure,
    Invitation,
    Letter,
    LetterChoice,
    PrivateFile,
    Profile,
    User,
)
from programme.signals import person_erased

GOING = "erased"  # purpose of a file whose row waits for its bytes to go
OF_THE_PERSON = (SocialAccount, Authenticator, UserSession, EmailAddress, LetterChoice, CalendarAddress, CalendarEntry)
UNDERWAY = ("queued", "sending")


@transaction.atomic
def ask_erasure(*, user: User, at: datetime) -> Erasure:
    """Promises that everything goes in a day, and confirms it by letter while there is an address. Refused while the
    person's year runs or others rely on their account; asking twice changes nothing."""
    _require_nothing_in_the_way(user)
    erasure, is_new = Erasure.objects.get_or_create(user=user, defaults={"asked_at": at})
    if is_new:
        record_act(act="ask_erasure", obj=user, by=user, at=at)
        queue_letter(spec=erasure_asked(erasure), at=at)
    return erasure


@transaction.atomic
def stop_erasure(*, user: User, at: datetime) -> bool:
    """The person has thought again: nothing was erased. Returns whether there was anything to stop."""
    stopped, _rows = Erasure.objects.filter(user=user, done_at=None).delete()
    if stopped:
        record_act(act="stop_erasure", obj=user, by=user, at=at)
    return bool(stopped)


def erase_due_people(*, at: datetime) -> int:
    """Everybody whose day has come and whose confirmation has left. One transaction each: done whole or not at all."""
    waiting = Letter.objects.filter(kind="erasure_asked", state__in=UNDERWAY).values("about_code")
    due = Erasure.objects.filter(done_at=None, asked_at__lte=at - Erasure.WAITS).exclude(code__in=waiting)
    return for_each_due("erase_person", due.order_by("asked_at", "pk"), partial(_erase, at=at), at=at)


def _erase(erasure: Erasure, *, at: datetime) -> None:
    """The layers above first, while the address is still known; then what the foundation holds, and the name itself."""
    user = User.objects.select_for_update().get(pk=erasure.user_id)
    _require_nothing_in_the_way(user)
    person_erased.send(sender=User, user=user, at=at)
    for purpose in Consent.objects.filter(user=user, withdrawn_at=None).values_list("purpose", flat=True):
        withdraw_consent(user=user, purpose=purpose, at=at)
    _erase_rows(user)
    _erase_name(user, at)
    erasure.done_at = at
    erasure.save(update_fields=["done_at"])
    record_act(act="erase_person", obj=user, by=None, at=at)
    ring("files to erase")


def _require_nothing_in_the_way(user: User) -> None:
    if reasons := hindrances_of(user):
        raise Refusal(" ".join(reasons), code="in_the_way")


def _erase_rows(user: User) -> None:
    for model in OF_THE_PERSON:
        model.objects.filter(user=user).delete()
    Letter.objects.filter(Q(recipient=user) | Q(to_address__iexact=user.email)).delete()
    Invitation.objects.filter(email__iexact=user.email).delete()
    DeadlineExtension.objects.filter(user=user).update(reason="")
    for copy in DataCopy.objects.filter(user=user):
        drop_copy(copy)
    PrivateFile.objects.filter(owner=user).update(owner=None, purpose=GOING, original_name="")


def _erase_name(user: User, at: datetime) -> None:
    blank = {name: None if name == "birth_on" else "" for name in Profile.PERSONAL}
    Profile.objects.filter(user=user).update(**blank)
    user.email, user.is_active, user.anonymised_at = f"{user.code}@erased.invalid", False, at
    user.set_unusable_password()
    user.save(update_fields=["email", "is_active", "anonymised_at", "password"])


def erase_due_files(*, at: datetime) -> int:
    """The bytes, then the row: a worker that is killed in between finds the row again."""
    due = PrivateFile.objects.filter(purpose=GOING).order_by("pk")
    return for_each_due("erase_file", due, _erase_file, at=at)


def _erase_file(file: PrivateFile) -> None:
    file.file.storage.delete(str(file.file.name))
    file.delete()
