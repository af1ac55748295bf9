"""Beginning with what one handed in to an earlier call: copied, marked, and looked at again by its owner."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from applications.domain.applications import start_application
from applications.domain.documents import add_document
from applications.models import Answer, Application
from applications.queries.carrying import answers_to_carry, earlier_application, handed_in_at, papers_to_carry
from programme.domain.audit import record_act
from programme.kernel.errors import Refusal
from programme.models import Call, User


@transaction.atomic
def start_with_earlier(*, call: Call, applicant: User, at: datetime) -> Application:
    """Opens a draft with what fits of the application before; each answer says from when it is until it is looked at.

    Papers are copied into files of their own. A draft in which something is written is left alone.
    """
    application = start_application(call=call, applicant=applicant, at=at)
    earlier = earlier_application(call, applicant)
    if earlier is None or application.answers.exists() or application.documents.exists():
        raise Refusal(_("You have begun to write here. Nothing was put over it; go on where you are."), code="begun")
    _carry_answers(application, earlier, at)
    _carry_papers(application, earlier, at)
    record_act(act="carry_over", obj=application, by=applicant, at=at, data={"from": earlier.code})
    return application


def _carry_answers(application: Application, earlier: Application, at: datetime) -> None:
    since = handed_in_at(earlier).isoformat()
    rows: dict[str, Answer] = {}
    for found in answers_to_carry(earlier, application.form):
        if not found.why:
            key, section = found.question.key, found.question.section
            row = rows.setdefault(section, Answer(application=application, section=section, version=1, saved_at=at))
            row.data[key], row.carried[key] = found.value, since
    Answer.objects.bulk_create(rows.values())


def _carry_papers(application: Application, earlier: Application, at: datetime) -> None:
    """One that cannot be read any more, or is not taken any more, is simply asked for anew."""
    for kind, paper in papers_to_carry(earlier, application.form):
        try:
            with paper.file.file.open("rb") as kept, transaction.atomic():
                upload = SimpleUploadedFile(paper.file.original_name, kept.read(), paper.file.media_type)
                add_document(
                    application=application, kind=kind.key, upload=upload, carried_from=handed_in_at(earlier),
                    by=application.applicant, at=at,
                )  # fmt: skip
        except (OSError, ValidationError, Refusal):
            continue
