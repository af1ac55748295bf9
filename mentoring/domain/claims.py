"""One lifecycle for everything that may count: submitted by its author, confirmed by the host, verified by the programme."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.forms.models import model_to_dict
from django.utils.translation import gettext as _

from mentoring.letters import claim_returned, outcome_verified
from mentoring.models import ActivityLog, Claim, ClaimReview, ClaimRevision, Outcome
from mentoring.signals import claim_left_figures
from programme.domain.audit import record_act
from programme.domain.transitions import lock, move
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.models import User

NOT_CONTENT = {
    "id",
    "claim_ptr",
    "kind",
    "placement",
    "author",
    "state",
    "evidence",
    "confirmed_by",
    "verified_by",
    "week",
    "client_uuid",
}


def content_of(claim: Claim) -> dict:
    """What is stated, as plain data for a revision."""
    row = detail_of(claim)
    data = {key: value for key, value in model_to_dict(row).items() if key not in NOT_CONTENT}
    return {
        key: str(value) if isinstance(value, Decimal) or hasattr(value, "isoformat") else value
        for key, value in data.items()
    }


def detail_of(claim: Claim) -> Claim:
    """The row of the claim's own kind."""
    return (
        claim
        if type(claim) is not Claim
        else getattr(claim, {"log": "activitylog", "outcome": "outcome", "problem": "problem"}[claim.kind])
    )


@transaction.atomic
def submit_claim(*, claim: Claim, by: User, at: datetime) -> Claim:
    """The author hands it in; the content is frozen as a revision."""
    _require_complete(detail_of(claim))
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


def _require_complete(row: Claim) -> None:
    placement = row.placement
    last = placement.ended_on or placement.ends_on
    if not placement.starts_on <= row.happened_on <= last:
        raise Refusal(
            _("The day lies outside your placement (%(first)s – %(last)s). Mend the date.")
            % {"first": placement.starts_on, "last": last},
            code="outside",
        )
    if isinstance(row, Outcome) and not row.evidence.exists():
        raise Refusal(
            _("An outcome needs at least one piece of evidence. Add a document, a photo or a link."), code="no_evidence"
        )
    if isinstance(row, ActivityLog) and not row.headline.strip():
        raise Refusal(_("Say in one line what you did."), code="no_headline")


def discard_claim(*, claim: Claim, by: User, at: datetime) -> Claim:
    """Only a draft can disappear."""
    return move(claim, "discard", by=by, at=at)


def confirm_claim(*, claim: Claim, by: User, at: datetime, role: str = "supervisor") -> Claim:
    """The host says that it happened as written."""
    return _answer(claim, "confirm", by, at, role, values={"confirmed_by": by, "confirmed_at": at})


def return_claim(*, claim: Claim, reason: str, by: User, at: datetime, role: str = "supervisor") -> Claim:
    """Back to the author with the reason; in the letter and on the page."""
    if not reason.strip():
        raise Refusal(_("Write the reason; the ambassador reads it and mends it."), code="no_reason")
    letter = claim_returned(claim, reason.strip(), f"{at:%Y%m%d%H%M%S}")
    cleared = {"confirmed_by": None, "confirmed_at": None}
    return _answer(claim, "give_back", by, at, role, reason=reason.strip(), values=cleared, letters=[letter])


def verify_claim(*, claim: Claim, by: User, at: datetime) -> Claim:
    """The programme says that it counts. Outcomes need evidence of grade B or better; consent that was refused stops it."""
    if claim.kind == Claim.Kind.OUTCOME:
        best = claim.evidence.exclude(consent="refused").order_by("grade").first()
        if best is None or best.grade > 2:
            raise Refusal(
                _(
                    "The evidence is too weak: an outcome needs a record, a signed list or an official document (grade A or B). Return it with the reason."
                ),
                code="weak_evidence",
            )
        if claim.state == "submitted":
            raise Refusal(_("The host has not confirmed this yet."), code="unconfirmed")
    letters = [outcome_verified(claim)] if claim.kind == Claim.Kind.OUTCOME else []
    return _answer(claim, "verify", by, at, "officer", values={"verified_by": by, "verified_at": at}, letters=letters)


def dispute_claim(*, claim: Claim, reason: str, by: User, at: datetime) -> Claim:
    """Somebody doubts it: it leaves public figures at once, until it is settled."""
    _needs_reason(reason)
    return _leave_figures(claim, "dispute", reason, by, at)


def void_claim(*, claim: Claim, reason: str, by: User, at: datetime) -> Claim:
    """It never counts again; the row and its history stay."""
    _needs_reason(reason)
    return _leave_figures(claim, "void", reason, by, at)


def _leave_figures(claim: Claim, name: str, reason: str, by: User, at: datetime) -> Claim:
    with transaction.atomic():
        _answer(claim, name, by, at, "officer", reason=reason.strip())
        claim_left_figures.send(sender=Claim, claim=claim, at=at)
    return claim


def _needs_reason(reason: str) -> None:
    if not reason.strip():
        raise Refusal(_("Write the reason; it stays in the history."), code="no_reason")


def _answer(
    claim: Claim,
    name: str,
    by: User,
    at: datetime,
    role: str,
    *,
    reason: str = "",
    values: dict | None = None,
    letters=(),
) -> Claim:
    with transaction.atomic():
        move(claim, name, by=by, at=at, role=role, reason=reason, values=values, letters=letters)
        ClaimReview.objects.create(claim_id=claim.pk, reviewer=by, role=role, decision=name, comment=reason, at=at)
    return claim


@transaction.atomic
def propose_correction(*, claim: Claim, changes: dict, reason: str, by: User, at: datetime) -> ClaimRevision:
    """A change to something that counts waits as a revision, while the old content keeps counting."""
    require(by, "change", claim)
    _needs_reason(reason)
    if claim.state not in ("confirmed", "verified"):
        raise Refusal(_("Only confirmed work is corrected this way; change a draft directly."), code="not_counted")
    if claim.revisions.filter(state="pending").exists():
        raise Refusal(_("A correction waits already. It has to be decided first."), code="pending")
    number = claim.revisions.count() + 1
    return ClaimRevision.objects.create(
        claim_id=claim.pk,
        number=number,
        content=content_of(claim) | changes,
        author=by,
        written_at=at,
        reason=reason.strip(),
        state_changed_at=at,
    )


@transaction.atomic
def decide_correction(*, revision: ClaimRevision, accept: bool, by: User, at: datetime) -> ClaimRevision:
    """Accepting writes the new content into the row; only then does the number change."""
    revision = lock(revision)
    move(revision, "accept" if accept else "reject", by=by, at=at, values={"decided_by": by, "decided_at": at})
    if accept:
        row = detail_of(revision.claim)
        fields = {
            name
            for name in (field.name for field in type(row)._meta.concrete_fields)
            if name in revision.content and name not in NOT_CONTENT
        }
        for name in fields - {"created_at", "submitted_at", "confirmed_at", "verified_at", "state_changed_at"}:
            setattr(row, name, row._meta.get_field(name).to_python(revision.content[name]))
        row.save(
            update_fields=[
                name
                for name in fields - {"created_at", "submitted_at", "confirmed_at", "verified_at", "state_changed_at"}
            ]
        )
        record_act(act="correct", obj=revision.claim, by=by, at=at, data={"revision": revision.number})
    return revision
