"""A change to something that counts: it waits as a revision while the old content keeps counting."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.domain.contents import write_content
from mentoring.domain.days import require_day
from mentoring.domain.settling import needs_reason
from mentoring.letters import correction_decided
from mentoring.models import Claim, ClaimRevision
from mentoring.queries.contents import content_of, plain
from programme.domain.audit import record_act
from programme.domain.transitions import lock, move
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.kernel.shapes import Fields
from programme.models import User

CORRECTED = ("confirmed", "verified")


@transaction.atomic
def propose_correction(*, claim: Claim, changes: Fields, reason: str, by: User, at: datetime) -> ClaimRevision:
    """The author proposes other content, with the reason. Nothing changes before it is decided."""
    require(by, "change", claim)
    reason = needs_reason(reason)
    if claim.state not in CORRECTED:
        raise Refusal(_("Only confirmed work is corrected this way; change a draft directly."), code="not_counted")
    if claim.revisions.filter(state="pending").exists():
        raise Refusal(_("A correction waits already. It has to be decided first."), code="pending")
    content = content_of(claim)
    wanted = content | {key: plain(value) for key, value in changes.items()}
    if wanted == content:
        raise Refusal(_("Nothing is different. Change what is wrong, then propose it."), code="no_change")
    require_day(claim.placement, on=date.fromisoformat(wanted["happened_on"]), what=str(claim), at=at)
    revision = ClaimRevision.objects.create(
        claim_id=claim.pk,
        number=claim.revisions.count() + 1,
        content=wanted,
        author=by,
        written_at=at,
        reason=reason,
        state_changed_at=at,
    )
    record_act(act="propose_correction", obj=claim, by=by, at=at, reason=reason, data={"revision": revision.number})
    return revision


@transaction.atomic
def decide_correction(
    *, revision: ClaimRevision, accept: bool, by: User, at: datetime, reason: str = ""
) -> ClaimRevision:
    """Accepting writes the new content into the row; only then does the number change. The author is told."""
    revision = lock(revision)
    claim = lock(revision.claim)
    if accept and claim.state not in CORRECTED:
        raise Refusal(_("This no longer stands as confirmed, so it cannot be corrected this way."), code="not_counted")
    if not accept:
        needs_reason(reason)
    values, letter = {"decided_by": by, "decided_at": at}, correction_decided(revision, accept, reason.strip())
    name = "accept" if accept else "reject"
    move(revision, name, by=by, at=at, values=values, reason=reason.strip(), letters=[letter])
    if accept:
        write_content(claim, revision.content)
        record_act(act="correct", obj=claim, by=by, at=at, data={"revision": revision.number})
    return revision
