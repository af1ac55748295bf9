"""Where the days of a call and of its cohort do not fit each other. Advice: an officer may have reasons; nothing stops."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import combinations
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from programme.kernel.dates import day, moment
from programme.models import Call, Milestone
from programme.queries.calls import when_told

Kind = Milestone.Kind
ORDER = [
    Kind.APPLY, Kind.SCREEN, Kind.REVIEW, Kind.INTERVIEW, Kind.MATCH, Kind.ANNOUNCE, Kind.ANSWER, Kind.PLACEMENT,
    Kind.CLOSING,
]  # fmt: skip


class Stretch(NamedTuple):
    """One step of the year as it is planned."""

    kind: str
    label: str
    begins: datetime
    ends: datetime


def date_clashes(call: Call) -> list[str]:
    """Each as a sentence with both days. Two queries."""
    plan = _plan(call)
    return [*_not_as_the_call(call, plan), *_out_of_order(plan), *_too_late_to_begin(call), *_open_beside(call)]


def _plan(call: Call) -> list[Stretch]:
    """The milestones that follow each other. Applications and results are the call's own days, where it has them."""
    rows = [row for row in call.cohort.milestones.order_by("starts_at", "pk") if row.kind in ORDER]
    return [Stretch(row.kind, row.label, row.starts_at, _end_of(row, call)) for row in rows]


def _end_of(row: Milestone, call: Call) -> datetime:
    """A stretch of applications without an end lasts as long as the call."""
    is_open_end = row.kind == Kind.APPLY and row.ends_at is None
    return call.closes_at if is_open_end else when_told(row, call)


def _not_as_the_call(call: Call, plan: list[Stretch]) -> Iterator[str]:
    for step in plan:
        if step.kind == Kind.APPLY and (step.begins, step.ends) != (call.opens_at, call.closes_at):
            words = _(
                "The milestone “%(label)s” says %(begins)s to %(ends)s, but the call is open from %(opens)s to %(closes)s."
            )
            yield words % {
                "label": step.label, "begins": moment(step.begins), "ends": moment(step.ends),
                "opens": moment(call.opens_at), "closes": moment(call.closes_at),
            }  # fmt: skip


def _out_of_order(plan: list[Stretch]) -> Iterator[str]:
    for one, other in combinations(sorted(plan, key=lambda step: ORDER.index(Kind(step.kind))), 2):
        if one.kind == other.kind:
            continue
        names = {"one": one.label, "other": other.label}
        if other.begins < one.begins:
            words = _("“%(other)s” begins on %(later)s, before “%(one)s” on %(earlier)s.")
            yield words % (names | {"later": day(other.begins), "earlier": day(one.begins)})
        elif other.ends < one.ends:
            words = _("“%(other)s” ends on %(later)s, before “%(one)s” on %(earlier)s.")
            yield words % (names | {"later": day(other.ends), "earlier": day(one.ends)})


def _too_late_to_begin(call: Call) -> Iterator[str]:
    """Who is offered a place on the day of the results still has the whole time to answer."""
    if not call.results_on:
        yield _("No day is promised for the results, so applicants read none. Write it down.")
        return
    answered = call.results_on + timedelta(days=call.offer_days)
    if answered > call.cohort.starts_on:
        words = _("Offers of %(results)s may be answered until %(answered)s, after the cohort begins on %(begins)s.")
        yield words % {"results": day(call.results_on), "answered": day(answered), "begins": day(call.cohort.starts_on)}


def _open_beside(call: Call) -> Iterator[str]:
    others = Call.objects.filter(cohort=call.cohort, opens_at__lt=call.closes_at, closes_at__gt=call.opens_at)
    for other in others.exclude(pk=call.pk).order_by("opens_at", "pk"):
        words = _("“%(title)s” of the same cohort is open in the same days (%(opens)s to %(closes)s).")
        yield words % {
            "title": other.title, "opens": day(timezone.localdate(other.opens_at)),
            "closes": day(timezone.localdate(other.closes_at)),
        }  # fmt: skip
