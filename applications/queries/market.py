"""A call's applicants and openings as an instance of the matching engine, and what still stands in the way of a match."""

from collections import defaultdict
from collections.abc import Container, Iterable
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.utils.translation import gettext as _

from applications.models import Application, HostRankingRow, MatchRule, Preference
from applications.queries.judging import asked_pairs, came_late
from programme.kernel.shapes import Sheet
from programme.models import Call, HometownMode, Opening

ENTERS = {1: ("reviewed", "ranked", "matched"), 2: ("reserve", "matched")}  # by round: whose lists count
LIVE = ("prepared", "sent", "accepted")
HOME_POLICIES = {
    HometownMode.NONE: "none",
    HometownMode.SOFT: "tie",
    HometownMode.FIRST: "class",
    HometownMode.KEPT: "reserve",
    HometownMode.HARD: "eligibility",
}


def instance_of(call: Call, parameters: dict[str, Any], round_number: int = 1) -> dict[str, Any]:
    """Canonical inputs by public codes. A constant number of queries.

    `parameters`, all optional: {"caps": {node: n}, "floors": {node: n}, "seats": {opening code: n}}; the nodes are
    programme, region-…, province-… and host-….
    """
    entrants = call.applications.filter(state__in=ENTERS[round_number]).select_related("home_province")
    people = {row.pk: row for row in entrants.order_by("code")}
    openings = {row.pk: row for row in openings_of(call, round_number)}
    lists: dict[str, list[str]] = {row.code: [] for row in people.values()}
    wanted = Preference.objects.filter(application__in=entrants).order_by("application_id", "rank", "pk")
    for person, opening in wanted.values_list("application_id", "opening_id"):
        if opening in openings:
            lists[people[person].code].append(openings[opening].code)
    ranked = _rankings(call, people)
    seats = parameters.get("seats") or {}
    rules = list(active_rules(call).values_list("kind", "application__code", "opening__code"))
    codes = {row.code for row in openings.values()}
    return {
        "applicants": lists,
        "positions": {
            row.code: {
                "capacity": seats.get(row.code, row.free),
                "ranking": ranked.get(row.pk, []),
                "node": f"host-{row.agency.code}",
                "place": row.city.province.iso_code,
            }
            for row in openings.values()
        },
        "nodes": nodes_of(openings.values(), parameters),
        "home": {
            "policy": HOME_POLICIES[HometownMode(call.hometown_mode)],
            "homes": {row.code: row.home_province.iso_code for row in people.values() if row.home_province},
            "seats": 1 if call.hometown_mode == HometownMode.KEPT else 0,
        },
        "fixed": _pairs(rules, MatchRule.Kind.FIXED, lists, codes),
        "forbidden": _pairs(rules, MatchRule.Kind.FORBIDDEN, lists, codes),
    }


def openings_of(call: Call, round_number: int = 1) -> list[Any]:  # openings, each with `free`
    """Approved openings with `free` seats: all of them in the first round, those not held by anyone in the second."""
    rows = call.openings.filter(state="approved").select_related("city__province", "agency").order_by("code")
    held = Count("offers", filter=Q(offers__state__in=LIVE)) if round_number > 1 else Value(0)
    return [row for row in rows.annotate(free=F("seats") - held) if row.free > 0]


def active_rules(call: Call) -> QuerySet[MatchRule]:
    """Rules for single pairs that two people have signed."""
    return MatchRule.objects.filter(call=call, removed_at=None, approved_by__isnull=False)


def _pairs(
    rules: list[tuple[str, str, str]], kind: str, lists: Container[str], codes: Container[str]
) -> list[list[str]]:
    return sorted(
        [person, opening] for k, person, opening in rules if k == kind and person in lists and opening in codes
    )


def _rankings(call: Call, people: dict[int, Application]) -> dict[int, list[list[str]]]:
    """Per opening its acceptable candidates in tiers, best first."""
    tiers: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    rows = HostRankingRow.objects.filter(ranking__opening__call=call, is_acceptable=True)
    for opening, person, tier in rows.values_list("ranking__opening_id", "application_id", "tier"):
        if person in people and tier is not None:
            tiers[opening][tier].append(people[person].code)
    return {opening: [sorted(found[tier]) for tier in sorted(found)] for opening, found in tiers.items()}


def nodes_of(openings: Iterable[Opening], parameters: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The tree host ⊂ province ⊂ region ⊂ programme of these openings, with the limits that were set."""
    parents: dict[str, str | None] = {"programme": None}
    for opening in openings:
        province = opening.city.province
        parents[f"region-{province.region}"] = "programme"
        parents[f"province-{province.iso_code}"] = f"region-{province.region}"
        parents[f"host-{opening.agency.code}"] = f"province-{province.iso_code}"
    caps, floors = parameters.get("caps") or {}, parameters.get("floors") or {}
    return {
        node: {"parent": parent, "cap": caps.get(node), "floor": floors.get(node, 0)}
        for node, parent in parents.items()
    }


def open_points(call: Call, round_number: int = 1) -> list[Sheet]:
    """The checklist before a match: errors stand in the way, warnings are to be known. A constant number of queries."""
    states = dict(call.applications.values_list("state").annotate(n=Count("pk")))
    enters = ENTERS[round_number]
    unread = sum(states.get(state, 0) for state in ("submitted", "screening", "correction", "eligible", "in_review"))
    ready = sum(states.get(state, 0) for state in enters)
    openings = [row.pk for row in openings_of(call, round_number)]
    asked = asked_pairs().filter(opening=OuterRef("pk"), application__state__in=enters)
    waiting = call.openings.filter(Exists(asked), pk__in=openings).exclude(ranking__frozen_at__isnull=False).count()
    late = came_late().filter(application__call=call, application__state__in=enters, opening__in=openings).count()
    unsigned = MatchRule.objects.filter(call=call, removed_at=None, approved_by=None).count()
    short = call.applications.filter(state__in=enters).annotate(n=Count("preferences")).filter(n__lt=3).count()
    points = [
        (unread, "error", _("%(n)s applications are not yet screened or read to the end.")),
        (not ready, "error", _("No application has come through reading yet.")),
        (waiting, "error", _("%(n)s openings have candidates whom their host has not judged.")),
        (
            late,
            "error",
            _("%(n)s candidates of handed-in openings have no judgement: unscored is not the same as not wanted."),
        ),
        (not openings, "error", _("No opening has a free seat.")),
        (unsigned, "warning", _("%(n)s decisions by hand wait for a second person; they do not count yet.")),
        (short if round_number == 1 else 0, "warning", _("%(n)s applicants ranked fewer than three openings.")),
    ]
    return [{"level": level, "n": int(n), "text": text % {"n": int(n)}} for n, level, text in points if n]
