"""What the match rooms show of a run: limits in words, places with their reasons, empty seats, two runs side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from applications.matching.texts import say, say_shortly
from applications.models import HostRankingRow, Match, MatchRun
from applications.queries.market import openings_of
from programme.kernel.lists import is_number
from programme.kernel.policies import visible_to
from programme.kernel.search import found_in
from programme.kernel.shapes import Sheet
from programme.models import Call, HostAgency, Opening, Region, User

SEARCHED = (
    "application__search_text",
    "application__home_province__name_th",
    "application__home_province__name_en",
    "application__applicant__profile__phone",
    "opening__agency__name_th",
    "opening__agency__name_en",
    "opening__agency__short_name_th",
)


def node_labels(call: Call) -> dict[str, str]:
    """The limits' nodes in words, from the widest to the narrowest. Two queries."""
    openings = call.openings.select_related("city__province", "agency").order_by(
        "city__province__region", "city__province__order_key", "pk"
    )
    labels = {"programme": _("The whole programme")}
    regions = dict(Region.choices)
    for opening in openings:
        labels.setdefault(f"region-{opening.city.province.region}", str(regions[opening.city.province.region]))
    for opening in openings:
        labels.setdefault(f"province-{opening.city.province.iso_code}", opening.city.province.name)
    for opening in openings:
        labels.setdefault(f"host-{opening.agency.code}", opening.agency.short_name)
    return labels


@dataclass(frozen=True)
class Limit:
    """One limit of a run. `met`: its floor is reached. `proof` and `prices` only for floors that are missed."""

    node: str
    label: str
    cap: int | None
    floor: int
    count: int
    met: bool
    missed: dict[str, Any] | None


def limits_of(run: MatchRun, labels: dict[str, str]) -> list[Limit]:
    missed = {row["node"]: row for row in run.report.get("floors", [])}
    rows = [
        Limit(row["node"], labels.get(row["node"], row["node"]), row["cap"], row["floor"], row["count"], not row["short"], missed.get(row["node"]))
        for row in run.report.get("limits", [])
    ]  # fmt: skip
    return sorted(rows, key=lambda row: row.met)


def ways_out(limit: Limit, run: MatchRun, openings: dict[str, Opening]) -> list[Sheet]:
    """What to relax so that a missed floor is met, each as {"text", "key", "name", "value"} to try in one click."""
    found: list[Sheet] = []
    if limit.missed is None:
        return found
    for row in (limit.missed["certificate"] or {}).get("limits", [])[:3]:
        if row["name"] in openings:
            said = {"place": openings[row["name"]].agency.short_name, "old": row["limit"], "new": row["limit"] + 1}
            text = _("%(place)s takes %(new)s instead of %(old)s")
            found.append({"text": text % said, "key": "seats", "name": row["name"], "value": row["limit"] + 1})
    for row in limit.missed["prices"][:3]:
        said = {
            "place": openings[row["position"]].agency.short_name,
            "moves": len(row["moves"]),
            "unplaced": row["unplaced"],
        }
        text = _("Close one seat at %(place)s: %(moves)s people get another place, %(unplaced)s of them none")
        seats = sum(
            code == row["position"]
            for code in run.matches.exclude(opening=None).values_list("opening__code", flat=True)
        )
        found.append({"text": text % said, "key": "seats", "name": row["position"], "value": seats - 1})
    lower = {
        "text": _("Lower this floor to %(n)s") % {"n": limit.count},
        "key": "floors",
        "name": limit.node,
        "value": limit.count,
    }
    return [*found, lower]


def matches_of(run: MatchRun, asked: Mapping[str, str], reader: User) -> QuerySet[Match]:
    """The run's rows narrowed by what was asked: q, show (unplaced, hand), region, choice; unknown values narrow nothing."""
    tier = HostRankingRow.objects.filter(ranking__opening=OuterRef("opening"), application=OuterRef("application"))
    found = visible_to(reader, Match, "desk").filter(run=run)
    rows = found.select_related(
        "application__applicant__profile", "application__home_province", "opening__agency", "opening__city__province"
    ).annotate(host_tier=Subquery(tier.values("tier")[:1]))
    rows = rows.filter(found_in(SEARCHED, asked.get("q", "")))
    if asked.get("show") == "unplaced":
        rows = rows.filter(opening=None)
    if asked.get("show") == "hand":
        rows = rows.filter(
            application__match_rules__call=run.call, application__match_rules__removed_at=None
        ).distinct()
    if asked.get("region") in dict(Region.choices):
        rows = rows.filter(opening__city__province__region=asked["region"])
    if is_number(asked.get("choice", ""), digits=2):
        rows = rows.filter(choice_rank=int(asked["choice"]))
    return rows.order_by("application__receipt_number", "pk")


def reasons_in_words(match: Match, openings: dict[str, Opening], labels: dict[str, str]) -> list[Sheet]:
    """Each choice of one applicant: {"rank", "code", "title", "text", "short", "reason"}, in the reader's language."""
    language = get_language() or "th"
    return [
        {
            "rank": row["rank"], "code": row["position"], "reason": row["reason"],
            "title": openings[row["position"]].agency.short_name if row["position"] in openings else row["position"],
            "text": say(row, language, labels), "short": say_shortly(row, language, labels),
        }
        for row in match.explanation
    ]  # fmt: skip


def why_not(match: Match, opening: Opening, rows: list[Sheet]) -> str:
    """Why this applicant is not at that opening, in one sentence."""
    row = next((row for row in rows if row["code"] == opening.code), None)
    if row is None:
        return _("This opening is not on their list. Nobody is placed off their list.")
    return row["text"]


def vacancies_of(run: MatchRun, openings: dict[str, Opening], labels: dict[str, str]) -> list[Sheet]:
    """Seats left empty: why, and what can be done about it."""
    found = []
    for row in run.report.get("vacancies", []):
        opening = openings.get(row["position"])
        if opening is None:
            continue
        if row["vacancy"] == "CAP_REACHED":
            why = _("%(node)s reached its limit of %(cap)s") % {
                "node": labels.get(row["node"], row["node"]),
                "cap": row["cap"],
            }
            advice = _("Try a higher limit")
        elif not row["listed"]:
            why, advice = _("Nobody ranked it"), _("Keep it for the second round")
        else:
            why, advice = _("Everyone whom the host accepts got a place they prefer"), _("Keep it for the second round")
        found.append(row | {"opening": opening, "why": why, "advice": advice})
    return found


def changed_between(one: MatchRun, other: MatchRun, reader: User) -> QuerySet[Match]:
    """Rows of `other` whose place differs from that in `one`, with `old_opening`, `old_name` and `old_rank`."""
    before = one.matches.filter(application=OuterRef("application"))
    rows = (
        visible_to(reader, Match, "desk")
        .filter(run=other)
        .annotate(
            old_opening=Subquery(before.values("opening_id")[:1]),
            old_rank=Subquery(before.values("choice_rank")[:1]),
            was=Coalesce(
                "old_opening", 0, output_field=BigIntegerField()
            ),  # no place is a place of its own here: NULL is not equal to NULL
            now=Coalesce("opening_id", 0, output_field=BigIntegerField()),
        )
    )
    related = rows.exclude(was=F("now")).select_related("application__applicant__profile", "opening__agency")
    return related.order_by("application__receipt_number", "pk")


def agencies_of(opening_ids: set[int]) -> dict[int, str]:
    """Short names by opening, for places that only an id tells."""
    rows = HostAgency.objects.filter(openings__in=opening_ids - {None}).values_list("openings__pk", "pk")
    names = HostAgency.objects.in_bulk({agency for _opening, agency in rows})
    return {opening: names[agency].short_name for opening, agency in rows}


def round_of(call: Call) -> int:
    """Which round a new run of this call would belong to."""
    return 2 if call.state == "announced" else 1


def seats_left(call: Call) -> int:
    return sum(opening.free for opening in openings_of(call, 2))
