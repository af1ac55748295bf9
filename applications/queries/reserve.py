"""Who on the reserve list a free seat goes to, by the vacancy chain over the released run."""

from collections import Counter
from dataclasses import dataclass

from applications.matching import Repair, Result, Snapshot, rematch
from applications.models import Application, MatchRun, Offer
from applications.policies import closed_to
from applications.queries.market import LIVE
from programme.models import Call, Opening, User


@dataclass(frozen=True)
class Claim:
    """The next seat of an opening goes to this person. `rank`: which choice it is; `why`: SEAT_FREED, ROOM …"""

    application: Application
    opening: Opening
    run: MatchRun
    rank: int | None
    why: str


def claims_on_free_seats(call: Call, reader: User | None = None) -> list[Claim]:
    """What refilling would send now, in order. A constant number of queries; nothing before the results are released.

    For a `reader`, without the people in whom they have a stake: those are for another officer, or for the clock.
    """
    run = call.match_runs.filter(state="released").order_by("-round").first()
    if run is None:
        return []
    repair = repair_of(run)
    codes = {move["applicant"]: move for move in repair.moves if move["to"]}  # the last move of each is where they end
    people = Application.objects.filter(call=call, code__in=codes).select_related("call", "applicant__profile")
    if reader is not None:
        people = people.exclude(pk__in=closed_to(reader))
    places = call.openings.select_related("agency", "city").in_bulk(
        [repair.assignment[code] for code in codes], field_name="code"
    )
    return [
        Claim(
            person,
            places[repair.assignment[person.code]],
            run,
            codes[person.code]["rank_after"],
            codes[person.code]["why"],
        )
        for person in sorted(people, key=lambda row: list(codes).index(row.code))
    ]


def repair_of(run: MatchRun) -> Repair:
    """The chain in the mode "unplaced": live offers keep their seats, people on the reserve list may move up."""
    snapshot = Snapshot.from_json(run.snapshot)
    result = Result.from_json(snapshot, run.result)
    known, openings = set(result.assignment), {row.code: row for row in run.call.openings.filter(state="approved")}
    waiting = set(Application.objects.filter(call=run.call, state="reserve").values_list("code", flat=True))
    live = Offer.objects.filter(application__call=run.call, state__in=LIVE)
    held: dict[str, str] = {}
    others: Counter[str] = Counter()  # seats held by people whom this run did not match
    for person, place in live.values_list("application__code", "opening__code"):
        if person in known and place in result.cutoffs:
            held[person] = place
        else:
            others[place] += 1
    frozen = dict(zip(result.cutoffs, result.market.capacity, strict=True))
    more = {p: row.seats - others[p] - frozen[p] for p, row in openings.items() if frozen.get(p)}
    return rematch(
        snapshot,
        result,
        withdrawn=known - waiting - set(held),
        closed=[code for code in frozen if code not in openings],
        new_seats={p: count for p, count in more.items() if count > 0},
        before={code: held.get(code) for code in known},
    )
