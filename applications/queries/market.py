"""A call's applicants and openings as an instance of the matching engine, and what still stands in the way of a match."""

from django.db.models import Count
from django.utils.translation import gettext as _

from applications.models import Application, HostRanking, MatchRule, Preference
from programme.models import Call, HometownMode

ENTERS = ("reviewed", "ranked", "matched")


def instance_of(call: Call, parameters: dict) -> dict:
    """Canonical inputs by public codes. Six queries.

    `parameters`: {"caps": {province code: n}, "region_caps": {region: n}, "programme_cap": n}; all optional.
    """
    entrants = call.applications.filter(state__in=ENTERS).select_related("home_province").order_by("code")
    applicants = {row.code: row for row in entrants}
    lists: dict[str, list[str]] = {code: [] for code in applicants}
    openings = {
        row.pk: row for row in call.openings.filter(state="approved").select_related("city__province").order_by("code")
    }
    wanted = Preference.objects.filter(application__in=entrants).order_by("application_id", "rank", "pk")
    for row in wanted.select_related("application"):
        if row.opening_id in openings and allowed(call, applicants[row.application.code], openings[row.opening_id]):
            lists[row.application.code].append(openings[row.opening_id].code)
    rules = MatchRule.objects.filter(call=call, removed_at=None, approved_by__isnull=False).select_related(
        "application", "opening"
    )
    return {
        "applicants": lists,
        "positions": {row.code: _position(call, row, applicants) for row in openings.values()},
        "nodes": _nodes(openings.values(), parameters),
        "fixed": sorted([row.application.code, row.opening.code] for row in rules if row.kind == MatchRule.Kind.PIN),
        "forbidden": sorted(
            [row.application.code, row.opening.code] for row in rules if row.kind == MatchRule.Kind.FORBID
        ),
    }


def allowed(call: Call, application: Application, opening) -> bool:
    """The home-town rule when it is one of eligibility: only openings in the home province."""
    return call.hometown_mode != HometownMode.HARD or application.home_province_id == opening.city.province_id


def _position(call: Call, opening, applicants: dict) -> dict:
    ranking = HostRanking.objects.filter(opening=opening).first()
    classes: dict[tuple, list[str]] = {}
    for row in ranking.rows.filter(is_acceptable=True).select_related("application") if ranking else []:
        person = applicants.get(row.application.code)
        if person is not None:
            near = call.hometown_mode == HometownMode.SOFT and person.home_province_id == opening.city.province_id
            classes.setdefault((row.tier, 0 if near else 1), []).append(person.code)
    tiers = [sorted(classes[key]) for key in sorted(classes)]
    return {"capacity": opening.seats, "ranking": tiers, "node": f"province-{opening.city.province.iso_code}"}


def _nodes(openings, parameters: dict) -> dict:
    nodes: dict[str, dict] = {"programme": {"cap": parameters.get("programme_cap")}}
    for opening in openings:
        province = opening.city.province
        nodes[f"region-{province.region}"] = {
            "cap": (parameters.get("region_caps") or {}).get(province.region),
            "parent": "programme",
        }
        cap = (parameters.get("caps") or {}).get(province.iso_code)
        nodes[f"province-{province.iso_code}"] = {"cap": cap, "parent": f"region-{province.region}"}
    return nodes


def open_points(call: Call) -> list[dict]:
    """The checklist before a match: errors stand in the way, warnings are to be known. Five queries."""
    states = dict(call.applications.values_list("state").annotate(n=Count("pk")))
    unread = sum(states.get(state, 0) for state in ("submitted", "screening", "correction", "eligible", "in_review"))
    ready = sum(states.get(state, 0) for state in ENTERS)
    openings = call.openings.filter(state="approved", preferences__application__state__in=ENTERS).distinct()
    waiting = openings.exclude(ranking__frozen_at__isnull=False).count()
    unjudged = _unjudged(call)
    short = call.applications.filter(state__in=ENTERS).annotate(n=Count("preferences")).filter(n__lt=3).count()
    points = [
        (unread, "error", _("%(n)s applications are not yet screened or read to the end.")),
        (not ready, "error", _("No application has come through reading yet.")),
        (waiting, "error", _("%(n)s openings have candidates whom their host has not judged.")),
        (
            unjudged,
            "error",
            _("%(n)s candidates of handed-in openings have no judgement: unscored is not the same as not wanted."),
        ),
        (short, "warning", _("%(n)s applicants ranked fewer than three openings.")),
    ]
    return [{"level": level, "n": int(n), "text": text % {"n": int(n)}} for n, level, text in points if n]


def _unjudged(call: Call) -> int:
    wanted = Preference.objects.filter(
        application__call=call,
        application__state__in=ENTERS,
        opening__state="approved",
        opening__ranking__frozen_at__isnull=False,
    )
    pairs = set(wanted.values_list("opening_id", "application_id"))
    judged = HostRanking.objects.filter(opening__call=call).values_list("opening_id", "rows__application_id")
    return len(pairs - set(judged))
