"""Everything that is held about a person, as one archive: made by the worker, kept for its owner, gone after some days."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from tempfile import TemporaryFile
from typing import IO

from django.core.files import File
from django.db import transaction
from django.utils.translation import override

from programme.domain.audit import record_act
from programme.domain.due_work import for_each_due
from programme.domain.letters import queue_letter
from programme.kernel.doorbell import ring
from programme.kernel.privacy import archive, copies_for
from programme.letters import copy_ready
from programme.models import DataCopy, User
from programme.models.data_rights import copy_path
from programme.privacy import openers_of

Opener = tuple[str, Callable[[], IO[bytes]]]
BATCH = 20


@transaction.atomic
def ask_copy(*, user: User, at: datetime) -> DataCopy:
    """Orders the archive. One that is being made is found again; one that was ready makes room for the newer."""
    ready = DataCopy.objects.select_for_update().filter(user=user, ready_at__isnull=False).first()
    if ready:
        drop_copy(ready)
    copy, is_new = DataCopy.objects.get_or_create(user=user, defaults={"asked_at": at})
    if is_new:
        record_act(act="ask_copy", obj=user, by=user, at=at)
        ring("copy asked")
    return copy


def make_due_archives(*, at: datetime) -> int:
    """Makes what was asked for, and tells its owner by letter. Safe to repeat and to kill: it is made anew."""
    due = DataCopy.objects.filter(ready_at=None, user__is_active=True).select_related("user__profile")
    act = partial(_make, at=at)
    return for_each_due("make_data_copy", due.order_by("asked_at", "pk"), act, at=at, limit=BATCH, in_one=False)


def _make(copy: DataCopy, *, at: datetime) -> bool:
    """Packed first, which may take minutes; only then is the row locked, and looked at again."""
    profile = getattr(copy.user, "profile", None)
    with TemporaryFile() as packed:
        with override(profile.language if profile else "th"):
            for piece in archive(copies_for(copy.user), _counted(copy, openers_of(copy.user))):
                packed.write(piece)
        size = packed.tell()
        packed.seek(0)
        with transaction.atomic():
            fresh = DataCopy.objects.select_for_update().filter(pk=copy.pk, ready_at=None).first()
            if fresh is None:
                return False
            fresh.file.storage.delete(copy_path(fresh, ""))  # what a killed worker may have left
            fresh.file.save("", File(packed), save=False)
            fresh.ready_at, fresh.size = at, size
            fresh.save()
            queue_letter(spec=copy_ready(fresh), at=at)
    return True


def _counted(copy: DataCopy, openers: list[Opener]) -> Iterator[Opener]:
    """The files, each written down when its turn has come: how far it is can be read meanwhile."""
    mine = DataCopy.objects.filter(pk=copy.pk)
    mine.update(files_total=len(openers), files_done=0)
    for number, opener in enumerate(openers, start=1):
        yield opener
        mine.update(files_done=number)


def drop_copy(copy: DataCopy) -> None:
    """The archive first: a row without a file is found again, a file without a row is not."""
    copy.file.storage.delete(copy_path(copy, ""))
    copy.delete()


def drop_old_archives(*, at: datetime) -> int:
    due = DataCopy.objects.filter(ready_at__lte=at - DataCopy.KEPT).order_by("pk")
    return for_each_due("drop_data_copy", due, drop_copy, at=at)
