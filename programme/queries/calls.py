"""What still keeps a call from going public: asked by its page, by the desk and by the act itself."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from programme.kernel.dates import day, moment
from programme.models import Call, Milestone

GapFinder = Callable[[Call, datetime], list[str]]
_finders: list[GapFinder] = []


def register_gaps(finder: GapFinder) -> GapFinder:
    """Each app says what a call needs of it before anybody may apply."""
    _finders.append(finder)
    return finder


def publication_gaps(call: Call, at: datetime) -> list[str]:
    """Everything that is missing, each as a sentence that says what to do; empty when the call may go public."""
    return [words for finder in _finders for words in finder(call, at)]


@register_gaps
def dates_that_do_not_fit(call: Call, at: datetime) -> list[str]:
    gaps, cohort, closes_on = [], call.cohort, timezone.localdate(call.closes_at)
    if call.closes_at <= at:
        gaps.append(_("It would close before it opens to the public. Set a later closing time."))
    if call.results_on and call.results_on < closes_on:
        words = _("Results are promised for %(results)s, before it closes (%(closes)s). Move one of the two.")
        gaps.append(words % {"results": day(call.results_on), "closes": moment(call.closes_at)})
    if cohort.ends_on < timezone.localdate(at):
        words = _("Its cohort ended on %(day)s. Choose another cohort, or move the cohort's last day.")
        gaps.append(words % {"day": day(cohort.ends_on)})
    return gaps


@register_gaps
def no_seats(call: Call, at: datetime) -> list[str]:
    open_here = call.openings.filter(state="approved", agency__state="approved")
    if open_here.aggregate(n=Sum("seats"))["n"]:
        return []
    return [_("No opening is approved yet, so nobody could choose a place. Approve at least one opening.")]


def public_days(call: Call) -> dict[str, datetime]:
    """When each public stretch of the cohort ends, by its kind; for the results, the call's own day.

    One query, none where the milestones were fetched along.
    """
    rows = [row for row in call.cohort.milestones.all() if row.audience == Milestone.Audience.PUBLIC]
    return {row.kind: when_told(row, call) for row in sorted(rows, key=lambda row: (row.starts_at, row.pk))}


def when_told(milestone: Milestone, call: Call) -> datetime:
    """The end of a stretch. The day of the results is the call's, where it names one, at the milestone's hour."""
    at = milestone.ends_at or milestone.starts_at
    if milestone.kind != Milestone.Kind.ANNOUNCE or call.results_on is None:
        return at
    hour = timezone.localtime(at).timetz()
    return datetime.combine(call.results_on, hour)
