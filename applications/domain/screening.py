"""Screening: an officer looks at each point, asks for corrections, passes or rules out, always with the reason."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.domain.changes import end_change
from applications.domain.rankings import forget_judgement
from applications.domain.reopening import tell_of_late_candidate
from applications.domain.reviews import close_if_read
from applications.letters import correction_asked
from applications.models import Application, Conflict, Correction, Decision, Outcome, Review, ScreeningCheck
from applications.queries.forms import sections_of
from programme.domain.audit import record_act
from programme.domain.transitions import lock, move
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.models import User

CORRECTION_DAYS = 7


@transaction.atomic
def note_check(
    *, application: Application, key: str, outcome: str, note: str, by: User, at: datetime
) -> ScreeningCheck:
    """Writes down what an officer found at one point; the newest word counts. Begins the screening."""
    require(by, "screen", application)
    if outcome not in Outcome.values or not application.call.screening_points.filter(key=key).exists():
        raise Refusal(_("There is no such point to check."), code="unknown_check")
    if application.state == "submitted":
        application = move(_taken_up(application, at), "start_screening", by=by, at=at, values={"holder": by})
    if application.state != "screening":
        raise Refusal(_("The screening of this application is over. Reopen it first."), code="closed")
    check, _created = ScreeningCheck.objects.update_or_create(
        application=application,
        key=key,
        defaults={"outcome": outcome, "note": note[:500], "checked_by": by, "checked_at": at},
    )
    return check


@transaction.atomic
def meet_the_rest(*, application: Application, by: User, at: datetime) -> None:
    """Every point that nobody has decided meets the rule, in this officer's word; what was decided stays."""
    require(by, "screen", application)
    decided = application.screening_checks.exclude(outcome=Outcome.OPEN).values_list("key", flat=True)
    for key in application.call.screening_points.exclude(key__in=decided).values_list("key", flat=True):
        note_check(application=application, key=key, outcome=Outcome.PASS, note="", by=by, at=at)
        application.refresh_from_db()


@transaction.atomic
def ask_correction(
    *, application: Application, message: str, parts: Iterable[str], by: User, at: datetime
) -> Application:
    """Tells the applicant what is missing and opens these parts of the form; they have a week, and come back to screening."""
    _needs(message, _("Write what you need from the applicant; they read these words."))
    chosen = [section.key for section in sections_of(application.form) if section.key in set(parts)]
    if not chosen:
        raise Refusal(_("Tick the parts of the form that the applicant has to correct."), code="no_parts")
    application = _taken_up(application, at)
    application.due_at = at + timedelta(days=CORRECTION_DAYS)
    letter = correction_asked(application, message.strip(), f"{at:%Y%m%d%H%M%S}")
    application.corrections.filter(answered_at=None).update(answered_at=at)  # replaced by this one
    Correction.objects.create(application=application, message=message.strip(), parts=chosen, asked_by=by, asked_at=at)
    return move(
        application,
        "ask_correction",
        by=by,
        at=at,
        reason=message.strip(),
        values={"due_at": application.due_at, "return_state": "screening"},
        letters=[letter],
    )


@transaction.atomic
def pass_screening(*, application: Application, by: User, at: datetime) -> Application:
    """The applicant is eligible. Every point was looked at before, and none was found failing.

    Hosts who had handed in their ranking before are told that somebody came late.
    """
    require(by, "screen", application)
    found = dict(application.screening_checks.values_list("key", "outcome"))
    if Outcome.FAIL in found.values():
        raise Refusal(
            _("A point does not meet the rules. Settle it, or rule the application out with the reason."),
            code="failing",
        )
    points = application.call.screening_points.values_list("key", flat=True)
    unmade = [key for key in points if found.get(key, Outcome.OPEN) == Outcome.OPEN]
    if unmade:
        raise Refusal(
            ngettext(
                "%(n)s point has not been looked at yet. Look at it first, then pass.",
                "%(n)s points have not been looked at yet. Look at each, then pass.",
                len(unmade),
            )
            % {"n": len(unmade)},
            code="unchecked",
        )
    application = move(_taken_up(application, at), "pass", by=by, at=at, values={"due_at": None})
    Decision.objects.filter(application=application, kind=Decision.Kind.INELIGIBLE, released_at=None).delete()
    tell_of_late_candidate(application, at)
    return application


@transaction.atomic
def rule_out(*, application: Application, reason: str, by: User, at: datetime) -> Application:
    """Not eligible, with the reason that the person reads once results are released. Nothing is sent before."""
    _needs(reason, _("Write the reason; the applicant reads it with the results."))
    application = move(
        _taken_up(application, at), "rule_out", by=by, at=at, reason=reason.strip(), values={"due_at": None}
    )
    Decision.objects.update_or_create(
        application=application,
        defaults={
            "kind": Decision.Kind.INELIGIBLE,
            "reason": reason.strip(),
            "decided_by": by,
            "decided_at": at,
            "released_at": None,
        },
    )
    return application


def _taken_up(application: Application, at: datetime) -> Application:
    """The row under a lock, as it was handed in: what its applicant was still changing does not count."""
    application = lock(application)
    end_change(application, None, at)
    return application


def reopen_screening(*, application: Application, reason: str, by: User, at: datetime) -> Application:
    _needs(reason, _("Write why the screening is opened again."))
    return move(application, "reopen_screening", by=by, at=at, reason=reason.strip())


@transaction.atomic
def declare_conflict(*, application: Application, person: User, reason: str, at: datetime) -> Conflict:
    """A person has a stake in an application: from now on they see nothing more of it, in any role.

    What they had begun to write of it, and not handed in, is gone.
    """
    conflict, created = Conflict.objects.get_or_create(
        application=application, person=person, defaults={"reason": reason.strip(), "declared_at": at}
    )
    if created:
        record_act(act="declare_conflict", obj=application, by=person, at=at)
        theirs = application.assignments.filter(reviewer=person)
        for assignment in theirs.filter(state__in=("proposed", "accepted")):
            move(assignment, "recuse", by=None, at=at, reason="conflict")
            close_if_read(assignment.application, at)
        Review.objects.filter(assignment__in=theirs, submitted_at=None).delete()
        forget_judgement(application, person)
    return conflict


def _needs(text: str, words: str) -> None:
    if not text.strip():
        raise Refusal(words, code="no_reason")
