"""Who may do what with which rows: one object per model answers both questions.

`can(user, action, obj)` answers "may I?", `visible_to(user, model, purpose)` answers "which ones?". Lists, detail
pages, buttons, exports, files and Wagtail's admin ask the same object. What is invisible is a 404. A question that a
policy does not know is a fault of ours: it raises where people develop and test, and is a "no" in production.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from programme.kernel.errors import NotAllowed, NotVisible

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Row = TypeVar("Row", bound=Model)
_registry: dict[type[Model], Policy] = {}
_log = logging.getLogger(__name__)


class UnknownQuestion(LookupError):
    """A policy was asked for an action or a purpose that it never heard of, most likely a slip of the pen."""


@dataclass(frozen=True)
class Verdict:
    """The answer to "may I?": truthy when allowed, else with a reason fit for a person."""

    allowed: bool
    reason: StrOrPromise = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Verdict(True)
DENIED = Verdict(False, _("Your role does not include this. Ask the programme office if you think it should."))


def refuse(reason: StrOrPromise) -> Verdict:
    return Verdict(False, reason)


class Policy:
    """Base of all policies. Subclasses name the `purposes` of their lists, and define `rows` and `can_<action>`."""

    model: type[Model]
    purposes: tuple[str, ...] = ()  # besides "view", which everybody knows

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "visible_to" in cls.__dict__:
            raise TypeError(f"{cls.__name__} defines visible_to: define rows, so that unknown purposes are refused")

    def can(self, user: Any, action: str, obj: Model | None = None) -> Verdict:
        answer = getattr(self, f"can_{action}", None)
        if answer is None:
            self._unknown(f"does not know the action “{action}”")
            return DENIED
        verdict = answer(user, obj)
        return verdict if isinstance(verdict, Verdict) else (ALLOWED if verdict else DENIED)

    def visible_to(self, user: Any, purpose: str = "view") -> QuerySet[Any]:
        """The rows for this purpose; none for a purpose that nobody named."""
        if purpose != "view" and purpose not in self.purposes:
            self._unknown(f"does not know the purpose “{purpose}”")
            return self.model._default_manager.none()
        return self.rows(user, purpose)

    def rows(self, user: Any, purpose: str) -> QuerySet[Any]:
        return self.model._default_manager.none()

    def can_view(self, user: Any, obj: Any) -> bool:
        return obj is None or self.visible_to(user).filter(pk=obj.pk).exists()

    def _unknown(self, what: str) -> None:
        said = f"{type(self).__name__} {what}"
        if settings.LOUD_POLICIES:
            raise UnknownQuestion(said)
        _log.error(said)


def register(policy: type[Policy]) -> type[Policy]:
    """Class decorator: makes the policy the one for its model."""
    _registry[policy.model] = policy()
    return policy


def policies() -> dict[type[Model], Policy]:
    """Every model that has a policy, with it."""
    return dict(_registry)


def policy_for(thing: Model | type[Model]) -> Policy:
    model = thing if isinstance(thing, type) else type(thing)
    for ancestor in model.__mro__:
        if ancestor in _registry:
            return _registry[ancestor]
    raise LookupError(f"{model.__name__} has no policy: register one in its app's policies.py")


def can(user: Any, action: str, obj: Model | type[Model]) -> Verdict:
    """May this person do this with this record (or with this kind of record, given the class)?"""
    return policy_for(obj).can(user, action, None if isinstance(obj, type) else obj)


def visible_to(user: Any, model: type[Row], action: str = "view") -> QuerySet[Row]:
    """The rows of a model that this person may see for this purpose."""
    return policy_for(model).visible_to(user, action)


def require(user: Any, action: str, obj: Model | type[Model]) -> None:
    """Raises `NotVisible` (404) or `NotAllowed` (403 with the reason) unless the act is allowed."""
    verdict = can(user, action, obj)
    if verdict:
        return
    if isinstance(obj, type) or policy_for(obj).can_view(user, obj):
        raise NotAllowed(verdict.reason)
    raise NotVisible


def get_visible(
    user: Any, model: type[Row], *, action: str = "view", queryset: QuerySet[Any] | None = None, **lookup: Any
) -> Row:
    """The one row that matches, if this person may see it; else `NotVisible` (404)."""
    rows = visible_to(user, model, action)
    if queryset is not None:
        rows = queryset.filter(pk__in=rows.values("pk"))
    found = rows.filter(**lookup).first()
    if found is None:
        raise NotVisible
    return found
