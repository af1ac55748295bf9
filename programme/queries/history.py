"""The story of one record, for whoever may read it."""

from django.db.models import Model

from programme.kernel.policies import visible_to
from programme.models import AuditEntry, User

NEWEST = 50


def story_of(obj: Model, reader: User) -> list[AuditEntry]:
    """What was done to one record, newest first; empty for those who may see the record but not its history."""
    rows = visible_to(reader, AuditEntry).filter(
        object_type=obj._meta.label_lower, object_code=str(getattr(obj, "code", ""))
    )
    return list(rows.select_related("actor__profile").order_by("-at", "-pk")[:NEWEST])
