"""The one door through which any state changes."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from programme.domain.audit import record_act
from programme.domain.letters import queue_letter
from programme.kernel.errors import Refusal
from programme.kernel.letters import LetterSpec
from programme.kernel.policies import require
from programme.kernel.shapes import Fields
from programme.models import Stateful, User

Thing = TypeVar("Thing", bound=Stateful)


def move(
    obj: Thing,
    name: str,
    *,
    by: User | None,
    at: datetime,
    role: str = "",
    reason: str = "",
    values: Fields | None = None,
    data: dict[str, Any] | None = None,
    letters: Iterable[LetterSpec] = (),
) -> Thing:
    """Moves a record to its next state, or refuses and changes nothing.

    Asks the policy whether `by` may (nobody = the system itself), swaps the state in one guarded UPDATE so that of two
    people pressing at once only one succeeds, sets `values` in the same UPDATE, writes the audit entry and queues the
    letters: all in one transaction.
    """
    step = obj.MACHINE.move(name)
    if by is not None:
        require(by, step.asked, obj)
    source = obj.state
    changes = {"state": step.target, "state_changed_at": at, **(values or {})}
    with transaction.atomic(savepoint=False):  # a refusal comes before the first write: there is nothing to go back to
        rows = state_table(obj).filter(pk=obj.pk, state=source)
        is_moved = source in step.sources and rows.update(**changes)
        if is_moved:
            for field, value in changes.items():
                setattr(obj, field, value)
            record_act(
                act=name, obj=obj, by=by, at=at, role=role, source=source, target=step.target, reason=reason, data=data
            )
            for spec in letters:
                queue_letter(spec=spec, at=at)
    if not is_moved:
        raise stale(obj)
    return obj


def state_table(obj: Stateful) -> QuerySet[Model]:
    """The rows of the model that holds the state column, so that the swap is one UPDATE even for inherited tables."""
    return type(obj)._meta.get_field("state").model._default_manager.all()


def stale(obj: Stateful) -> Refusal:
    """The refusal for a record that is no longer where the person saw it."""
    current = state_table(obj).filter(pk=obj.pk).values_list("state", flat=True).first()
    label = obj.MACHINE.word(current).label if current else _("gone")
    return Refusal(
        _(
            "This has changed in the meantime: it is now “%(state)s”. Nothing was changed; reload the page to see where it stands."
        )
        % {"state": label},
        code="stale",
    )


def lock(obj: Thing, *related: str) -> Thing:
    """The same object, fresh and locked until the end of the transaction (SQLite locks the whole file anyway).

    `related` are read with it and not locked.
    """
    rows = type(obj)._default_manager
    alone, joined = rows.select_for_update(), rows.select_for_update(of=("self",)).select_related(*related)
    obj.refresh_from_db(from_queryset=joined if related else alone)
    return obj
