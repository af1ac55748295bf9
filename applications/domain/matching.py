"""Match runs: computed from a frozen snapshot, certified by a second program, adopted by a second person, released at one moment."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from applications.domain.offers import prepare_offer, send_offer
from applications.letters import result_released
from applications.matching import VERSION, Problem, Result, Snapshot, certify, solve
from applications.models import Application, Decision, Match, MatchRun
from applications.queries.market import instance_of, open_points
from programme.domain.audit import record_act
from programme.domain.calls import announce_call
from programme.domain.letters import queue_letter
from programme.domain.transitions import lock, move
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.models import Call, User

LEASE = timedelta(minutes=15)
REMOVED = {
    "FORBIDDEN",
    "NOT_ELIGIBLE",
    "HOST_UNACCEPTABLE",
    "POSITION_CLOSED",
    "DUPLICATE",
}  # no claim to a reserve place


def request_run(*, call: Call, seed: str, seed_source: str, parameters: dict, by: User, at: datetime) -> MatchRun:
    """Freezes the inputs of a call and asks the worker to compute. Errors of the checklist refuse it; warnings do not."""
    require(by, "change", call)
    if call.state != "selecting":
        raise Refusal(_("Matching begins when the selection of this call has begun."), code="too_early")
    if not seed.strip():
        raise Refusal(_("Enter the seed that was drawn, so that everybody can check the lottery."), code="no_seed")
    errors = [point for point in open_points(call) if point["level"] == "error"]
    if errors:
        raise Refusal(errors[0]["text"], code="not_ready")
    problem = Problem.from_json(instance_of(call, parameters))
    if problem.errors:
        raise Refusal(problem.errors[0].text(get_language() or "th"), code="faulty")
    snapshot = problem.freeze()
    number = (call.match_runs.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    try:
        with transaction.atomic():
            run = MatchRun.objects.create(
                call=call, number=number, seed=seed.strip(), seed_source=seed_source.strip(), parameters=parameters,
                snapshot=snapshot.json, snapshot_hash=snapshot.hash, requested_by=by, requested_at=at,
                state_changed_at=at, engine_version=VERSION,
            )  # fmt: skip
            record_act(act="request_run", obj=run, by=by, at=at, data={"seed": run.seed, "hash": run.snapshot_hash})
            transaction.on_commit(_ring)
    except IntegrityError:
        raise Refusal(
            _("A colleague asked for a run at the same moment. Look at theirs first."), code="double"
        ) from None
    return run


def _ring() -> None:
    from applications.tasks import compute_runs  # the task imports this module

    compute_runs()


def compute_due_runs(*, at: datetime) -> int:
    """Computes what waits; a run whose worker died is taken again after its lease. Returns how many were computed."""
    done = 0
    for run in MatchRun.objects.filter(state="running", leased_until__lt=at).order_by("pk"):
        MatchRun.objects.filter(pk=run.pk, leased_until=run.leased_until).update(leased_until=at + LEASE)
        done += _compute(run, at)
    for run in MatchRun.objects.filter(state="queued").order_by("pk"):
        try:
            move(run, "start", by=None, at=at, values={"leased_until": at + LEASE})
        except Refusal:
            continue
        done += _compute(run, at)
    return done


def _compute(run: MatchRun, at: datetime) -> int:
    """All or nothing: the result, its certificate and every explanation in one transaction."""
    result = solve(Snapshot.from_json(run.snapshot), run.seed)
    certificate = certify(run.snapshot, run.seed, result.json)
    if not certificate["ok"]:
        error = "\n".join(row["text"] for row in certificate["violations"][:20])
        move(run, "fail", by=None, at=at, values={"error": error, "leased_until": None})
        return 0
    reasons = {person: result.explain(person) for person in result.assignment}
    with transaction.atomic():
        _write_matches(run, result, reasons)
        values = {
            "result": result.json, "result_hash": result.hash, "certificate": "certified", "computed_at": at,
            "figures": _figures(result), "progress": 100, "leased_until": None,
        }  # fmt: skip
        move(run, "compute", by=None, at=at, values=values)
    return 1


def _write_matches(run: MatchRun, result: Result, reasons: dict[str, dict]) -> None:
    applications = {row.code: row for row in run.call.applications.filter(code__in=result.assignment)}
    openings = {row.code: row for row in run.call.openings.all()}
    reserve = _reserve_order(reasons, applications)
    Match.objects.filter(run=run).delete()
    Match.objects.bulk_create(
        Match(
            run=run, application=applications[person], opening=openings.get(position),
            choice_rank=reasons[person]["choice"], explanation=reasons[person]["rows"], reserve_rank=reserve.get(person),
        )
        for person, position in result.assignment.items()
    )  # fmt: skip


def _reserve_order(reasons: dict[str, dict], applications: dict) -> dict[str, int]:
    """People without a place whom at least one host found fit, best score first; the code decides among equals."""
    unplaced = [
        person
        for person, why in reasons.items()
        if why["placed"] is None and any(row["reason"] not in REMOVED for row in why["rows"])
    ]
    ordered = sorted(unplaced, key=lambda person: (-(applications[person].mean_score or 0), person))
    return {person: place for place, person in enumerate(ordered, start=1)}


def _figures(result: Result) -> dict:
    figures = result.figures()
    ranks = {int(rank): count for rank, count in figures["choices"].items()}
    ranked = sum(ranks.values())
    return {
        "people": figures["applicants"], "placed": figures["placed"], "unplaced": figures["unplaced"],
        "seats": figures["seats"], "open": figures["seats_open"], "first": ranks.get(1, 0),
        "mean_rank": round(sum(rank * count for rank, count in ranks.items()) / ranked, 2) if ranked else None,
    }  # fmt: skip


def _frozen_hash(run: MatchRun) -> str:
    """The fingerprint that the inputs of a run would have now; none if they could not be frozen any more."""
    problem = Problem.from_json(instance_of(run.call, run.parameters))
    return "" if problem.errors else problem.freeze().hash


@transaction.atomic
def adopt_run(*, run: MatchRun, by: User, at: datetime) -> MatchRun:
    """A second officer takes a certified run as the programme's decision. Inputs that changed since refuse it."""
    run = lock(run)
    if run.certificate != "certified":
        raise Refusal(_("This run has no certificate. Compute it again."), code="no_certificate")
    if _frozen_hash(run) != run.snapshot_hash:
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
    for match in run.matches.select_related("application").order_by("pk"):
        _decide(match, by, at)
    return run


def _decide(match: Match, by: User, at: datetime) -> None:
    kind = (
        Decision.Kind.SELECTED
        if match.opening_id
        else Decision.Kind.RESERVE
        if match.reserve_rank
        else Decision.Kind.NOT_SELECTED
    )
    application = match.application
    Decision.objects.update_or_create(
        application=application, defaults={"kind": kind, "decided_by": by, "decided_at": at, "released_at": None}
    )
    values = {"reserve_rank": match.reserve_rank}
    if match.opening_id:
        move(application, "match", by=None, at=at, values=values)
    elif application.state != "ranked":
        move(application, "rank", by=None, at=at, values=values)
    else:
        Application.objects.filter(pk=application.pk).update(**values)


def discard_run(*, run: MatchRun, by: User, at: datetime) -> MatchRun:
    """Sets a run aside; an adopted one takes its hidden decisions with it."""
    with transaction.atomic():
        run = lock(run)
        was_adopted = run.state == "adopted"
        move(run, "discard", by=by, at=at)
        if was_adopted:
            for match in run.matches.filter(application__state="matched").select_related("application"):
                move(match.application, "unmatch", by=None, at=at)
            Decision.objects.filter(application__matches__run=run, released_at=None).exclude(
                kind=Decision.Kind.INELIGIBLE
            ).delete()
    return run


@transaction.atomic
def release_run(*, run: MatchRun, by: User, at: datetime) -> MatchRun:
    """The announcement: decisions become visible, offers go out with a deadline, everybody gets their letter, at one moment."""
    run = lock(run)
    move(run, "release", by=by, at=at, values={"released_at": at})
    deadline = at + timedelta(days=run.call.offer_days)
    for match in run.matches.select_related(
        "application__applicant__profile", "application__call", "opening__agency", "opening__city"
    ).order_by("pk"):
        application = match.application
        if match.opening_id and application.state == "matched":
            send_offer(
                offer=prepare_offer(
                    application=application, opening=match.opening, run=run, deadline_at=deadline, by=None, at=at
                ),
                by=None,
                at=at,
            )
        elif application.state in ("ranked", "reviewed"):
            move(application, "reserve" if match.reserve_rank else "not_select", by=None, at=at)
    released = Decision.objects.filter(application__call=run.call, released_at=None)
    for decision in released.select_related("application__applicant__profile", "application__call"):
        Decision.objects.filter(pk=decision.pk).update(released_at=at)
        if decision.kind != Decision.Kind.SELECTED:
            queue_letter(spec=result_released(decision.application), at=at)
    announce_call(call=run.call, by=None, at=at)
    return run
