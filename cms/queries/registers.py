"""Lists the public may see: people who opted in, verified problems and their answers, listed digital services."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from mentoring.models import Placement, Problem
from mentoring.queries.figures import BEGUN, PROBLEMS, Scope
from programme.kernel.search import found_in
from programme.kernel.thai import in_arabic_digits
from programme.models import Consent, DigitalService, Domain

SERVICE = ("name_th", "name_en", "provider_th", "provider_en", "summary_th", "summary_en")


def public_ambassadors() -> QuerySet[Placement]:
    """Placements whose ambassador agreed to a public line and has not withdrawn that; who did not is nowhere."""
    agreed = Consent.objects.filter(user=OuterRef("ambassador"), purpose=Consent.Purpose.LISTED, withdrawn_at=None)
    rows = Placement.objects.filter(Exists(agreed), state__in=BEGUN, ambassador__is_active=True)
    return rows.select_related("ambassador__profile", "cohort", "city__province", "agency").order_by(
        "-cohort__number", "pk"
    )


def public_problems(*, answer: str = "", domain: str = "") -> QuerySet[Problem]:
    """Verified problems that endanger nobody, with what became of them."""
    rows = PROBLEMS(Scope()).filter(is_sensitive=False, merged_into=None)
    if answer == "open":
        rows = rows.filter(answer="")
    elif answer in Problem.Answer.values and answer:
        rows = rows.filter(answer=answer)
    if domain in Domain.values:
        rows = rows.filter(domains__icontains=f'"{domain}"')
    return rows.select_related("city__province").order_by("-happened_on", "-pk")


def listed_services(*, words: str = "", domain: str = "") -> QuerySet[DigitalService]:
    """Services whose listing is in force today."""
    today = timezone.localdate()
    rows = DigitalService.objects.filter(listed_on__lte=today).filter(Q(valid_until=None) | Q(valid_until__gte=today))
    if domain in Domain.values:
        rows = rows.filter(domains__icontains=f'"{domain}"')
    return rows.filter(found_in(SERVICE, words)).order_by("order_key", "pk")


def certificate_of(number: str) -> Placement | None:
    """The completed placement behind a certificate number; a wrong number finds nothing."""
    text = in_arabic_digits(number).strip().upper()[:40]
    code = text.rsplit("-", 1)[-1].lower()
    row = (
        Placement.objects.filter(code=code, state="completed")
        .select_related("cohort", "city__province", "ambassador__profile")
        .first()
    )
    return row if row and row.certificate_number == text else None
