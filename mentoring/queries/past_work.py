"""What ambassadors did at an agency, as the public figures count it: for people who choose where to go next."""

from collections.abc import Collection

from mentoring.queries.figures import OUTCOMES, Scope, missions
from programme.kernel.past_work import Done, tells_past_work

FINISHED = "completed"  # the placement: work that is going on is nobody's to judge yet


@tells_past_work
def done_at(agencies: Collection[int]) -> dict[int, list[Done]]:
    """Missions and verified outcomes of completed placements; nobody is named. Two queries."""
    found: dict[int, list[Done]] = {key: [] for key in agencies}
    ended = {"placement__agency__in": list(agencies), "placement__state": FINISHED}
    for mission in missions(Scope()).filter(**ended).select_related("placement").order_by("pk"):
        found[mission.placement.agency_id].append(Done(mission.title, mission.starts_on))
    for outcome in OUTCOMES(Scope()).filter(**ended).select_related("placement").order_by("pk"):
        found[outcome.placement.agency_id].append(Done(outcome.statement, outcome.happened_on, is_result=True))
    return found
