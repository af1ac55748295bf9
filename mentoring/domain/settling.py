"""Doubt: a claim is disputed and leaves the figures at once, is settled, or never counts again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.domain.claims import answer_claim, drop_corrections
from mentoring.letters import claim_disputed, claim_returned, claim_settled
from mentoring.models import Claim
from mentoring.signals import claim_left_figures
from programme.kernel.errors import Refusal
from programme.models import User

UNVERIFIED = {"verified_by": None, "verified_at": None}


def dispute_claim(*, claim: Claim, reason: str, by: User, at: datetime) -> Claim:
    """Somebody doubts it: it leaves public figures at once, until it is settled. Its author is told why."""
    reason = needs_reason(reason)
    letter = claim_disputed(claim, reason, f"{at:%Y%m%d%H%M%S}")
    with transaction.atomic():
        answer_claim(claim, "dispute", by, at, "officer", reason=reason, letters=[letter])
        claim_left_figures.send(sender=Claim, claim=claim, at=at)
    return claim


def void_claim(*, claim: Claim, reason: str, by: User, at: datetime) -> Claim:
    """It never counts again; the row and its history stay."""
    reason = needs_reason(reason)
    with transaction.atomic():
        answer_claim(claim, "void", by, at, "officer", reason=reason)
        drop_corrections(claim, at=at)
        claim_left_figures.send(sender=Claim, claim=claim, at=at)
    return claim


def settle_claim(*, claim: Claim, reason: str, by: User, at: datetime) -> Claim:
    """The doubt is cleared: the claim stands where the host left it, and is verified anew before it counts again."""
    reason = needs_reason(reason)
    name = "settle" if claim.confirmed_by_id else "settle_to_host"
    letter = claim_settled(claim, reason, f"{at:%Y%m%d%H%M%S}")
    return answer_claim(claim, name, by, at, "officer", reason=reason, values=UNVERIFIED, letters=[letter])


def settle_to_author(*, claim: Claim, reason: str, by: User, at: datetime) -> Claim:
    """The doubt was right and can be mended: back to the author, with everything to be confirmed anew."""
    reason = needs_reason(reason)
    values = UNVERIFIED | {"confirmed_by": None, "confirmed_at": None}
    letter = claim_returned(claim, reason, f"{at:%Y%m%d%H%M%S}")
    with transaction.atomic():
        answer_claim(claim, "settle_to_author", by, at, "officer", reason=reason, values=values, letters=[letter])
        drop_corrections(claim, at=at)
    return claim


def needs_reason(reason: str) -> str:
    if not reason.strip():
        raise Refusal(_("Write the reason; it stays in the history."), code="no_reason", field="reason")
    return reason.strip()
