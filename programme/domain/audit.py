"""The append-only story of every record."""

from datetime import datetime
from typing import Any

from django.db.models import Model

from programme.models import AuditEntry, User

SYSTEM = "system"


def record_act(
    *,
    act: str,
    obj: Model,
    by: User | None,
    at: datetime,
    role: str = "",
    source: str = "",
    target: str = "",
    reason: str = "",
    data: dict[str, Any] | None = None,
) -> AuditEntry:
    """Writes down one act. Call it inside the transaction that does the act."""
    return AuditEntry.objects.create(
        at=at,
        actor=by,
        actor_role=role or ("" if by else SYSTEM),
        act=act,
        object_type=obj._meta.label_lower,
        object_code=str(getattr(obj, "code", obj.pk)),
        source=source,
        target=target,
        reason=reason,
        data=data or {},
    )
