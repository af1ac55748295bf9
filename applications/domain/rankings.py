"""A host's judgement of the candidates who ranked its opening."""

from datetime import datetime
from typing import NotRequired, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from applications.domain.draws import refuse_frozen_lists
from applications.models import Application, HostRanking, HostRankingRow
from applications.policies import candidates_of, closed_to, who_ranked
from applications.queries.judging import unjudged_pairs
from programme.domain.audit import record_act
from programme.domain.transitions import lock
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.models import Opening, User

TIERS = range(1, 6)  # 1 is best
LONGEST_REASON = 500
NO_REASON = gettext_lazy("Write why a candidate does not fit; only the programme office reads it.")


class Judgement(TypedDict):
    """What a host said of one candidate: a tier, or None for "does not fit", which needs its reason."""

    tier: int | None
    reason: NotRequired[str]


def ranking_of(opening: Opening) -> HostRanking:
    ranking, _created = HostRanking.objects.get_or_create(opening=opening)
    return ranking


@transaction.atomic
def save_ranking(
    *, opening: Opening, rows: dict[str, Judgement], base_version: int, by: User, at: datetime
) -> HostRanking:
    """Keeps what is judged so far, by the codes of applications; whom this person may not judge is refused."""
    ranking = _locked(opening, by)
    if ranking.frozen_at:
        raise Refusal(
            _("The ranking is handed in and frozen. Your approver or the programme office can open it again."),
            code="frozen",
        )
    if ranking.version != base_version:
        raise Refusal(
            _("A colleague saved this ranking in the meantime. Their choice stands beside yours; save to keep yours."),
            code="stale_tab",
        )
    candidates = {row.code: row for row in candidates_of(by, opening)}
    if rows.keys() - candidates.keys():
        raise Refusal(
            _("One of these people is no longer a candidate for you. Read the page again, then save."), code="unknown"
        )
    for code, said in rows.items():
        _keep(ranking, candidates[code], said)
    ranking.version += 1
    ranking.saved_at, ranking.saved_by = at, by
    ranking.save(update_fields=["version", "saved_at", "saved_by"])
    return ranking


@transaction.atomic
def hand_in_ranking(*, opening: Opening, by: User, at: datetime) -> HostRanking:
    """Freezes the ranking. Every candidate needs a word first: unjudged is not the same as not wanted."""
    ranking = _locked(opening, by)
    if ranking.frozen_at:
        return ranking
    unjudged = who_ranked(opening).filter(pk__in=unjudged_pairs().filter(opening=opening).values("application"))
    if n := unjudged.exclude(pk__in=closed_to(by)).count():
        raise Refusal(
            ngettext(
                "%(n)s candidate has no judgement yet. Give them a place, or decline with a reason.",
                "%(n)s candidates have no judgement yet. Give each a place, or decline with a reason.",
                n,
            )
            % {"n": n},
            code="incomplete",
        )
    if unjudged.exists():
        raise Refusal(
            _("A candidate with whom you declared a conflict waits for a colleague. Your colleague hands in."),
            code="colleague",
        )
    ranking.frozen_at = at
    ranking.save(update_fields=["frozen_at"])
    record_act(act="hand_in_ranking", obj=opening, by=by, at=at, data={"candidates": who_ranked(opening).count()})
    return ranking


@transaction.atomic
def save_and_hand_in(
    *, opening: Opening, rows: dict[str, Judgement], base_version: int, by: User, at: datetime
) -> HostRanking:
    """What stands on the page is kept and handed in at once: all of it, or nothing."""
    save_ranking(opening=opening, rows=rows, base_version=base_version, by=by, at=at)
    return hand_in_ranking(opening=opening, by=by, at=at)


def forget_judgement(application: Application, person: User) -> None:
    """What somebody with a stake judged does not stand; while the ranking is open, a colleague judges anew."""
    theirs = HostRankingRow.objects.filter(application=application, ranking__saved_by=person)
    theirs.filter(ranking__frozen_at=None).delete()


def _locked(opening: Opening, by: User) -> HostRanking:
    """The ranking, held with its call, so that the lists cannot be frozen in the same moment."""
    lock(opening.call)
    ranking = HostRanking.objects.select_for_update().get(pk=ranking_of(opening).pk)
    require(by, "rank", ranking)
    if not ranking.frozen_at:
        refuse_frozen_lists(opening.call)
    return ranking


def _keep(ranking: HostRanking, application: Application, said: Judgement) -> None:
    tier, reason = said["tier"], said.get("reason", "").strip()
    if tier is None and not reason:
        raise Refusal(str(NO_REASON), code="no_reason", field=f"reason-{application.code}")
    if tier is not None and tier not in TIERS:
        raise Refusal(_("Choose a place from 1 to 5."), code="unknown_tier", field=f"tier-{application.code}")
    values = {"tier": tier, "is_acceptable": tier is not None, "reason": reason[:LONGEST_REASON]}
    HostRankingRow.objects.update_or_create(ranking=ranking, application=application, defaults=values)
