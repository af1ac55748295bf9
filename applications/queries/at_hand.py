"""What a page has read beforehand, so that nobody asks the database for it again."""

from django.db.models import Model, OuterRef, Prefetch, QuerySet, Subquery

from applications.models import Application, Document, Preference, RefereeInvitation
from programme.models import DeadlineExtension

CHOICES = Prefetch(
    "preferences",
    Preference.objects.select_related("opening__agency", "opening__city__province").order_by("rank", "pk"),
)
PAPERS = Prefetch("documents", Document.objects.select_related("file").order_by("added_at", "pk"))
REFEREES = Prefetch(
    "invitations", RefereeInvitation.objects.select_related("rule", "reference").order_by("invited_at", "pk")
)
DRAFT = ("answers", "sensitive_answers", CHOICES, PAPERS)  # what the steps and each section look at


def with_deadline(rows: QuerySet[Application]) -> QuerySet[Application]:
    """Applications that know the later deadline of their own, so that `closes_at` asks nothing."""
    mine = DeadlineExtension.objects.filter(call=OuterRef("call"), user=OuterRef("applicant"))
    return rows.annotate(extended_until=Subquery(mine.values("until_at")[:1]))


def is_at_hand(row: Model, name: str) -> bool:
    """Whether these rows of it were prefetched."""
    return name in row.__dict__.get("_prefetched_objects_cache", {})
