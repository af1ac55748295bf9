"""How it goes with the ambassadors that somebody stands by."""

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from mentoring.models import ActivityLog, Placement

SHARED = ("submitted", "returned", "confirmed", "verified", "disputed")


def at_a_glance(placements: QuerySet[Placement]) -> list[Placement]:
    """Each placement with its newest shared log and what is under way. One query."""
    newest = ActivityLog.objects.filter(placement=OuterRef("pk"), state__in=SHARED).order_by("-happened_on", "-pk")
    rows = placements.select_related("ambassador__profile", "agency", "city").annotate(
        last_headline=Subquery(newest.values("headline")[:1]),
        last_on=Subquery(newest.values("happened_on")[:1]),
        running=Count("missions", filter=Q(missions__state__in=("agreed", "active")), distinct=True),
        outcomes=Count("claims", filter=Q(claims__kind="outcome", claims__state="verified"), distinct=True),
    )
    return list(rows.order_by("-starts_on", "pk"))
