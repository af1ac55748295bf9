"""One lifecycle for everything that may count: submitted by its author, confirmed by the host, verified by the programme."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.domain.days import require_day
from mentoring.letters import claim_returned, outcome_verified
from mentoring.models import ActivityLog, Claim, ClaimReview, ClaimRevision, Outcome
from mentoring.queries.contents import content_of, detail_of
from mentoring.queries.figures import REASONS, RULES, stands
from programme.domain.transitions import lock, move
from programme.kernel.errors import Refusal
from programme.kernel.letters import LetterSpec
from programme.kernel.shapes import Fields
from programme.models import User

OPEN_TO_ITS_AUTHOR = ("draft", "returned")


@transaction.atomic
def submit_claim(*, claim: Claim, by: User, at: datetime) -> Claim:
    """The author hands it in; the content is frozen as a revision."""
    _require_complete(detail_of(claim), at)
    number = claim.revisions.count() + 1
    ClaimRevision.objects.create(
        claim_id=claim.pk,
        number=number,
        content=content_of(claim),
        author=by,
        written_at=at,
        state="accepted",
        state_changed_at=at,
    )
    return move(claim, "submit", by=by, at=at, values={"submitted_at": at})


def _require_complete(row: Claim, at: datetime) -> None:
    require_day(row.placement, on=row.happened_on, what=str(row), at=at)
    if isinstance(row, Outcome) and not row.evidence.exists():
        raise Refusal(
            _("An outcome needs at least one piece of evidence. Add a document, a photo or a link."), code="no_evidence"
        )
    if isinstance(row, ActivityLog) and not row.headline.strip():
        raise Refusal(_("Say in one line what you did."), code="no_headline", field="headline")


def pull_back_claim(*, claim: Claim, by: User, at: datetime) -> Claim:
    """The author takes back what was handed in, as long as nobody has answered; it is a draft again."""
    return move(claim, "pull_back", by=by, at=at)


def discard_claim(*, claim: Claim, by: User, at: datetime) -> Claim:
    """Only a draft can disappear."""
    return move(claim, "discard", by=by, at=at)


def confirm_claim(*, claim: Claim, by: User, at: datetime, role: str = "supervisor") -> Claim:
    """The host says that it happened as written."""
    return answer_claim(claim, "confirm", by, at, role, values={"confirmed_by": by, "confirmed_at": at})


def return_claim(
    *, claim: Claim, reason: str, by: User, at: datetime, role: str = "supervisor", seen: str = ""
) -> Claim:
    """Back to the author with the reason; in the letter and on the page. A correction that waited is dropped.

    `seen` is the state in which the page showed it: a page from before undoes nothing that happened since.
    """
    if not reason.strip():
        raise Refusal(_("Write the reason; the ambassador reads it and mends it."), code="no_reason", field="reason")
    letter = claim_returned(claim, reason.strip(), f"{at:%Y%m%d%H%M%S}")
    cleared = {"confirmed_by": None, "confirmed_at": None}
    with transaction.atomic():
        _require_as_seen(claim, seen)
        answer_claim(claim, "give_back", by, at, role, reason=reason.strip(), values=cleared, letters=[letter])
        drop_corrections(claim, at=at)
    return claim


def _require_as_seen(claim: Claim, seen: str) -> None:
    if seen and lock(claim).state != seen:
        words = _("This has changed in the meantime: it is now “%(state)s”. Open the page again before you answer.")
        raise Refusal(words % {"state": claim.MACHINE.word(claim.state).label}, code="changed")


def verify_claim(*, claim: Claim, by: User, at: datetime) -> Claim:
    """The programme says that it happened. What would not count although it has to (see `RULES`) is refused.

    Only what the host confirmed can be verified. Whether it counts now is told by `stands(claim)`.
    """
    if claim.state == "submitted":
        raise Refusal(_("The host has not confirmed this yet."), code="unconfirmed")
    obstacle = stands(claim)[1]
    if obstacle and RULES[claim.kind].only_when_it_counts:
        text = _("This would not count: %(why)s. Return it with the reason.") % {"why": REASONS[obstacle]}
        raise Refusal(text, code=obstacle)
    letters = [outcome_verified(claim)] if claim.kind == Claim.Kind.OUTCOME else []
    values = {"verified_by": by, "verified_at": at}
    return answer_claim(claim, "verify", by, at, "officer", values=values, letters=letters)


def drop_corrections(claim: Claim, *, at: datetime) -> None:
    """A correction that waits makes no sense any more once the claim itself went back or is void."""
    for revision in claim.revisions.filter(state="pending"):
        move(revision, "reject", by=None, at=at)


def answer_claim(
    claim: Claim,
    name: str,
    by: User,
    at: datetime,
    role: str,
    *,
    reason: str = "",
    values: Fields | None = None,
    letters: Iterable[LetterSpec] = (),
) -> Claim:
    """Moves a claim and keeps the answer with the role in which it was given."""
    with transaction.atomic():
        move(claim, name, by=by, at=at, role=role, reason=reason, values=values, letters=letters)
        ClaimReview.objects.create(claim_id=claim.pk, reviewer=by, role=role, decision=name, comment=reason, at=at)
    return claim
