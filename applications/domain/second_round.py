"""The second round: people on the reserve list add openings that still have seats, their hosts judge them, a run follows."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from applications.domain.draws import refuse_frozen_lists
from applications.domain.reopening import judges_of, tell_of_late_candidate
from applications.letters import second_round_for_hosts, second_round_opened
from applications.models import Application, HostRanking, Preference
from applications.queries.market import openings_of
from programme.domain.audit import record_act
from programme.domain.letters import queue_letter
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.models import Call, Opening, User


@transaction.atomic
def open_second_round(*, call: Call, until_at: datetime, by: User, at: datetime) -> Call:
    """Invites the reserve list to add openings with seats left; their hosts' rankings open for the new candidates."""
    require(by, "change", call)
    if call.state != "announced":
        raise Refusal(_("A second round begins after the results of the first are released."), code="too_early")
    left = openings_of(call, 2)
    waiting = call.applications.filter(state="reserve").select_related("applicant__profile", "call").order_by("pk")
    if not left or not waiting:
        raise Refusal(_("There is no free seat, or nobody on the reserve list."), code="nothing_left")
    refuse_frozen_lists(call)
    if until_at <= at:
        raise Refusal(_("Choose a moment that is still to come."), code="past")
    Call.objects.filter(pk=call.pk).update(late_choices_until=until_at)
    call.late_choices_until = until_at
    _open_rankings(left, at)
    record_act(act="open_second_round", obj=call, by=by, at=at, data={"openings": len(left), "people": len(waiting)})
    for application in waiting:
        queue_letter(spec=second_round_opened(application, call), at=at)
    return call


def _open_rankings(openings: list[Opening], at: datetime) -> None:
    closed = HostRanking.objects.filter(opening__in=openings, frozen_at__isnull=False)
    told = list(closed.select_related("opening__agency", "opening__call"))
    closed.update(frozen_at=None, reopened_at=None, reopened_by=None, reopen_reason="", was_frozen_at=None, due_at=None)
    for ranking in told:
        for person in judges_of(ranking.opening):
            queue_letter(spec=second_round_for_hosts(ranking, person), at=at)


def openings_left(application: Application, at: datetime) -> list[Opening]:
    """What a person on the reserve list may add now; nothing outside the second round."""
    call = application.call
    if application.state != "reserve" or not call.late_choices_until or at >= call.late_choices_until:
        return []
    mine = set(application.preferences.values_list("opening_id", flat=True))
    return [opening for opening in openings_of(call, 2) if opening.pk not in mine]


@transaction.atomic
def add_choices(*, application: Application, openings: list[Opening], by: User, at: datetime) -> int:
    """Adds openings below those ranked before, in the order given. Returns how many were new."""
    require(by, "edit", application)
    possible = {opening.pk for opening in openings_left(application, at)}
    chosen = [opening for opening in openings if opening.pk in possible]
    if not chosen:
        raise Refusal(
            _("Choose at least one opening that still has a seat. The second round may have ended."), code="none"
        )
    last = application.preferences.aggregate(last=Max("rank"))["last"] or 0
    Preference.objects.bulk_create(
        Preference(application=application, opening=opening, rank=last + place)
        for place, opening in enumerate(chosen, start=1)
    )
    record_act(act="add_choices", obj=application, by=by, at=at, data={"openings": [row.code for row in chosen]})
    tell_of_late_candidate(application, at)
    return len(chosen)
