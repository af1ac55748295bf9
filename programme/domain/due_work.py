"""Work that is due, row by row: one that fails stops no other, is tried again later, and at last waits for a person."""

import logging
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import get_language, override

from programme.domain.audit import record_act
from programme.kernel.doorbell import ring
from programme.kernel.errors import Refusal
from programme.kernel.jobs import job_named
from programme.kernel.policies import require
from programme.kernel.text import clean
from programme.models import FailedWork, User

logger = logging.getLogger(__name__)
Row = TypeVar("Row", bound=Model)
Act = Callable[[Row], object]
GiveUp = Callable[[Row, str], object]

MAX_ATTEMPTS = 8
FIRST_WAIT = timedelta(minutes=1)  # then twice as long each time: given up after about two hours


def for_each_due(
    job: str,
    rows: QuerySet[Row],
    act: Act[Row],
    *,
    at: datetime,
    limit: int | None = None,
    in_one: bool = True,
    only_rows: bool | None = None,
    relevant: QuerySet[Row] | None = None,
    give_up: GiveUp[Row] | None = None,
) -> int:
    """Does `act` with every due row and returns how many were done; a row whose act fails stops no other.

    Each row is read again, locked, and done in a transaction of its own: of two workers one does it, and a worker that
    is killed leaves it whole or untouched. `in_one=False` is for acts that keep their own transactions and claim the
    row themselves (those that speak to the outside). An act that returns False did nothing. `only_rows`: all that the
    act does can be undone by the database; so it is where an act has one transaction, unless told.

    A failure is written down beside the row, which is left alone for a while, longer each time. After the last attempt
    it stands on the work list until somebody asks to try again; `give_up` may then move the row to a state of its own.
    What is not among `relevant` (else: the due rows) any more is forgotten.
    """
    label = rows.model._meta.label_lower
    failures = FailedWork.objects.filter(job=job, object_type=label)
    if failures.exists():
        failures.exclude(object_id__in=(rows if relevant is None else relevant).order_by().values("pk")).delete()
    resting = failures.exclude(given_up_at=None, next_at__lte=at).values("object_id")
    due = list(rows.exclude(pk__in=resting).values_list("pk", flat=True)[:limit])
    sweep = _Sweep(job, rows, act, at, in_one, in_one if only_rows is None else only_rows, give_up)
    return sum(sweep.attempt(pk) for pk in due)


@dataclass(frozen=True)
class _Sweep(Generic[Row]):
    """One call of `for_each_due`."""

    job: str
    rows: QuerySet[Row]
    act: Act[Row]
    at: datetime
    in_one: bool
    only_rows: bool
    give_up: GiveUp[Row] | None

    def attempt(self, pk: int) -> int:
        row, label = None, self.rows.model._meta.label_lower
        try:
            with transaction.atomic() if self.in_one else nullcontext():
                row = (_locked(self.rows) if self.in_one else self.rows).filter(pk=pk).first()
                if row is None or self.act(row) is False:  # another worker was faster, or it is not due any more
                    return 0
                FailedWork.objects.filter(job=self.job, object_type=label, object_id=pk).delete()
        except Exception as error:  # whatever it is: the rows after this one have done nothing wrong
            if row is None:  # the database itself does not answer
                raise
            self.note(row, error)
            return 0
        return 1

    def note(self, row: Row, error: Exception) -> None:
        is_refusal = isinstance(error, Refusal)
        said = str(error) if is_refusal else f"{type(error).__name__}: {error}"
        trace = None if is_refusal else error
        logger.warning("%s: %s %s: %s", self.job, row._meta.label_lower, row.pk, said, exc_info=trace)
        words = in_each_language(error, self.again(row)) if isinstance(error, Refusal) else {}
        with transaction.atomic():
            failure = note_failure(job=self.job, row=row, error=said, is_refusal=is_refusal, words=words, at=self.at)
            if failure.given_up_at and self.give_up:
                self.give_up(row, said)

    def again(self, row: Row) -> Callable[[], object] | None:
        """The act with the row as it stands, where all that it does can be undone."""
        return (lambda: self.act(self.rows.get(pk=row.pk))) if self.only_rows else None


def _locked(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Rows that another worker holds are left to it."""
    return rows.select_for_update(skip_locked=True, no_key=True, of=("self",))


def in_each_language(refusal: Refusal, again: Callable[[], object] | None) -> dict[str, str]:
    """What a refusal says to readers of each language.

    A sentence with names and days in it cannot be translated afterwards: the act is tried once more in each other
    language, for its words, and undone whatever it does. Without `again` the sentence stays in the language it was
    said in.
    """
    words = {get_language() or settings.LANGUAGE_CODE: str(refusal)}
    if again is None:
        return words
    for language in [code for code, _name in settings.LANGUAGES if code not in words]:
        with override(language), transaction.atomic():
            try:
                again()
            except Exception as same:  # only the words of the same refusal are of interest
                if isinstance(same, Refusal) and same.code == refusal.code:
                    words[language] = str(same)
            transaction.set_rollback(True)
    return words


@transaction.atomic
def note_failure(
    *,
    job: str,
    row: Model,
    error: str,
    is_refusal: bool,
    at: datetime,
    words: dict[str, str] | None = None,
    attempts: int = 1,
) -> FailedWork:
    """Writes down that a job could not do one record. `attempts=MAX_ATTEMPTS` gives it up at once.

    `words`: the refusal by language, for those who read another one than the worker speaks."""
    failure, _created = FailedWork.objects.select_for_update().get_or_create(
        job=job,
        object_type=row._meta.label_lower,
        object_id=row.pk,
        defaults={"first_failed_at": at, "last_failed_at": at, "next_at": at},
    )
    failure.attempts = min(failure.attempts + attempts, MAX_ATTEMPTS)
    failure.last_error = clean(error)[:500]
    failure.words = {language: clean(said)[:500] for language, said in (words or {}).items()}
    failure.is_refusal, failure.last_failed_at = is_refusal, at
    failure.next_at = at + FIRST_WAIT * 2 ** (failure.attempts - 1)
    failure.given_up_at = at if failure.attempts >= MAX_ATTEMPTS else None
    failure.save()
    return failure


@transaction.atomic
def try_again(*, failure: FailedWork, by: User, at: datetime) -> FailedWork:
    """An officer has mended the cause: the job takes the record up again at once, with all its attempts."""
    require(by, "try_again", failure)
    failure.attempts, failure.next_at, failure.given_up_at = 0, at, None
    failure.save(update_fields=["attempts", "next_at", "given_up_at"])
    record_act(act="try_again", obj=failure, by=by, at=at, data={"job": failure.job})
    if bell := job_named(failure.job).bell:
        ring(bell)
    return failure
