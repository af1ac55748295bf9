"""What people do with their letters: open them, and choose which also come by mail."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from programme.domain.audit import record_act
from programme.kernel.letters import Topic
from programme.models import Letter, LetterChoice, User
from programme.queries.letters import inbox_of


def open_letter(*, letter: Letter, at: datetime) -> Letter:
    """Marks a letter as read; the first time counts."""
    if letter.read_at is None:
        Letter.objects.filter(pk=letter.pk, read_at=None).update(read_at=at)
        letter.read_at = at
    return letter


def open_all_letters(*, user: User, at: datetime) -> int:
    """Marks every letter that the person could see until now as read; returns how many were not."""
    return inbox_of(user).filter(read_at=None, created_at__lte=at).update(read_at=at)


@transaction.atomic
def choose_letters(*, user: User, by_mail: Collection[str], at: datetime) -> None:
    """Which topics also come by mail; the others stay in the inbox only. What is needed always comes.

    Letters that wait to be sent follow the new choice. What was switched off keeps the day on which it was.
    """
    off = {topic for topic in Topic if topic.may_rest and topic not in by_mail}
    kept = set(user.letter_choices.values_list("topic", flat=True))
    if off == kept:
        return
    user.letter_choices.exclude(topic__in=off).delete()
    LetterChoice.objects.bulk_create(
        [LetterChoice(user=user, topic=topic, chosen_at=at) for topic in Topic if topic in off - kept]
    )
    record_act(act="choose_letters", obj=user, by=user, at=at, data={"off": sorted(off)})


@transaction.atomic
def switch_off(*, user: User, topic: Topic, at: datetime) -> bool:
    """Ends one topic by mail, for whoever holds the address in a letter. Pressed twice it changes nothing."""
    if not topic.may_rest:
        return False
    _choice, created = LetterChoice.objects.get_or_create(user=user, topic=topic, defaults={"chosen_at": at})
    if created:
        record_act(act="choose_letters", obj=user, by=user, at=at, data={"off": [topic.value]})
    return created
