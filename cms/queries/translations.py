"""Which pages lack their twin in the other language, or have one that is older than they are."""

from datetime import timedelta

from django.db.models import Case, CharField, F, OuterRef, QuerySet, Subquery, Value, When
from wagtail.models import Page

SLACK = timedelta(minutes=10)  # both languages published in one go count as the same moment


def translation_rows(state: str = "") -> QuerySet[Page]:
    """Live pages with `twin_id`, `twin_at` and `state`: missing, older or good. One query; unknown states narrow nothing."""
    twins = Page.objects.filter(translation_key=OuterRef("translation_key"), live=True).exclude(
        locale=OuterRef("locale")
    )
    rows = (
        Page.objects.live()
        .filter(depth__gt=2)
        .select_related("locale", "content_type")
        .annotate(
            twin_id=Subquery(twins.values("pk")[:1]),
            twin_at=Subquery(twins.values("last_published_at")[:1]),
        )
        .annotate(
            state=Case(
                When(twin_id=None, then=Value("missing")),
                When(twin_at__lt=F("last_published_at") - SLACK, then=Value("older")),
                default=Value("good"),
                output_field=CharField(),
            )
        )
    )
    if state in ("missing", "older"):
        rows = rows.filter(state=state)
    elif state != "all":
        rows = rows.exclude(state="good")
    return rows.order_by("state", "-last_published_at", "pk")
