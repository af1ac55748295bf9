"""Sensitive answers go when nobody needs them any more."""

from datetime import datetime

from applications.models import SensitiveAnswer
from applications.queries.kept import time_is_over
from programme.domain.due_work import for_each_due


def purge_sensitive_answers(*, at: datetime) -> int:
    """Erases them ninety days after the application ended, and ninety days after the year of the cohort for the others."""
    due = SensitiveAnswer.objects.filter(time_is_over(at)).order_by("pk")
    return for_each_due("purge_sensitive", due, lambda answer: answer.delete(), at=at)
