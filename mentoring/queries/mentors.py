"""How it goes with the ambassadors that somebody stands by, and what there is to talk about."""

from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, Value, When

from mentoring.models import ActivityLog, Claim, ClaimReview, Placement

SHARED = ("submitted", "returned", "confirmed", "verified", "disputed")
IN_TROUBLE = ("returned", "disputed")
AT_WORK = ("active", "on_leave", "completing", "planned")


def at_a_glance(placements: QuerySet[Placement]) -> list[Placement]:
    """Each placement with its newest shared log and what is under way; those at work come first. One query."""
    newest = ActivityLog.objects.filter(placement=OuterRef("pk"), state__in=SHARED).order_by("-happened_on", "-pk")
    rows = placements.select_related("ambassador__profile", "agency", "city").annotate(
        last_headline=Subquery(newest.values("headline")[:1]),
        last_on=Subquery(newest.values("happened_on")[:1]),
        running=Count("missions", filter=Q(missions__state__in=("agreed", "active")), distinct=True),
        outcomes=Count("claims", filter=Q(claims__kind="outcome", claims__state="verified"), distinct=True),
        is_over=Case(When(state__in=AT_WORK, then=Value(0)), default=Value(1)),
    )
    return list(rows.order_by("is_over", "-starts_on", "pk"))


def to_talk_about(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """What was returned or is in dispute, with `why` in the words of whoever decided so last."""
    said = ClaimReview.objects.filter(claim=OuterRef("pk")).exclude(comment="").order_by("-at", "-pk")
    found = claims.filter(state__in=IN_TROUBLE).annotate(why=Subquery(said.values("comment")[:1]))
    return found.select_related("activitylog", "outcome", "problem", "mission").order_by("-happened_on", "-pk")
