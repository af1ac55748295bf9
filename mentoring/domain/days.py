"""The days on which something may have happened: within the placement, and never later than today."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.models import Placement
from programme.kernel.dates import day
from programme.kernel.errors import Refusal


def allowed_days(placement: Placement, *, at: datetime) -> tuple[date, date]:
    """First and last day that can be written about at a moment. The last lies before the first when there is none yet."""
    return placement.starts_on, min(placement.ended_on or placement.ends_on, timezone.localdate(at))


def require_day(placement: Placement, *, on: date, what: str, at: datetime) -> None:
    """Refuses a day in the future or outside the placement, naming the record and the days that are possible."""
    first, last = allowed_days(placement, at=at)
    if first <= on <= last:
        return
    words = {"what": what, "day": day(on), "first": day(first), "last": day(last)}
    if last < first:
        text = _("“%(what)s” cannot be kept yet: your placement begins on %(first)s.")
    elif on > timezone.localdate(at):
        text = _("“%(what)s” lies in the future (%(day)s). Choose a day from %(first)s to %(last)s.")
    else:
        text = _("“%(what)s” lies outside your placement (%(day)s). Choose a day from %(first)s to %(last)s.")
    raise Refusal(text % words, code="outside", field="happened_on")
