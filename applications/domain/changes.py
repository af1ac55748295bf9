"""Handed in, and changed until the deadline: what was handed in stands until it is handed in anew."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from applications.domain.papers import take_away
from applications.letters import change_not_handed_in
from applications.models import Application, Document, Preference, Revision
from applications.queries.answers import latest_revision
from applications.queries.forms import standing_form
from programme.domain.audit import record_act
from programme.domain.calls import may_finish
from programme.domain.due_work import for_each_due
from programme.domain.letters import queue_letter
from programme.domain.transitions import lock
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.models import Opening, PrivateFile, User


def may_change(application: Application, at: datetime) -> bool:
    """While nobody has begun to look at it, and as long as the call takes what is handed in."""
    return application.state == "submitted" and may_finish(call=application.call, user=application.applicant, at=at)


@transaction.atomic
def begin_change(*, application: Application, by: User, at: datetime) -> Application:
    """Opens for its applicant what was handed in, on the questions of today. Repeating it changes nothing.

    It stays handed in, with its receipt: only handing in anew replaces it. Who forgets keeps what counts already.
    """
    require(by, "edit", application)
    application = lock(application, "call", "applicant")
    if application.is_changing:
        return application
    if not may_change(application, at):
        raise Refusal(_nothing_to_change(application), code="locked")
    application.form = standing_form(application.call) or application.form
    application.changing_since = at
    application.save(update_fields=["form", "changing_since"])
    record_act(act="begin_change", obj=application, by=by, at=at)
    return application


def _nothing_to_change(application: Application) -> str:
    if application.state == "submitted":
        return _("The deadline has passed. What you handed in stays as it is and counts.")
    return _("Somebody has begun to check your application, so it stays as you handed it in. It counts.")


@transaction.atomic
def give_up_change(*, application: Application, by: User, at: datetime) -> Application:
    """The applicant keeps what was handed in; what was typed since goes."""
    require(by, "edit", application)
    application = lock(application)
    end_change(application, by, at)
    return application


def end_change(application: Application, by: User | None, at: datetime) -> bool:
    """Puts back what was handed in; for whoever holds the row under a lock, before anything is done with it."""
    if not application.is_changing:
        return False
    _put_back(application, at)
    record_act(act="end_change", obj=application, by=by, at=at)
    return True


def end_due_changes(*, at: datetime) -> int:
    """The deadline has passed over a change that was not handed in: what was handed in counts, and a letter says so."""
    rows = Application.objects.filter(changing_since__isnull=False, call__closes_at__lte=at).order_by("pk")
    return for_each_due("end_change", rows, lambda row: _end_if_over(row, at), at=at)


def _end_if_over(application: Application, at: datetime) -> bool:
    if may_change(application, at) or not end_change(application, None, at):
        return False
    queue_letter(spec=change_not_handed_in(application), at=at)
    return True


def _put_back(application: Application, at: datetime) -> None:
    """The draft says again what was handed in last. Answers that were not asked for stay, as they did then."""
    revision = latest_revision(application)
    if revision is None:
        raise ValueError("only what was handed in can be put back")
    _put_answers_back(application, revision, at)
    _put_choices_back(application, revision)
    _put_papers_back(application, revision)
    application.form_id, application.changing_since = revision.form_id, None
    application.save(update_fields=["form", "changing_since"])


def _put_answers_back(application: Application, revision: Revision, at: datetime) -> None:
    unasked, given = revision.content.get("not_asked", ()), revision.content["answers"]
    for row in application.answers.all():
        kept = {key: value for key, value in row.data.items() if key in unasked}
        row.data, row.version, row.saved_at = kept | given.get(row.section, {}), row.version + 1, at
        row.save(update_fields=["data", "version", "saved_at"])
    secrets = application.sensitive_answers.exclude(key__in=unasked)
    secrets.filter(handed_in="").delete()
    secrets.update(ciphertext=F("handed_in"))


def _put_choices_back(application: Application, revision: Revision) -> None:
    codes = revision.content["choices"]
    by_code = {row.code: row for row in Opening.objects.filter(code__in=codes)}
    found = [by_code[code] for code in codes if code in by_code]
    application.preferences.all().delete()
    Preference.objects.bulk_create(
        Preference(application=application, opening=opening, rank=rank) for rank, opening in enumerate(found, start=1)
    )


def _put_papers_back(application: Application, revision: Revision) -> None:
    papers = {row["file"]: row for row in revision.content["documents"]}
    for row in application.documents.exclude(file__code__in=papers).select_related("file", "application"):
        take_away(row)
    have = set(application.documents.values_list("file__code", flat=True))
    gone = PrivateFile.objects.filter(code__in=papers.keys() - have)
    Document.objects.bulk_create(
        Document(
            application=application, kind=papers[file.code]["kind"], file=file,
            added_at=datetime.fromisoformat(papers[file.code]["added_at"]),
            sent_sha256=papers[file.code].get("sent", ""),
        )
        for file in gone
    )  # fmt: skip
