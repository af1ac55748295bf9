"""Who may do what with which rows: one object per model answers both questions.

`can(user, action, obj)` answers "may I?", `visible_to(user, action)` answers "which ones?". Lists, detail pages,
buttons, exports, files and Wagtail's admin ask the same object. What is invisible is a 404.
"""

from dataclasses import dataclass

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from programme.kernel.errors import NotAllowed, NotVisible

_registry: dict[type[Model], "Policy"] = {}


@dataclass(frozen=True)
class Verdict:
    """The answer to "may I?": truthy when allowed, else with a reason fit for a person."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Verdict(True)
DENIED = Verdict(False, _("Your role does not include this. Ask the programme office if you think it should."))


def refuse(reason: str) -> Verdict:
    return Verdict(False, reason)


class Policy:
    """Base of all policies. Subclasses define `can_<action>(user, obj)` and `visible_to`."""

    model: type[Model]

    def can(self, user, action: str, obj: Model | None = None) -> Verdict:
        answer = getattr(self, f"can_{action}", None)
        if answer is None:
            return DENIED
        verdict = answer(user, obj)
        return verdict if isinstance(verdict, Verdict) else (ALLOWED if verdict else DENIED)

    def visible_to(self, user, action: str = "view") -> QuerySet:
        return self.model._default_manager.none()

    def can_view(self, user, obj) -> bool:
        return obj is None or self.visible_to(user).filter(pk=obj.pk).exists()


def register(policy: type[Policy]) -> type[Policy]:
    """Class decorator: makes the policy the one for its model."""
    _registry[policy.model] = policy()
    return policy


def policy_for(thing: Model | type[Model]) -> Policy:
    model = thing if isinstance(thing, type) else type(thing)
    for ancestor in model.__mro__:
        if ancestor in _registry:
            return _registry[ancestor]
    raise LookupError(f"{model.__name__} has no policy: register one in its app's policies.py")


def can(user, action: str, obj: Model | type[Model]) -> Verdict:
    """May this person do this with this record (or with this kind of record, given the class)?"""
    return policy_for(obj).can(user, action, None if isinstance(obj, type) else obj)


def visible_to(user, model: type[Model], action: str = "view") -> QuerySet:
    """The rows of a model that this person may see for this purpose."""
    return policy_for(model).visible_to(user, action)


def require(user, action: str, obj: Model | type[Model]) -> None:
    """Raises `NotVisible` (404) or `NotAllowed` (403 with the reason) unless the act is allowed."""
    verdict = can(user, action, obj)
    if verdict:
        return
    if isinstance(obj, type) or policy_for(obj).can_view(user, obj):
        raise NotAllowed(verdict.reason)
    raise NotVisible


def get_visible(user, model: type[Model], *, action: str = "view", queryset: QuerySet | None = None, **lookup) -> Model:
    """The one row that matches, if this person may see it; else `NotVisible` (404)."""
    rows = visible_to(user, model, action)
    if queryset is not None:
        rows = queryset.filter(pk__in=rows.values("pk"))
    found = rows.filter(**lookup).first()
    if found is None:
        raise NotVisible
    return found
