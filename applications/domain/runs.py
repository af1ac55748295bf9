"""Match runs: computed from a frozen snapshot by the worker, whole or not at all, and certified by a second program."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from applications.domain.draws import frozen_lists, inputs_now, newest_draw
from applications.matching import VERSION, Result, Snapshot, certify, solve
from applications.models import Application, Match, MatchRun
from applications.queries.run_report import figures_of, report_of
from programme.domain.audit import record_act
from programme.domain.due_work import for_each_due
from programme.domain.transitions import move
from programme.kernel.doorbell import ring
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.models import Call, User

LEASE = timedelta(minutes=15)
REMOVED = {  # such a row is no claim to a reserve place
    "FORBIDDEN",
    "NOT_ELIGIBLE",
    "HOST_UNACCEPTABLE",
    "POSITION_CLOSED",
    "DUPLICATE",
}


def request_run(*, call: Call, parameters: dict[str, Any], by: User, at: datetime, round_number: int = 1) -> MatchRun:
    """Freezes the inputs of a call with limits and asks the worker to compute, under the one seed of the round."""
    require(by, "change", call)
    snapshot, draw = frozen_lists(call, parameters, round_number), newest_draw(call, round_number)
    if draw is None or not draw.drawn_at:
        raise Refusal(_("Freeze the lists and draw the seed first; every run of the round uses it."), code="no_seed")
    lists = inputs_now(call, {}, round_number).hash if parameters else snapshot.hash
    number = (call.match_runs.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    try:
        with transaction.atomic():
            run = MatchRun.objects.create(
                call=call, round=round_number, number=number, draw=draw, seed=draw.seed, seed_source=draw.source, inputs_hash=lists,
                parameters=parameters, snapshot=snapshot.json, snapshot_hash=snapshot.hash, requested_by=by,
                requested_at=at, state_changed_at=at, engine_version=VERSION,
            )  # fmt: skip
            record_act(act="request_run", obj=run, by=by, at=at, data={"seed": run.seed, "hash": run.snapshot_hash})
            ring("run ordered")
    except IntegrityError:
        raise Refusal(
            _("A colleague asked for a run at the same moment. Look at theirs first."), code="double"
        ) from None
    return run


def try_change(*, run: MatchRun, change: dict[str, Any], by: User, at: datetime) -> MatchRun:
    """The same seed under one changed limit, as a run of its own to compare. `change`: {"caps" | "floors" | "seats": {…}}."""
    parameters = {key: dict(run.parameters.get(key) or {}) for key in ("caps", "floors", "seats")}
    for key, limits in change.items():
        parameters[key] |= limits
    kept = {key: limits for key, limits in parameters.items() if limits}
    return request_run(call=run.call, parameters=kept, by=by, at=at, round_number=run.round)


def compute_due_runs(*, at: datetime) -> int:
    """Computes what waits; a run whose worker died is taken again after its lease. Returns how many were computed."""
    waiting = Q(state="queued") | Q(state="running", leased_until__lte=at)
    due, act = MatchRun.objects.filter(waiting).select_related("call").order_by("pk"), partial(_take_and_compute, at=at)
    alive = MatchRun.objects.filter(state__in=("queued", "running"))
    give_up = partial(_fail, at=at)
    return for_each_due("compute_run", due, act, at=at, in_one=False, relevant=alive, give_up=give_up)


def _take_and_compute(run: MatchRun, *, at: datetime) -> bool:
    """Claims the run by compare-and-swap, so that of two workers one computes it; one that fails lets it go again."""
    lease = at + LEASE
    if not _claim(run, at, lease):
        return False
    try:
        return _compute(run, at)
    except Exception:
        MatchRun.objects.filter(pk=run.pk, state="running", leased_until=lease).update(leased_until=at)
        raise


def _claim(run: MatchRun, at: datetime, lease: datetime) -> bool:
    if run.state == "running":
        mine = MatchRun.objects.filter(pk=run.pk, state="running", leased_until=run.leased_until)
        return bool(mine.update(leased_until=lease))
    try:
        move(run, "start", by=None, at=at, values={"leased_until": lease})
    except Refusal:  # another worker was faster, or somebody set the run aside
        return False
    return True


def _fail(run: MatchRun, error: str, *, at: datetime) -> None:
    """Given up: the run says so itself, and can be ordered anew."""
    fresh = MatchRun.objects.get(pk=run.pk)
    if fresh.state in ("queued", "running"):
        move(fresh, "fail", by=None, at=at, values={"error": error, "leased_until": None})


def _compute(run: MatchRun, at: datetime) -> bool:
    """All or nothing: the result, its certificate and every explanation in one transaction. A cancelled run stops."""
    result = solve(Snapshot.from_json(run.snapshot), run.seed)
    if not _goes_on(run, 25):
        return False
    certificate = certify(run.snapshot, run.seed, result.json)
    try:
        if not certificate["ok"]:
            error = "\n".join(row["text"] for row in certificate["violations"][:20])
            move(run, "fail", by=None, at=at, values={"error": error, "leased_until": None})
            return False
        if not _goes_on(run, 50):
            return False
        reasons = {person: result.explain(person) for person in result.assignment}
        values = {
            "result": result.json, "result_hash": result.hash, "certificate": "certified", "computed_at": at,
            "figures": figures_of(run.call, result), "report": report_of(result), "progress": 100, "leased_until": None,
        }  # fmt: skip
        if not _goes_on(run, 75):
            return False
        with transaction.atomic():
            _write_matches(run, result, reasons)
            move(run, "compute", by=None, at=at, values=values)
    except Refusal:  # cancelled, or taken by another worker, in the meantime
        return False
    return True


def _goes_on(run: MatchRun, progress: int) -> bool:
    return bool(MatchRun.objects.filter(pk=run.pk, state="running").update(progress=progress))


def _write_matches(run: MatchRun, result: Result, reasons: dict[str, dict[str, Any]]) -> None:
    applications = {row.code: row for row in run.call.applications.filter(code__in=result.assignment)}
    openings = {row.code: row for row in run.call.openings.all()}
    reserve = _reserve_order(reasons, applications)
    Match.objects.filter(run=run).delete()
    Match.objects.bulk_create(
        (
            Match(
                run=run, application=applications[person], opening=openings[position] if position else None,
                choice_rank=reasons[person]["choice"], explanation=reasons[person]["rows"],
                nearest_miss=reasons[person]["nearest_miss"], reserve_rank=reserve.get(person),
            )
            for person, position in result.assignment.items()
        ),
        batch_size=500,
    )  # fmt: skip


def _reserve_order(reasons: dict[str, dict[str, Any]], applications: dict[str, Application]) -> dict[str, int]:
    """People without a place whom at least one host found fit, best score first; the code decides among equals."""
    unplaced = [
        person
        for person, why in reasons.items()
        if why["placed"] is None and any(row["reason"] not in REMOVED for row in why["rows"])
    ]
    ordered = sorted(unplaced, key=lambda person: (-(applications[person].mean_score or 0), person))
    return {person: place for place, person in enumerate(ordered, start=1)}
