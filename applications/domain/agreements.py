"""The signed agreement as a PDF, made by the worker after the acceptance and sent as a copy."""

from datetime import datetime
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from applications.letters import agreement_copy
from applications.models import Offer
from programme.domain.due_work import for_each_due
from programme.domain.files import store_file
from programme.domain.letters import queue_letter
from programme.kernel.dates import moment
from programme.kernel.pdf import render_pdf

SOURCE = Path(__file__).parent.parent / "documents" / "agreement.typ"
BATCH = 100


def make_due_agreements(*, at: datetime) -> int:
    """Makes the copies that are still missing and sends each once. Safe to repeat and to kill."""
    waiting = Offer.objects.filter(state="accepted", agreement_file=None).exclude(typed_name="")
    related = (
        "application__applicant__profile",
        "application__call__cohort",
        "opening__agency",
        "opening__city__province",
    )
    due = waiting.select_related(*related).order_by("answered_at", "pk")
    act = partial(_make_agreement, at=at)
    return for_each_due("make_agreement", due, act, at=at, limit=BATCH, in_one=False)


def _make_agreement(offer: Offer, *, at: datetime) -> bool:
    """Drawn first, which takes a moment; only then is the offer locked, and looked at again."""
    content = agreement_pdf(offer)
    with transaction.atomic():
        fresh = Offer.objects.select_for_update().get(pk=offer.pk)
        if fresh.agreement_file_id or fresh.state != "accepted":
            return False
        upload = SimpleUploadedFile(f"agreement-{offer.code}.pdf", content, "application/pdf")
        file = store_file(upload=upload, purpose="agreement", by=offer.application.applicant, at=at)
        Offer.objects.filter(pk=offer.pk).update(agreement_file=file)
        queue_letter(spec=agreement_copy(offer, file), at=at)
    return True


def agreement_pdf(offer: Offer) -> bytes:
    """The words as frozen at the acceptance, who signed them and when, with their fingerprint; in the person's language."""
    language = offer.application.applicant.profile.language
    with override(language):
        data = {
            "language": language[:2],
            "programme": _("The Smart City Ambassadors"),
            "title": _("Agreement"),
            "facts": [
                (_("Opening"), offer.opening.title),
                (_("Agency"), offer.opening.agency.name),
                (_("Place"), f"{offer.opening.city}, {offer.opening.city.province}"),
                (_("Receipt number"), offer.application.receipt_number or ""),
            ],
            "paragraphs": [part for part in offer.agreement.splitlines() if part.strip()] or ["–"],
            "signature": [(_("Signed by typing the name"), offer.typed_name), (_("Moment"), moment(offer.answered_at))],
            "fingerprint": f"SHA-256 {offer.agreement_hash}",
        }
    return render_pdf(SOURCE, data, Path(settings.FONTS_DIR))
