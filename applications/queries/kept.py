"""How long sensitive answers and references are kept: said to the person and done by the clock from the same lines."""

from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from applications.models import Application

KEPT = timedelta(days=90)  # long enough to ask about a decision
ENDED = ("withdrawn", "declined", "not_selected", "ineligible")


def time_is_over(at: datetime) -> Q:
    """Of rows that hang on an application: ninety days after it ended, or after the year of its cohort."""
    ended = Q(application__state__in=ENDED, application__state_changed_at__lt=at - KEPT)
    return ended | Q(application__call__cohort__ends_on__lt=timezone.localdate(at - KEPT))


def last_day(application: Application) -> date:
    """The day on which they go at the latest, as the person may know it: an exclusion counts from when it is told."""
    days = [application.call.cohort.ends_on]
    if application.told_state in ENDED and application.state_changed_at:
        days.append(timezone.localdate(application.state_changed_at))
    return min(days) + KEPT + timedelta(days=1)
