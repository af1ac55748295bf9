"""Sensitive answers go when nobody needs them any more."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from applications.models import SensitiveAnswer
from programme.domain.due_work import for_each_due

KEPT = timedelta(days=90)  # long enough to ask about a decision
ENDED = ("withdrawn", "declined", "not_selected", "ineligible")


def purge_sensitive_answers(*, at: datetime) -> int:
    """Erases them ninety days after the application ended, and ninety days after the year of the cohort for the others."""
    ended = Q(application__state__in=ENDED, application__state_changed_at__lt=at - KEPT)
    over = Q(application__call__cohort__ends_on__lt=timezone.localdate(at - KEPT))
    due = SensitiveAnswer.objects.filter(ended | over).order_by("pk")
    return for_each_due("purge_sensitive", due, lambda answer: answer.delete(), at=at)
