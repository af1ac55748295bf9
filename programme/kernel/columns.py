"""Columns that follow from others of the same row."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from programme.kernel.thai import sort_key

BELOW_EVERYTHING = "\t"  # sorts before every letter, so that a shorter name stands before a longer one


class OrderKey(models.CharField):  # type: ignore[type-arg] # fields are generic for readers of types only
    """What a list is sorted by: the Thai dictionary's key of other columns, written anew whenever the row is saved.

    `of`: the columns it is made from; the empty ones are left out. Compared letter by letter on every database.
    """

    def __init__(self, *args: Any, of: tuple[str, ...] = (), **kwargs: Any) -> None:
        self.of = of
        super().__init__(*args, **{"max_length": 450, "editable": False, "default": "", **kwargs})

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        by_letter = {"collation": "C"} if connection.vendor == "postgresql" else {}
        return super().db_parameters(connection) | by_letter

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = self.made_from(*(getattr(model_instance, name) for name in self.of))
        setattr(model_instance, self.attname, value)
        return value

    def made_from(self, *texts: str) -> str:
        return BELOW_EVERYTHING.join(sort_key(" ".join(text for text in texts if text)))[: self.max_length]
