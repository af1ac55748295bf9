"""What most records share: a public code, a state behind one door, a name in two languages."""

import random
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from programme.kernel.columns import OrderKey
from programme.kernel.states import Machine, Word

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0/o, 1/l/i: codes are read aloud on the telephone


_true_dice = secrets.SystemRandom()
_dice: ContextVar[random.Random | None] = ContextVar("dice", default=None)


def new_code() -> str:
    """A public code of ten characters, safe to read aloud (about 49 bits)."""
    return "".join((_dice.get() or _true_dice).choice(ALPHABET) for _ in range(10))


@contextmanager
def repeatable_codes(seed: int) -> Iterator[None]:
    """The same codes every time: only for the demo world, whose telling has to be the same on every machine."""
    token = _dice.set(random.Random(seed))
    try:
        yield
    finally:
        _dice.reset(token)


class Coded(models.Model):
    """A record that addresses name by `code`, never by its primary key."""

    code = models.CharField(max_length=20, unique=True, default=new_code, editable=False)

    class Meta:
        abstract = True


class Stateful(models.Model):
    """A record whose `state` only `programme.domain.transitions.move` may change."""

    MACHINE: Machine

    state = models.CharField(max_length=20, db_index=True)
    state_changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.state and "state" not in self.get_deferred_fields():
            self.state = self.MACHINE.initial

    @property
    def word(self) -> Word:
        return self.MACHINE.word(self.state)


def in_language(field: str) -> property:
    """A property that reads `field_en` in English and `field_th` in Thai, or the other where one is empty."""

    def read(self) -> str:
        first, second = ("en", "th") if (get_language() or "th").startswith("en") else ("th", "en")
        return getattr(self, f"{field}_{first}") or getattr(self, f"{field}_{second}")

    return property(read)


class Named(models.Model):
    """A record with a Thai and an English name; `name` is the one for the current language. Lists sort by `order_key`."""

    name_th = models.CharField(_("name, Thai"), max_length=200)
    name_en = models.CharField(_("name, English"), max_length=200, blank=True)
    order_key = OrderKey(of=("name_th",))
    name = in_language("name")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Domain(models.TextChoices):
    """The seven domains of a smart city, in the order that is fixed everywhere."""

    ENVIRONMENT = "env"
    ECONOMY = "eco"
    MOBILITY = "mob"
    ENERGY = "ene"
    PEOPLE = "peo"
    LIVING = "liv"
    GOVERNANCE = "gov"
