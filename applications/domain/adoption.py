"""From a computed run to released results: adopted by a second person, discarded, or announced at one moment."""

from datetime import datetime, timedelta
from functools import partial
from typing import cast

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.domain.draws import inputs_now, newest_draw
from applications.domain.offers import prepare_offer, send_offer
from applications.letters import result_released
from applications.matching import Faulty
from applications.models import Application, Decision, Match, MatchRun
from programme.domain.calls import announce_call
from programme.domain.due_work import for_each_due
from programme.domain.letters import queue_letter
from programme.domain.transitions import lock, move
from programme.kernel.errors import Refusal
from programme.models import Opening, User

TIME_TO_CALL_OFF = timedelta(minutes=15)  # between the order to release and the first letter


def frozen_hash(run: MatchRun) -> str:
    """The fingerprint that the inputs of a run would have now; none if they could not be frozen any more."""
    try:
        return inputs_now(run.call, run.parameters, run.round).hash
    except Faulty:
        return ""


@transaction.atomic
def adopt_run(*, run: MatchRun, by: User, at: datetime) -> MatchRun:
    """A second officer takes a certified run as the programme's decision. Inputs that changed since refuse it."""
    run = lock(run)
    if run.certificate != "certified":
        raise Refusal(_("This run has no certificate. Compute it again."), code="no_certificate")
    if run.draw != newest_draw(run.call, run.round):
        raise Refusal(_("The seed was drawn anew after this run. Compute a run under the new seed."), code="other_draw")
    if tried := run.parameters.get("seats"):
        said = {"openings": ", ".join(sorted(tried))}
        text = _("This run tries out other numbers of seats (%(openings)s). Change the openings, then compute again.")
        raise Refusal(text % said, code="tried_seats")
    if frozen_hash(run) != run.snapshot_hash:
        raise Refusal(
            _(
                "Lists, rankings or openings have changed since this run was computed. Compute a new run and adopt that."
            ),
            code="inputs_changed",
        )
    try:
        with transaction.atomic():
            move(run, "adopt", by=by, at=at, values={"adopted_by": by, "adopted_at": at})
    except IntegrityError:
        raise Refusal(
            _("Another run of this call is adopted already. Discard it first."), code="adopted_already"
        ) from None
    if run.round == 1:  # in a second round people stay on the reserve list, visibly, until the release
        for match in run.matches.select_related("application").order_by("pk"):
            _decide(match, by, at)
    return run


def _decide(match: Match, by: User, at: datetime) -> None:
    application, values = match.application, {"reserve_rank": match.reserve_rank}
    Decision.objects.update_or_create(
        application=application,
        defaults={"kind": _kind(match), "decided_by": by, "decided_at": at, "released_at": None},
    )
    if match.opening_id:
        move(application, "match", by=None, at=at, values=values)
    elif application.state != "ranked":
        move(application, "rank", by=None, at=at, values=values)
    else:
        Application.objects.filter(pk=application.pk).update(**values)


def _kind(match: Match) -> str:
    if match.opening_id:
        return Decision.Kind.SELECTED
    return Decision.Kind.RESERVE if match.reserve_rank else Decision.Kind.NOT_SELECTED


@transaction.atomic
def discard_run(*, run: MatchRun, by: User, at: datetime) -> MatchRun:
    """Sets a run aside, or cancels it while it waits or computes; an adopted one takes its hidden decisions with it."""
    run = lock(run)
    was_adopted = run.state == "adopted"
    move(run, "discard", by=by, at=at)
    if was_adopted and run.round == 1:
        for match in run.matches.filter(application__state="matched").select_related("application"):
            move(match.application, "unmatch", by=None, at=at)
        hidden = Decision.objects.filter(application__matches__run=run, released_at=None)
        hidden.exclude(kind=Decision.Kind.INELIGIBLE).delete()
    return run


@transaction.atomic
def order_release(*, run: MatchRun, people: int, by: User, at: datetime) -> MatchRun:
    """The officer's word, with the number of people it reaches typed by hand. Nothing leaves before the time to call
    it off is over; then the worker prepares every offer and makes everything visible in one transaction.
    """
    reached = run.matches.count()
    if people != reached:
        words = ngettext(
            "This release reaches %(n)s person, not the number you typed. Look at the letters again, then type it.",
            "This release reaches %(n)s people, not the number you typed. Look at the letters again, then type it.",
            reached,
        )
        raise Refusal(words % {"n": reached}, code="wrong_number", field="people")
    return move(run, "order_release", by=by, at=at, values={"release_at": at + TIME_TO_CALL_OFF})


@transaction.atomic
def call_off_release(*, run: MatchRun, by: User, at: datetime) -> MatchRun:
    """Takes the order back while nothing has left: the run is adopted again and nobody has learnt anything."""
    run = lock(run)
    if run.state == "releasing" and run.release_at and run.release_at <= at:
        raise Refusal(_("The time to call it off is over; the letters are leaving."), code="too_late")
    return move(run, "call_off", by=by, at=at, values={"release_at": None})


def release_due_runs(*, at: datetime) -> int:
    """Releases what was ordered, when the time to call it off is over. Safe to repeat, and to kill at any moment:
    prepared offers are found again, and the announcement happens whole or not at all."""
    ordered = MatchRun.objects.filter(state="releasing", release_at__lte=at).select_related("call").order_by("pk")
    return for_each_due("release_run", ordered, partial(_release, at=at), at=at, in_one=False, only_rows=True)


def _release(run: MatchRun, *, at: datetime) -> bool:
    _prepare_offers(run, at)
    return _announce(run, at)


def _placed(run: MatchRun) -> QuerySet[Match]:
    rows = run.matches.exclude(opening=None).filter(application__state="matched" if run.round == 1 else "reserve")
    return rows.select_related(
        "application__applicant__profile", "application__call", "opening__agency", "opening__city"
    ).order_by("pk")


def _prepare_offers(run: MatchRun, at: datetime) -> None:
    """Invisible seats held for everyone placed; each in its own transaction, none twice."""
    deadline = at + timedelta(days=run.call.offer_days)
    for match in _placed(run).exclude(application__offers__run=run):
        prepare_offer(
            application=match.application,
            opening=cast(Opening, match.opening),
            run=run,
            deadline_at=deadline,
            by=None,
            at=at,
        )


@transaction.atomic
def _announce(run: MatchRun, at: datetime) -> bool:
    """Decisions become visible, offers leave, everybody gets their letter: at one moment."""
    run = lock(run)
    if run.state != "releasing":
        return False
    move(run, "release", by=None, at=at, values={"released_at": at})
    related = ("application__applicant__profile", "application__call", "opening__agency", "opening__city")
    for offer in run.offers.filter(state="prepared").select_related(*related).order_by("pk"):
        send_offer(offer=offer, by=None, at=at)
    if run.round == 1:
        _tell_the_others(run, at)
        announce_call(call=run.call, by=None, at=at)
    else:
        chosen = Decision.objects.filter(application__offers__run=run)
        chosen.update(kind=Decision.Kind.SELECTED, decided_by=run.adopted_by, decided_at=run.adopted_at)
    return True


def _tell_the_others(run: MatchRun, at: datetime) -> None:
    waiting = run.matches.filter(opening=None, application__state__in=("ranked", "reviewed"))
    for match in waiting.select_related("application").order_by("pk"):
        move(match.application, "reserve" if match.reserve_rank else "not_select", by=None, at=at)
    hidden = Decision.objects.filter(application__call=run.call, released_at=None).order_by("pk")
    decisions = list(hidden.select_related("application__applicant__profile", "application__call"))
    hidden.update(released_at=at)
    for decision in decisions:
        if decision.kind != Decision.Kind.SELECTED:
            queue_letter(spec=result_released(decision.application), at=at)
