"""The moment an application is handed in: checked, frozen, numbered, acknowledged."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, F, prefetch_related_objects
from django.utils.translation import gettext as _

from applications import wizard
from applications.answers import read
from applications.answers.roles import QuestionRole, by_role
from applications.domain.applications import require_editable
from applications.letters import application_received
from applications.models import Application, Document, EligibilityResult, Revision
from applications.queries.answers import SENSITIVE, given_in, typed_in
from applications.queries.at_hand import DRAFT
from applications.queries.forms import with_parts
from applications.queries.pipeline import steps_of
from applications.queries.preferences import no_longer_offered
from applications.queries.rules import asked_of, chosen_places, draft_findings, ground_of
from applications.rules import Finding
from programme.domain.transitions import lock, move
from programme.kernel.doorbell import ring
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.kernel.thai import search_text
from programme.models import Call, User

HAND_IN = {"draft": "submit", "submitted": "resubmit", "correction": "correct"}  # the move, by where it stands


def submit_application(*, application: Application, by: User, at: datetime) -> Application:
    """Locks the application and gives it its receipt. Handed in again, number and hour of the first time stay.

    Freezes a revision of all answers, choices and documents; runs the call's rules; fills the columns that screening and
    matching need; numbers it; queues the receipt. A submission after the deadline, or with a part missing, is refused.
    """
    require(by, "submit", application)
    with transaction.atomic():
        application = lock(application, "call__cohort", "form", "applicant__profile")
        if not application.is_editable:
            raise Refusal(
                _("This application has been submitted already. Nothing was sent a second time."), code="already"
            )
        require_editable(application, by, at)
        prefetch_related_objects([application], *DRAFT)
        with_parts(application.form)
        _require_whole(application)
        findings = draft_findings(application)
        _require_rules(findings)
        revision = _freeze(application, at)
        _keep_findings(application, findings, at)
        if application.state == "correction":
            application.corrections.filter(answered_at=None).update(answered_at=at)
        application.receipt_number = application.receipt_number or next_receipt(application.call)
        application.submitted_at = application.submitted_at or at
        letter = application_received(application, revision.number, at)
        move(
            application,
            HAND_IN[application.state],
            by=by,
            at=at,
            values=_columns(application, revision),
            letters=[letter],
        )
        ring("application submitted")
    return application


def _require_whole(application: Application) -> None:
    """Refused with what is missing; an opening that left the call since it was ranked is named, for nobody took it off."""
    gaps = wizard.missing(steps_of(application))
    words: list[str] = []
    gone = no_longer_offered(chosen_places(application))
    ranking = [step for step in gaps if step.section.kind == "openings"] if gone else []
    if ranking:
        said = _("“%(opening)s” was withdrawn after you ranked it. Look at your list in “%(section)s” again first.")
        named = ", ".join(opening.title for opening in gone)
        words.append(said % {"opening": named, "section": ranking[0].section.label})
    if rest := [str(step.section.label) for step in gaps if step not in ranking]:
        words.append(_("Complete these sections first: %(sections)s") % {"sections": ", ".join(rest)})
    if words:
        raise Refusal(" ".join(words), code="gone" if ranking else "incomplete")


def next_receipt(call: Call) -> str:
    """The next number of this call, without gaps or doubles at any concurrency: SCA5-00042."""
    Call.objects.filter(pk=call.pk).update(receipt_counter=F("receipt_counter") + 1)
    rows = Call.objects.annotate(calls=Count("cohort__calls"))
    number, calls = rows.values_list("receipt_counter", "calls").get(pk=call.pk)
    return f"SCA{call.cohort.number}-{number:05d}" if calls == 1 else f"SCA{call.cohort.number}.{call.pk}-{number:05d}"


def read_answers(application: Application, asked: Collection[str]) -> dict[str, dict[str, Any]]:
    """What the draft says, by section and key, as values that count. Call it when nothing is missing any more."""
    ground = ground_of(application)
    facts, typed = ground.facts, typed_in(application)
    found: dict[str, dict[str, Any]] = {}
    for question in (row for row in ground.questions if row.key in asked and row.sensitivity != SENSITIVE):
        value = read(question, typed.get(question.key), facts).value
        if value is not None:
            found.setdefault(question.section, {})[question.key] = value
    return found


def _freeze(application: Application, at: datetime) -> Revision:
    """What is asked and answered, and nothing else; answers to what is not asked stay in the draft."""
    shown = asked_of(application)
    content = {
        "answers": read_answers(application, shown.questions),
        "not_asked": sorted(shown.hidden),
        "choices": [row.opening.code for row in application.preferences.all()],
        "documents": [_paper(row) for row in application.documents.all()],
    }
    _hand_in_secrets(application, shown.hidden)
    number = application.revisions.count() + 1 if application.receipt_number else 1
    return Revision.objects.create(
        application=application, number=number, form=application.form, content=content, submitted_at=at
    )


def _hand_in_secrets(application: Application, hidden: Collection[str]) -> None:
    """What others may see masked from now on; what its owner took away goes."""
    rows = list(application.sensitive_answers.all())
    if any(not row.ciphertext for row in rows):
        application.sensitive_answers.filter(ciphertext="").delete()
    if any(row.key in hidden for row in rows):
        application.sensitive_answers.filter(key__in=hidden).update(handed_in="")
    if rows:
        application.sensitive_answers.exclude(key__in=hidden).update(handed_in=F("ciphertext"))


def _paper(row: Document) -> dict[str, Any]:
    words = {"kind": row.kind, "file": row.file.code, "name": row.file.original_name, "size": row.file.size}
    return words | {"sha256": row.file.sha256, "sent": row.sent_sha256, "added_at": row.added_at.isoformat()}


def _columns(application: Application, revision: Revision) -> dict[str, Any]:
    """What the row itself holds of a hand-in, for screening, matching and search."""
    roles = by_role(ground_of(application).questions, given_in(revision))
    birth, home = roles.get(QuestionRole.BIRTH_DAY), roles.get(QuestionRole.HOME)
    names = (str(roles.get(role) or "") for role in (QuestionRole.GIVEN_NAME, QuestionRole.FAMILY_NAME))
    return {
        "birth_on": date.fromisoformat(str(birth)) if birth else None,
        "home_province_id": int(str(home)) if home else None,
        "search_text": search_text(application.receipt_number, " ".join(names), application.applicant.email),
        "receipt_number": application.receipt_number,
        "submitted_at": application.submitted_at,
        "due_at": None,
        "changing_since": None,
    }


def _require_rules(findings: list[Finding]) -> None:
    """Hard rules that are not met stop the submission; what is not known, and what only warns, is left to an officer."""
    reasons = [finding.reason for finding in findings if finding.stops]
    if reasons:
        raise Refusal(
            _("You cannot apply to this call: %(reasons)s") % {"reasons": " ".join(reasons)}, code="ineligible"
        )


def _keep_findings(application: Application, findings: list[Finding], at: datetime) -> None:
    """What each rule said, in codes and values; said to officers in their language."""
    if application.receipt_number:  # else there is nothing of an earlier hand-in
        application.eligibility_results.all().delete()
    EligibilityResult.objects.bulk_create(
        EligibilityResult(application=application, rule=one.rule, outcome=one.found, values=one.seen, checked_at=at)
        for one in findings
    )
