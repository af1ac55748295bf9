"""Weeks: one tap to hand in, two taps to confirm."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.domain.claims import OPEN_TO_ITS_AUTHOR, confirm_claim, submit_claim
from mentoring.letters import week_submitted, week_without_supervisor
from mentoring.models import Week
from mentoring.queries.supervision import confirmers_of, officer_of, signers_of
from programme.domain.letters import queue_letter
from programme.kernel.errors import Refusal
from programme.kernel.letters import LetterSpec
from programme.kernel.policies import require
from programme.models import User


@dataclass
class HandedIn:
    """How many logs of a week went to the host, and why the others stayed."""

    count: int = 0
    stayed: list[str] = field(default_factory=list)


@transaction.atomic
def submit_week(*, week: Week, by: User, at: datetime) -> HandedIn:
    """Hands in all drafts and mended logs of a week; each who can confirm gets one letter.

    A log that cannot go yet stays with its reason and holds up no other; when none can go, that is refused.
    """
    require(by, "log", week.placement)
    found, refusal = HandedIn(), None
    for log in week.logs.filter(state__in=OPEN_TO_ITS_AUTHOR).order_by("happened_on", "pk"):
        try:
            submit_claim(claim=log, by=by, at=at)
            found.count += 1
        except Refusal as no:
            refusal = refusal or no
            found.stayed.append(str(no))
    if not found.count:
        raise refusal or Refusal(_("There is nothing new to hand in this week."), code="empty")
    week.submitted_at = at
    week.save(update_fields=["submitted_at"])
    for letter in _letters_of(week):
        queue_letter(spec=letter, at=at)
    return found


def _letters_of(week: Week) -> list[LetterSpec]:
    """To whoever can confirm; where nobody can, to those who can name somebody: the agency's signers and the office."""
    placement = week.placement
    if able := confirmers_of(placement):
        return [week_submitted(week, person) for person in able]
    letters = [
        week_without_supervisor(week, person, f"/host/people/{placement.agency.code}/")
        for person in signers_of(placement)
    ]
    if officer := officer_of(placement):
        letters.append(week_without_supervisor(week, officer, f"/desk/placements/{placement.code}/"))
    return letters


@transaction.atomic
def confirm_week(*, week: Week, by: User, at: datetime) -> int:
    """The host confirms everything of a week that waits. Each log goes through the same door as a single one."""
    require(by, "confirm", week.placement)
    waiting = list(week.logs.filter(state="submitted").order_by("happened_on", "pk"))
    if not waiting:
        raise Refusal(_("Nothing in this week waits for you any more."), code="empty")
    for log in waiting:
        confirm_claim(claim=log, by=by, at=at)
    week.answered_at = at
    week.save(update_fields=["answered_at"])
    return len(waiting)
