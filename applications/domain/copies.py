"""What an applicant handed in, as a PDF to keep: made by the worker, so that no page waits for it."""

from datetime import datetime
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import override

from applications.models import Application, Revision
from applications.queries.submitted import own_copy
from programme.domain.due_work import for_each_due
from programme.domain.files import store_file
from programme.kernel.dates import moment
from programme.kernel.pdf import render_pdf
from programme.kernel.shapes import Sheet
from programme.models import User

SOURCE = Path(__file__).parent.parent / "documents" / "copy.typ"
BATCH = 100
RELATED = ("application__applicant__profile", "application__call", "form")


def make_due_copies(*, at: datetime) -> int:
    """Makes the copies that are still missing, newest first: who just handed in looks for it. Safe to repeat and to kill."""
    missing = Revision.objects.filter(copy=None, application__applicant__anonymised_at=None)
    due = missing.select_related(*RELATED).order_by("-submitted_at", "-pk")
    return for_each_due("make_copy", due, partial(_make_copy, at=at), at=at, limit=BATCH, in_one=False)


def _make_copy(revision: Revision, *, at: datetime) -> bool:
    """Drawn first, which takes a moment; only then is the revision locked, and looked at again."""
    application = revision.application
    content = copy_pdf(revision)
    with transaction.atomic():
        if Revision.objects.select_for_update().get(pk=revision.pk).copy_id:
            return False
        upload = SimpleUploadedFile(_name(application, revision), content, "application/pdf")
        file = store_file(upload=upload, purpose="application_copy", by=application.applicant, at=at)
        Revision.objects.filter(pk=revision.pk).update(copy=file)
    return True


def _name(application: Application, revision: Revision) -> str:
    return f"{application.receipt_number}{f'-{revision.number}' if revision.number > 1 else ''}.pdf"


def copy_pdf(revision: Revision) -> bytes:
    """Every answer, choice and paper of one revision with its receipt, in the language of its applicant's letters."""
    application = revision.application
    with override(_language(application.applicant)):
        sheet = own_copy(application, revision, to_keep=True)
        data = {
            "language": _language(application.applicant),
            "programme": _("The Smart City Ambassadors"),
            "title": _("What you handed in"),
            "call": application.call.title,
            "number": application.receipt_number,
            "facts": _facts(application, revision),
            "parts": [_part(part) for part in sheet["parts"]],
            "chosen": {
                "title": _("Your ranking"),
                "rows": [[row.title, f"{row.agency.name}, {row.city.province}"] for row in sheet["chosen"]],
            },
            "papers": {"title": _("Documents"), "rows": [_paper(row) for row in sheet["papers"]]},
            "note": _("Sensitive answers are masked here. The portal keeps them encrypted."),
        }
    return render_pdf(SOURCE, data, Path(settings.FONTS_DIR))


def _language(person: User) -> str:
    profile = getattr(person, "profile", None)
    return profile.language if profile else "th"


def _facts(application: Application, revision: Revision) -> list[tuple[str, str]]:
    facts = [
        (_("Receipt number"), application.receipt_number or ""),
        (_("Handed in first"), moment(application.submitted_at)),
    ]
    if revision.number > 1:
        facts.append((_("This version"), moment(revision.submitted_at)))
    return facts


def _part(part: Sheet) -> Sheet:
    rows = [[row["question"].label, row["value"] or "–"] for row in part["rows"]]
    return {"title": part["section"].label, "rows": rows}


def _paper(row: Sheet) -> list[str]:
    size = filesizeformat(row["size"]) if row["size"] else ""
    return [str(row["label"]), f"{row['name']} {size}".strip(), row["sha256"]]
