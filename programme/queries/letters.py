"""Letters that somebody has to see to."""

from django.db.models import QuerySet

from programme.models import Letter

LOST = "lost"


def lost(rows: QuerySet[Letter]) -> QuerySet[Letter]:
    """They did not arrive and nobody has sent them again: the count on the work list and the list behind it."""
    return rows.filter(state__in=("failed", "bounced"))
