"""The seed ceremony: freeze the lists and show their hash, then draw the seed before witnesses; nobody chooses a lottery.

Whoever could try one seed after the other would choose the result. So a seed is drawn once for a call's round, after the
hash is public, and drawn anew only for a written reason, by a second person.
"""

from datetime import datetime
from secrets import randbelow
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from applications.matching import Faulty, Problem, Snapshot
from applications.models import SeedDraw
from applications.queries.market import inputs_of, open_points
from applications.queries.run_pages import round_of
from programme.domain.audit import record_act
from programme.domain.transitions import lock
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.models import Call, User

ROUND_STATES = {1: "selecting", 2: "announced"}


def inputs_now(call: Call, parameters: dict[str, Any], round_number: int) -> Snapshot:
    """What the engine would be given at this moment. Raises Faulty where it could not be frozen."""
    return Problem.from_rows(**inputs_of(call, parameters, round_number)).freeze()


def frozen_lists(call: Call, parameters: dict[str, Any], round_number: int) -> Snapshot:
    """The inputs of a call as they stand. Errors of the checklist or of the limits refuse it; warnings do not."""
    if call.state != ROUND_STATES[round_number]:
        raise Refusal(_too_early(round_number), code="too_early")
    errors = [point for point in open_points(call, round_number) if point["level"] == "error"]
    if errors:
        raise Refusal(errors[0]["text"], code="not_ready")
    try:
        return inputs_now(call, parameters, round_number)
    except Faulty as fault:
        raise Refusal(fault.issues[0].text(get_language() or "th"), code="faulty") from None


def _too_early(round_number: int) -> str:
    if round_number == 1:
        return _("Matching begins when the selection of this call has begun.")
    return _("A second round begins after the results of the first are released.")


def newest_draw(call: Call, round_number: int = 1) -> SeedDraw | None:
    return call.seed_draws.filter(round=round_number).order_by("-number").first()


def refuse_frozen_lists(call: Call) -> None:
    """Once the lists of the round are frozen for the draw, nothing in them changes."""
    draw = newest_draw(call, round_of(call))
    if draw is None:
        return
    words = _("The lists are frozen for the draw, and nothing in them changes any more.")
    if not draw.drawn_at:
        words += " " + _("Before the seed is drawn, the programme office can take the freeze back, with its reason.")
    raise Refusal(words, code="lists_frozen")


@transaction.atomic
def freeze_lists(*, call: Call, plan: str, by: User, at: datetime, round_number: int = 1, reason: str = "") -> SeedDraw:
    """Writes down what the lists are now, for all to see. Again before the draw: the newer state takes the older's place."""
    require(by, "change", lock(call))
    snapshot, old = frozen_lists(call, {}, round_number), newest_draw(call, round_number)
    values = {
        "inputs": snapshot.json, "inputs_hash": snapshot.hash, "people": len(snapshot.data["applicants"]), "openings": len(snapshot.data["positions"]),
        "plan": plan.strip(), "frozen_by": by, "frozen_at": at,
    }  # fmt: skip
    if old and old.drawn_at:
        _require_new_draw(call, round_number, reason)
        values |= {"number": old.number + 1, "reason": reason.strip()}
        old = None
    elif old:
        values |= {"number": old.number}
    try:
        with transaction.atomic():
            draw, _created = SeedDraw.objects.update_or_create(
                call=call, round=round_number, drawn_at=None, defaults=values
            )
            data = {"hash": draw.inputs_hash, "round": round_number}
            record_act(act="freeze_lists", obj=call, by=by, at=at, reason=draw.reason, data=data)
    except IntegrityError:
        raise Refusal(
            _("A colleague froze the lists at the same moment. Look at theirs first."), code="double"
        ) from None
    return draw


@transaction.atomic
def unfreeze_lists(*, call: Call, reason: str, by: User, at: datetime, round_number: int = 1) -> Call:
    """Takes the freeze back while no seed is drawn, so that rankings can change; the history keeps hash and reason."""
    require(by, "change", lock(call))
    draw = newest_draw(call, round_number)
    if draw is None:
        raise Refusal(_("The lists are not frozen."), code="not_frozen")
    if draw.drawn_at:
        raise Refusal(_("The seed is drawn over these lists: they stand for this round."), code="drawn")
    if not reason.strip():
        raise Refusal(_("Write why the freeze is taken back."), code="no_reason", field="reason")
    data = {"hash": draw.inputs_hash, "round": round_number}
    draw.delete()
    record_act(act="unfreeze_lists", obj=call, by=by, at=at, reason=reason.strip(), data=data)
    return call


def _require_new_draw(call: Call, round_number: int, reason: str) -> None:
    if not reason.strip():
        raise Refusal(
            _("The seed of this round is drawn. To draw anew, write the reason; it is published."), code="drawn"
        )
    if call.match_runs.filter(round=round_number, state__in=("adopted", "releasing", "released")).exists():
        raise Refusal(
            _("A run of this round is adopted already. Set it aside first; once it is released, the lottery stands."),
            code="adopted",
        )


def random_seed() -> str:
    """Six digits from the system's random source, for those who do not draw in public."""
    return f"{randbelow(1_000_000):06}"


@transaction.atomic
def draw_seed(*, call: Call, seed: str, source: str, by: User, at: datetime, round_number: int = 1) -> SeedDraw:
    """Writes down the seed that was drawn; an empty one lets the portal draw. Never twice, and only over frozen lists."""
    require(by, "change", lock(call))
    draw = newest_draw(call, round_number)
    if draw is None:
        raise Refusal(
            _("Freeze the lists first: their hash has to be public before the seed is drawn."), code="not_frozen"
        )
    if draw.drawn_at:
        words = _(
            "The seed of this round is drawn already; compute with it. “Draw anew” is only for a fault in the draw."
        )
        raise Refusal(words, code="already")
    if draw.number > 1 and draw.frozen_by_id == by.pk:
        raise Refusal(_("A new draw needs two people. Ask another officer to draw."), code="second_person")
    if frozen_lists(call, {}, round_number).hash != draw.inputs_hash:
        raise Refusal(_("The lists have changed since they were frozen. Freeze them again, then draw."), code="changed")
    if not seed.strip():
        seed, source = random_seed(), _("Drawn by the portal's random source after the lists were frozen")
    values = {"seed": seed.strip(), "source": source.strip(), "drawn_by": by, "drawn_at": at}
    with transaction.atomic():
        if not SeedDraw.objects.filter(pk=draw.pk, drawn_at=None, inputs_hash=draw.inputs_hash).update(**values):
            raise Refusal(_("A colleague was at the draw at the same moment. Look at theirs first."), code="double")
        data = {"seed": seed.strip(), "hash": draw.inputs_hash, "round": round_number}
        record_act(act="draw_seed", obj=call, by=by, at=at, reason=source.strip(), data=data)
    draw.refresh_from_db()
    return draw
