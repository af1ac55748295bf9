"""A host's judgement of the candidates who ranked its opening."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from applications.models import Application, HostRanking, HostRankingRow
from programme.domain.audit import record_act
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.models import Opening, User


def ranking_of(opening: Opening) -> HostRanking:
    ranking, _created = HostRanking.objects.get_or_create(opening=opening)
    return ranking


@transaction.atomic
def save_ranking(
    *, opening: Opening, rows: dict[str, dict], candidates: list[Application], base_version: int, by: User, at: datetime
) -> HostRanking:
    """Keeps tiers and refusals as judged so far. `rows`: application code → {"tier": int} or {"declined": reason}.

    Codes outside `candidates` are ignored: nobody judges whom they may not see. A refusal needs a reason.
    """
    ranking = HostRanking.objects.select_for_update().get(pk=ranking_of(opening).pk)
    require(by, "rank", ranking)
    if ranking.frozen_at:
        raise Refusal(
            _("The ranking is handed in and frozen. Ask the programme office to open it again."), code="frozen"
        )
    if ranking.version != base_version:
        raise Refusal(
            _("A colleague saved this ranking in the meantime. Reload the page to see theirs."), code="stale_tab"
        )
    for application in candidates:
        said = rows.get(application.code)
        if said is None:
            continue
        declined = str(said.get("declined", "")).strip()
        if "declined" in said and not declined:
            raise Refusal(
                _("Write why a candidate does not fit; only the programme office reads it."), code="no_reason"
            )
        values = (
            {"tier": None, "is_acceptable": False, "reason": declined[:500]}
            if declined
            else {"tier": said["tier"], "is_acceptable": True, "reason": ""}
        )
        HostRankingRow.objects.update_or_create(ranking=ranking, application=application, defaults=values)
    ranking.version += 1
    ranking.saved_at, ranking.saved_by = at, by
    ranking.save(update_fields=["version", "saved_at", "saved_by"])
    return ranking


@transaction.atomic
def hand_in_ranking(*, opening: Opening, candidates: list[Application], by: User, at: datetime) -> HostRanking:
    """Freezes the ranking. Every candidate needs a word first: unjudged is not the same as not wanted."""
    ranking = HostRanking.objects.select_for_update().get(pk=ranking_of(opening).pk)
    require(by, "rank", ranking)
    if ranking.frozen_at:
        return ranking
    judged = set(ranking.rows.values_list("application_id", flat=True))
    open_ones = [application for application in candidates if application.pk not in judged]
    if open_ones:
        raise Refusal(
            _("%(n)s candidates have no judgement yet. Give each a place, or decline with a reason.")
            % {"n": len(open_ones)},
            code="incomplete",
        )
    ranking.frozen_at = at
    ranking.save(update_fields=["frozen_at"])
    record_act(act="hand_in_ranking", obj=opening, by=by, at=at, data={"candidates": len(candidates)})
    return ranking
