"""Reviews: scored on the rubric, handed in for good; after the last one the mean is known."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from applications.domain.scoring import mean, weighted_total
from applications.models import Application, Review, ReviewAssignment, Score
from programme.domain.transitions import lock, move
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.models import User


@transaction.atomic
def save_review(
    *, assignment: ReviewAssignment, levels: dict[str, int], comment: str, note_to_applicant: str = "",
    base_version: int, by: User, at: datetime,
) -> Review:  # fmt: skip
    """Keeps a draft of a judgement; an older tab is refused. A handed-in review is locked."""
    require(by, "score", assignment)
    if assignment.state == "proposed":
        assignment = move(assignment, "begin", by=by, at=at)
    if assignment.state != "accepted":
        raise Refusal(_("This review is handed in and locked."), code="locked")
    revision = assignment.application.revisions.latest("number")
    review, _created = Review.objects.get_or_create(
        assignment=assignment, defaults={"revision": revision, "saved_at": at}
    )
    if not Review.objects.filter(pk=review.pk, version=base_version).update(
        version=F("version") + 1, comment=comment, note_to_applicant=note_to_applicant, saved_at=at
    ):
        raise Refusal(
            _(
                "This review was saved in another tab in the meantime. Both stand on the page: choose, and press again. Until then nothing is overwritten."
            ),
            code="stale_tab",
        )
    criteria = {row.key: row for row in assignment.application.call.rubric.criteria.all()}
    for key, level in levels.items():
        if key in criteria and 1 <= level <= assignment.application.call.rubric.max_level:
            Score.objects.update_or_create(review=review, criterion=criteria[key], defaults={"level": level})
    review.refresh_from_db()
    return review


@transaction.atomic
def hand_in(
    *, assignment: ReviewAssignment, levels: dict[str, int], comment: str, note_to_applicant: str = "",
    base_version: int, by: User, at: datetime,
) -> Review:  # fmt: skip
    """What stands on the page is kept and handed in at once: all of it, or nothing."""
    words = {"comment": comment, "note_to_applicant": note_to_applicant}
    save_review(assignment=assignment, levels=levels, **words, base_version=base_version, by=by, at=at)
    assignment.refresh_from_db()
    return submit_review(assignment=assignment, by=by, at=at)


@transaction.atomic
def submit_review(*, assignment: ReviewAssignment, by: User, at: datetime) -> Review:
    """Hands the review in for good. When it was the last one, the application's mean is written and it counts as read."""
    require(by, "score", assignment)
    review = Review.objects.filter(assignment=assignment).first()
    rubric = assignment.application.call.rubric
    weights = {row.key: row.weight for row in rubric.criteria.all()}
    levels = dict(review.scores.values_list("criterion__key", "level")) if review else {}
    if review is None or weights.keys() - levels.keys():
        raise Refusal(_("Score every criterion before handing in."), code="incomplete")
    review.total = weighted_total(levels, weights, rubric.max_level)
    review.submitted_at = at
    review.save(update_fields=["total", "submitted_at"])
    move(assignment, "finish", by=by, at=at)
    close_if_read(assignment.application, at)
    return review


def close_if_read(application: Application, at: datetime) -> None:
    """Once enough readers have scored and none is still at it, the mean is written and the application counts as read.

    Called whenever a reading ends, by its score or without one: a reader who leaves may be the last that was waited for.
    """
    application = lock(application)
    live = application.assignments.exclude(state__in=ReviewAssignment.MACHINE.codes("ended"))
    totals = list(
        Review.objects.filter(assignment__in=live, submitted_at__isnull=False).values_list("total", flat=True)
    )
    enough = len(totals) >= application.call.reviewers_per_application and len(totals) == live.count()
    if enough and application.state == "in_review":
        move(
            application,
            "finish_review",
            by=None,
            at=at,
            values={"mean_score": mean([total for total in totals if total is not None])},
        )
