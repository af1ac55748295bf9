"""What the pipeline forgets of an applicant: whatever says who it was. That somebody applied, and the outcome, stays."""

from datetime import datetime

from django.db.models import F, Value
from django.db.models.functions import Coalesce

from applications.domain.applications import withdraw_application
from applications.domain.referees import forget_reference
from applications.models import (
    Application,
    Correction,
    Decision,
    EligibilityResult,
    HostRankingRow,
    Offer,
    Review,
    Revision,
    RuleWaiver,
)
from programme.models import PrivateFile, User

STAYS = ("accepted", "ineligible")  # could be withdrawn, but are an outcome that figures count


def forget_applicant(*, user: User, at: datetime) -> None:
    """Takes back what is still under way, then empties every application of the person."""
    rows = Application.objects.filter(applicant=user)
    for application in rows.order_by("pk"):
        if _is_under_way(application):
            withdraw_application(application=application, by=user, at=at)
        _empty(application)
    rows.update(birth_on=None, search_text=Coalesce(F("receipt_number"), Value("")))
    Correction.objects.filter(application__applicant=user).update(message="")
    _forget_what_was_said(user)
    EligibilityResult.objects.filter(application__applicant=user).update(values={})
    RuleWaiver.objects.filter(user=user).update(reason="")
    offers = Offer.objects.filter(application__applicant=user)
    offers.update(typed_name="", decline_reason="", asked_again="")
    contracts = PrivateFile.objects.filter(pk__in=offers.values("agreement_file"))
    contracts.update(owner=None, original_name="agreement.pdf")


def _forget_what_was_said(user: User) -> None:
    """Words of readers, hosts and the office about the person; levels, ranks and states stay."""
    Review.objects.filter(assignment__application__applicant=user).update(comment="", note_to_applicant="")
    HostRankingRow.objects.filter(application__applicant=user).update(reason="")
    Decision.objects.filter(application__applicant=user).update(reason="")


def _is_under_way(application: Application) -> bool:
    sources = application.MACHINE.move("withdraw").sources
    return application.state in sources and application.state not in STAYS


def _empty(application: Application) -> None:
    """Answers, papers and what others wrote go; of what was handed in stays when, by which form, and the choices."""
    application.answers.all().delete()
    application.sensitive_answers.all().delete()
    application.documents.all().delete()
    for invitation in application.invitations.all():
        forget_reference(invitation)
        invitation.delete()
    for revision in application.revisions.all():
        content = {"answers": {}, "not_asked": [], "documents": [], "choices": revision.content.get("choices", [])}
        Revision.objects.filter(pk=revision.pk).update(content=content, copy=None)
