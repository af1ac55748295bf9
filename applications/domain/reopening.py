"""A handed-in ranking is opened again: by the office for a late candidate, by the agency for its own second thoughts."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import cast

from django.db import transaction
from django.utils.translation import gettext as _

from applications.domain.draws import refuse_frozen_lists
from applications.letters import candidate_came_late, ranking_closed_again, ranking_reopened
from applications.models import Application, HostRanking
from applications.policies import ranked_themselves
from applications.queries.judging import came_late
from programme.domain.audit import record_act
from programme.domain.letters import queue_letter
from programme.domain.transitions import lock
from programme.kernel.errors import Refusal
from programme.kernel.letters import LetterSpec
from programme.kernel.policies import require
from programme.kernel.shapes import Fields
from programme.models import Call, Opening, User

JUDGES = ("reviewer", "approver")


@transaction.atomic
def reopen_ranking(
    *, opening: Opening, reason: str, by: User, at: datetime, due_at: datetime | None = None
) -> HostRanking:
    """Opens one opening's ranking with all that was judged in it; its agency reads why and until when, once.

    Only while the lists are not frozen for the draw. The agency judges who came late, changes what it wants to, and
    hands in again.
    """
    ranking = _held(opening, by)
    if not ranking.frozen_at:
        raise Refusal(_("This ranking is open already."), code="open")
    refuse_change(opening.call)
    if not reason.strip():
        raise Refusal(
            _("Write why the ranking is opened again; the agency reads it."), code="no_reason", field="reason"
        )
    if due_at and due_at <= at:
        raise Refusal(_("Choose a moment that is still to come."), code="past", field="due_at")
    values = {
        "was_frozen_at": ranking.frozen_at, "frozen_at": None, "reopened_at": at, "reopened_by": by,
        "reopen_reason": reason.strip(), "due_at": due_at,
    }  # fmt: skip
    _write(ranking, values)
    record_act(act="reopen_ranking", obj=opening, by=by, at=at, reason=reason.strip())
    _tell(opening, lambda person: ranking_reopened(ranking, person), at, without=by)
    return ranking


@transaction.atomic
def close_again(*, opening: Opening, by: User, at: datetime) -> HostRanking:
    """Undoes a reopening as long as nobody of the agency has saved: what was handed in stands as it was."""
    ranking = _held(opening, by)
    if not ranking.is_reopened:
        raise Refusal(_("This ranking is not open again; there is nothing to undo."), code="not_open")
    if not ranking.is_untouched:
        raise Refusal(_("The agency has already changed its ranking. Wait until it hands in again."), code="changed")
    opened = cast(datetime, ranking.reopened_at)
    values = {
        "frozen_at": ranking.was_frozen_at, "was_frozen_at": None, "reopened_at": None, "reopened_by": None,
        "reopen_reason": "", "due_at": None,
    }  # fmt: skip
    _write(ranking, values)
    record_act(act="close_ranking", obj=opening, by=by, at=at)
    _tell(opening, lambda person: ranking_closed_again(ranking, opened, person), at, without=by)
    return ranking


def tell_of_late_candidate(application: Application, at: datetime) -> None:
    """The agencies that had handed in before this person came through learn of it: one letter for each hand-in."""
    rows = came_late().filter(application=application).select_related("opening__ranking", "opening__agency")
    for row in rows.order_by("rank"):
        _tell(row.opening, partial(candidate_came_late, row.opening.ranking), at)


def judges_of(opening: Opening) -> list[User]:
    """Who judges its candidates, without those who want the opening for themselves."""
    members = User.objects.filter(
        memberships__agency=opening.agency_id, memberships__capacity__in=JUDGES, memberships__ended_at=None,
        is_active=True,
    )  # fmt: skip
    found = members.select_related("profile").distinct().order_by("pk")
    return [person for person in found if not ranked_themselves(person).filter(pk=opening.pk).exists()]


def _tell(opening: Opening, letter: Callable[[User], LetterSpec], at: datetime, without: User | None = None) -> None:
    for person in judges_of(opening):
        if person != without:
            queue_letter(spec=letter(person), at=at)


def _held(opening: Opening, by: User) -> HostRanking:
    lock(opening.call)
    found = HostRanking.objects.select_for_update().filter(opening=opening).first() or HostRanking(opening=opening)
    found.opening = opening
    require(by, "reopen", found)
    return found


def is_open_to_change(ranking: HostRanking) -> bool:
    """Neither is the selection over nor are the lists frozen."""
    try:
        refuse_change(ranking.opening.call)
    except Refusal:
        return False
    return True


def refuse_change(call: Call) -> None:
    if call.state not in ("open", "closed", "selecting") and not call.late_choices_until:
        raise Refusal(_("The selection of this call is over; its rankings stand."), code="over")
    refuse_frozen_lists(call)


def _write(ranking: HostRanking, values: Fields) -> None:
    for name, value in values.items():
        setattr(ranking, name, value)
    ranking.save(update_fields=list(values))
