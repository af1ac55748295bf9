"""Reviews: assigned, scored blind on the rubric, locked; then the mean is known."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from applications.domain.scoring import mean, weighted_total
from applications.letters import review_assigned
from applications.models import Application, Review, ReviewAssignment, Score
from programme.domain.audit import record_act
from programme.domain.letters import queue_letter
from programme.domain.transitions import lock, move
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.models import Role, User

REVIEW_DAYS = 14


@transaction.atomic
def assign_reviewer(*, application: Application, reviewer: User, by: User, at: datetime) -> ReviewAssignment:
    """Asks one reviewer to read one application. Conflicts and own applications are refused; asking twice changes nothing."""
    require(by, "assign", application)
    if application.state not in ("eligible", "in_review"):
        raise Refusal(_("Only applications that passed screening are read."), code="not_eligible")
    if application.applicant_id == reviewer.pk or application.conflicts.filter(person=reviewer).exists():
        raise Refusal(_("This person has a stake in the application. Choose another reviewer."), code="conflict")
    if not reviewer.grants.filter(role=Role.REVIEWER, ended_at=None).exists():
        raise Refusal(_("This person is no reviewer. Grant the role first."), code="no_reviewer")
    assignment, created = ReviewAssignment.objects.get_or_create(
        application=application, reviewer=reviewer,
        defaults={"assigned_by": by, "assigned_at": at, "due_at": at + timedelta(days=REVIEW_DAYS), "state_changed_at": at},
    )  # fmt: skip
    if created:
        record_act(act="assign", obj=assignment, by=by, at=at)
        queue_letter(spec=review_assigned(assignment), at=at)
        application = lock(application)
        if application.state == "eligible":
            move(application, "start_review", by=by, at=at)
    return assignment


@transaction.atomic
def assign_evenly(*, applications: list[Application], by: User, at: datetime) -> int:
    """Gives every application as many readers as the call asks for, the least busy first. Returns how many were asked."""
    reviewers = list(
        User.objects.filter(grants__role=Role.REVIEWER, grants__ended_at=None, is_active=True)
        .annotate(load=Count("review_assignments", filter=Q(review_assignments__state__in=("proposed", "accepted")), distinct=True))
        .distinct().order_by("load", "pk")
    )  # fmt: skip
    load = {reviewer.pk: reviewer.load for reviewer in reviewers}
    asked = 0
    for application in applications:
        busy = {row.reviewer_id for row in application.assignments.exclude(state__in=("recused", "expired"))}
        barred = (
            set(application.conflicts.values_list("person_id", flat=True))
            | {application.applicant_id}
            | set(application.assignments.values_list("reviewer_id", flat=True))
        )
        need = application.call.reviewers_per_application - len(busy)
        free = sorted(
            (reviewer for reviewer in reviewers if reviewer.pk not in barred),
            key=lambda reviewer: (load[reviewer.pk], reviewer.pk),
        )
        for reviewer in free[: max(need, 0)]:
            assign_reviewer(application=application, reviewer=reviewer, by=by, at=at)
            load[reviewer.pk] += 1
            asked += 1
    return asked


@transaction.atomic
def save_review(
    *, assignment: ReviewAssignment, levels: dict[str, int], comment: str, base_version: int, by: User, at: datetime
) -> Review:
    """Keeps a draft of a judgement; an older tab is refused. A handed-in review is locked."""
    require(by, "score", assignment)
    if assignment.state == "proposed":
        assignment = move(assignment, "begin", by=by, at=at)
    if assignment.state != "accepted":
        raise Refusal(_("This review is handed in and locked."), code="locked")
    revision = assignment.application.revisions.order_by("-number").first()
    review, _created = Review.objects.get_or_create(
        assignment=assignment, defaults={"revision": revision, "saved_at": at}
    )
    if not Review.objects.filter(pk=review.pk, version=base_version).update(
        version=F("version") + 1, comment=comment, saved_at=at
    ):
        raise Refusal(
            _("This review was saved in another tab in the meantime. Reload the page to see it."), code="stale_tab"
        )
    criteria = {row.key: row for row in assignment.application.call.rubric.criteria.all()}
    for key, level in levels.items():
        if key in criteria and 1 <= level <= assignment.application.call.rubric.max_level:
            Score.objects.update_or_create(review=review, criterion=criteria[key], defaults={"level": level})
    review.refresh_from_db()
    return review


@transaction.atomic
def submit_review(*, assignment: ReviewAssignment, by: User, at: datetime) -> Review:
    """Hands the review in for good. When it was the last one, the application's mean is written and it counts as read."""
    require(by, "score", assignment)
    review = Review.objects.filter(assignment=assignment).first()
    rubric = assignment.application.call.rubric
    weights = {row.key: row.weight for row in rubric.criteria.all()}
    levels = dict(review.scores.values_list("criterion__key", "level")) if review else {}
    if weights.keys() - levels.keys():
        raise Refusal(_("Score every criterion before handing in."), code="incomplete")
    review.total = weighted_total(levels, weights, rubric.max_level)
    review.submitted_at = at
    review.save(update_fields=["total", "submitted_at"])
    move(assignment, "finish", by=by, at=at)
    _close_if_read(assignment.application, at)
    return review


def _close_if_read(application: Application, at: datetime) -> None:
    application = lock(application)
    live = application.assignments.exclude(state__in=("recused", "expired"))
    totals = list(
        Review.objects.filter(assignment__in=live, submitted_at__isnull=False).values_list("total", flat=True)
    )
    enough = len(totals) >= application.call.reviewers_per_application and len(totals) == live.count()
    if enough and application.state == "in_review":
        move(application, "finish_review", by=None, at=at, values={"mean_score": mean(totals)})
