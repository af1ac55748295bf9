"""Readers of an application: asked, reminded, given more time, replaced, or no longer needed."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from applications.domain.reviews import close_if_read
from applications.letters import reading_ended, reading_extended, reading_reminder, review_assigned
from applications.models import Application, ReviewAssignment
from applications.policies import stake_in
from programme.domain.audit import record_act
from programme.domain.letters import queue_letter
from programme.domain.transitions import lock, move
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.models import Role, User

REVIEW_DAYS = 14
OPEN = ("proposed", "accepted")
BETWEEN_REMINDERS = timedelta(days=1)


def reviewers() -> QuerySet[User]:
    """Those who can be asked, whoever the application is of."""
    return User.objects.filter(grants__role=Role.REVIEWER, grants__ended_at=None, is_active=True).distinct()


@transaction.atomic
def assign_reviewer(*, application: Application, reviewer: User, by: User, at: datetime) -> ReviewAssignment:
    """Asks one reviewer to read one application; one who was let go before may be asked again.

    Whoever has a stake is refused; asking somebody who is at it changes nothing.
    """
    require(by, "assign", application)
    if application.state not in ("eligible", "in_review"):
        raise Refusal(_("Only applications that passed screening are read."), code="not_eligible")
    if not stake_in(reviewer, application):
        raise Refusal(_("This person has a stake in the application. Choose another reviewer."), code="conflict")
    if not reviewers().filter(pk=reviewer.pk).exists():
        raise Refusal(_("This person is no reviewer. Grant the role first."), code="no_reviewer")
    due = at + timedelta(days=REVIEW_DAYS)
    assignment, created = ReviewAssignment.objects.get_or_create(
        application=application, reviewer=reviewer,
        defaults={"assigned_by": by, "assigned_at": at, "due_at": due, "state_changed_at": at},
    )  # fmt: skip
    if created:
        record_act(act="assign", obj=assignment, by=by, at=at)
    elif assignment.state in ReviewAssignment.MACHINE.codes("ended"):
        values = {"assigned_by": by, "assigned_at": at, "due_at": due, "reminded_at": None}
        assignment = move(assignment, "reopen", by=by, at=at, values=values)
    else:
        return assignment
    queue_letter(spec=review_assigned(assignment), at=at)
    application = lock(application)
    if application.state == "eligible":
        move(application, "start_review", by=by, at=at)
    return assignment


@transaction.atomic
def assign_evenly(*, applications: list[Application], by: User, at: datetime) -> int:
    """Gives every application as many readers as the call asks for, the least busy first. Returns how many were asked."""
    busy = Count("review_assignments", filter=Q(review_assignments__state__in=OPEN), distinct=True)
    people = list(reviewers().annotate(load=busy).order_by("load", "pk"))
    load = {reviewer.pk: reviewer.load for reviewer in people}
    asked = 0
    for application in applications:
        rows = application.assignments.all()
        live = rows.exclude(state__in=ReviewAssignment.MACHINE.codes("ended")).count()
        barred = (
            set(application.conflicts.values_list("person_id", flat=True))
            | {application.applicant_id}
            | set(rows.values_list("reviewer_id", flat=True))
        )
        free = sorted(
            (reviewer for reviewer in people if reviewer.pk not in barred),
            key=lambda reviewer: (load[reviewer.pk], reviewer.pk),
        )
        for reviewer in free[: max(application.call.reviewers_per_application - live, 0)]:
            assign_reviewer(application=application, reviewer=reviewer, by=by, at=at)
            load[reviewer.pk] += 1
            asked += 1
    return asked


@transaction.atomic
def remind_reader(*, assignment: ReviewAssignment, by: User, at: datetime) -> ReviewAssignment:
    """A letter to a reader who has not scored yet; at most one a day."""
    assignment = _mark_reminded(assignment, by, at)
    queue_letter(spec=reading_reminder([assignment]), at=at)
    return assignment


def _mark_reminded(assignment: ReviewAssignment, by: User, at: datetime) -> ReviewAssignment:
    assignment = _open(assignment, by)
    if assignment.reminded_at and at < assignment.reminded_at + BETWEEN_REMINDERS:
        raise Refusal(_("This reader was reminded within the last day. Wait, or ask another reader."), code="too_soon")
    ReviewAssignment.objects.filter(pk=assignment.pk).update(reminded_at=at)
    assignment.reminded_at = at
    record_act(act="remind", obj=assignment, by=by, at=at)
    return assignment


@transaction.atomic
def remind_overdue(*, assignments: list[ReviewAssignment], by: User, at: datetime) -> int:
    """Reminds all of these who can be reminded now, each by one letter however many readings wait. Returns how many."""
    late: dict[int, list[ReviewAssignment]] = {}
    for assignment in assignments:
        try:
            marked = _mark_reminded(assignment, by, at)
        except Refusal:  # reminded today, or handed in a moment ago
            continue
        late.setdefault(marked.reviewer_id, []).append(marked)
    for readings in late.values():
        queue_letter(spec=reading_reminder(readings), at=at)
    return len(late)


@transaction.atomic
def extend_reading(*, assignment: ReviewAssignment, due_at: datetime, by: User, at: datetime) -> ReviewAssignment:
    """More time for one reader, who is told."""
    assignment = _open(assignment, by)
    if due_at <= max(assignment.due_at, at):
        raise Refusal(_("Choose a moment later than the present deadline."), code="earlier", field="due_at")
    ReviewAssignment.objects.filter(pk=assignment.pk).update(due_at=due_at, reminded_at=None)
    assignment.due_at, assignment.reminded_at = due_at, None
    record_act(act="extend", obj=assignment, by=by, at=at)
    queue_letter(spec=reading_extended(assignment), at=at)
    return assignment


@transaction.atomic
def withdraw_reader(*, assignment: ReviewAssignment, reason: str, by: User, at: datetime) -> ReviewAssignment:
    """This reader is no longer waited for, and is told; what was scored by others may then be enough."""
    assignment = move(_open(assignment, by), "withdraw", by=by, at=at, reason=reason.strip())
    queue_letter(spec=reading_ended(assignment), at=at)
    close_if_read(assignment.application, at)
    return assignment


@transaction.atomic
def replace_reader(
    *, assignment: ReviewAssignment, reviewer: User, reason: str, by: User, at: datetime
) -> ReviewAssignment:
    """Somebody else reads instead; the new reader is asked before the old one is let go, so nothing counts as read between."""
    if assignment.reviewer_id == reviewer.pk:
        raise Refusal(_("This is the same person. Choose another reviewer."), code="same", field="reviewer")
    before = ReviewAssignment.objects.filter(application=assignment.application, reviewer=reviewer)
    if before.exclude(state__in=ReviewAssignment.MACHINE.codes("ended")).exists():
        raise Refusal(
            _("This person reads the application already. Choose another one."), code="reads", field="reviewer"
        )
    new = assign_reviewer(application=assignment.application, reviewer=reviewer, by=by, at=at)
    withdraw_reader(assignment=assignment, reason=reason, by=by, at=at)
    return new


def _open(assignment: ReviewAssignment, by: User) -> ReviewAssignment:
    """The reading, locked, while it is still waited for."""
    require(by, "assign", assignment)
    assignment = lock(assignment)
    if assignment.state not in OPEN:
        raise Refusal(_("This reading is over. Reload the page to see how it ended."), code="over")
    return assignment
