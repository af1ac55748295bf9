"""A call's applicants and openings as an instance of the matching engine, and what still stands in the way of a match."""

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


def inputs_of(call: Call, parameters: dict[str, Any], round_number: int = 1) -> dict[str, Any]:
    """What `Problem.from_rows` takes, by public codes. A constant number of queries.

    `parameters`, all optional: {"caps": {node: n}, "floors": {node: n}, "seats": {opening code: n}}; the nodes are
    programme, region-…, province-… and host-….
    """
    entrants = call.applications.filter(state__in=ENTERS[round_number])
    people = dict(entrants.order_by("code").values_list("pk", "code"))
    homes = dict(entrants.exclude(home_province=None).values_list("code", "home_province__iso_code"))
    openings = openings_of(call, round_number)
    rules = list(active_rules(call).values_list("kind", "application__code", "opening__code"))
    known = {*people.values(), *(row.code for row in openings)}
    seats = parameters.get("seats") or {}
    return {
        "applicants": people.values(),
        "positions": [(row.code, seats.get(row.code, row.free), f"host-{row.agency.code}") for row in openings],
        "places": {row.code: row.city.province.iso_code for row in openings},
        "wishes": _wishes(entrants, people, {row.pk: row.code for row in openings}),
        "tree": nodes_of(openings, parameters),
        "home": {
            "policy": HOME_POLICIES[HometownMode(call.hometown_mode)],
            "homes": homes,
            "seats": 1 if call.hometown_mode == HometownMode.KEPT else 0,
        },
        "fixed": _pairs(rules, MatchRule.Kind.FIXED, known),
        "forbidden": _pairs(rules, MatchRule.Kind.FORBIDDEN, known),
    }


def openings_of(call: Call, round_number: int = 1) -> list[Any]:  # openings, each with `free`
    """Approved openings with `free` seats: all of them in the first round, those not held by anyone in the second."""
    rows = call.openings.filter(state="approved").select_related("city__province", "agency").order_by("code")
    held = Count("offers", filter=Q(offers__state__in=LIVE)) if round_number > 1 else Value(0)
    return [row for row in rows.annotate(free=F("seats") - held) if row.free > 0]


def active_rules(call: Call) -> QuerySet[MatchRule]:
    """Rules for single pairs that two people have signed."""
    return MatchRule.objects.filter(call=call, removed_at=None, approved_by__isnull=False)


def _pairs(rules: list[tuple[str, str, str]], kind: str, known: Container[str]) -> list[tuple[str, str]]:
    return sorted(
        (person, opening) for k, person, opening in rules if k == kind and person in known and opening in known
    )


def _wishes(
    entrants: QuerySet[Application], people: dict[int, str], openings: dict[int, str]
) -> list[tuple[str, str, int | None]]:
    """(applicant, opening, the host's tier or None), each applicant's together, the most wanted first."""
    rows = HostRankingRow.objects.filter(application__in=entrants, is_acceptable=True)
    said = {
        (person, opening): tier for person, opening, tier in rows.values_list("application", "ranking__opening", "tier")
    }
    wanted = Preference.objects.filter(application__in=entrants).order_by("application_id", "rank", "pk")
    return [
        (people[person], openings[opening], said.get((person, opening)))
        for person, opening in wanted.values_list("application_id", "opening_id")
        if person in people and opening in openings
    ]


def nodes_of(openings: Iterable[Opening], parameters: dict[str, Any]) -> list[tuple[str, str | None, int | None, int]]:
    """The tree host ⊂ province ⊂ region ⊂ programme of these openings, with the limits that were set."""
    parents: dict[str, str | None] = {"programme": None}
    for opening in openings:
        province = opening.city.province
        parents[f"region-{province.region}"] = "programme"
        parents[f"province-{province.iso_code}"] = f"region-{province.region}"
        parents[f"host-{opening.agency.code}"] = f"province-{province.iso_code}"
    caps, floors = parameters.get("caps") or {}, parameters.get("floors") or {}
    return [(node, parent, caps.get(node), floors.get(node, 0)) for node, parent in parents.items()]


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
