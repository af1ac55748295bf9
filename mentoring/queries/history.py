"""The story of one claim, whichever of its two tables an act was written down with."""

from mentoring.models import Claim
from mentoring.queries.contents import detail_of
from programme.models import AuditEntry, User
from programme.queries.history import story_of


def history_of(claim: Claim, reader: User) -> list[AuditEntry]:
    """Newest first."""
    base = Claim(pk=claim.pk, code=claim.code)
    found = {entry.pk: entry for row in (base, detail_of(claim)) for entry in story_of(row, reader)}
    return sorted(found.values(), key=lambda entry: (entry.at, entry.pk), reverse=True)
