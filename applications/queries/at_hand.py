"""What a page has read beforehand, so that nobody asks the database for it again."""

from django.db.models import Model, Prefetch

from applications.models import Document, Preference, RefereeInvitation

CHOICES = Prefetch(
    "preferences",
    Preference.objects.select_related("opening__agency", "opening__city__province").order_by("rank", "pk"),
)
PAPERS = Prefetch("documents", Document.objects.select_related("file").order_by("added_at", "pk"))
REFEREES = Prefetch(
    "invitations", RefereeInvitation.objects.select_related("rule", "reference").order_by("invited_at", "pk")
)
DRAFT = ("answers", "sensitive_answers", CHOICES, PAPERS)  # what the steps and each section look at


def is_at_hand(row: Model, name: str) -> bool:
    """Whether these rows of it were prefetched."""
    return name in row.__dict__.get("_prefetched_objects_cache", {})
