"""The host's judgement of candidates: names, photos and numbers are not here to be seen."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications.domain import rankings
from applications.domain.host_answers import answer_placement, answer_until
from applications.models import HostRanking
from applications.policies import candidates_of, closed_to, placed_people
from applications.queries.ranking import candidate_sheets, others_ranked
from applications.states import RANKABLE
from programme.kernel.errors import NotVisible
from programme.kernel.lists import is_number
from programme.kernel.policies import get_visible, visible_to
from programme.models import Opening
from programme.queries.people import standing_of


@login_required
def openings(request: HttpRequest) -> HttpResponse:
    """The agency's openings, with how many candidates wait for a judgement."""
    agencies = standing_of(request.user).agency_ids("reviewer", "approver")
    if not agencies:
        raise NotVisible
    judged = Q(preferences__application__state__in=RANKABLE) | Q(
        preferences__application__state="reserve", call__late_choices_until__isnull=False
    )
    mine = ~Q(preferences__application_id__in=closed_to(request.user))
    placed = Q(offers__state__in=("sent", "accepted")) & ~Q(offers__application_id__in=closed_to(request.user))
    rows = (
        visible_to(request.user, Opening, "host")
        .filter(agency_id__in=agencies)
        .select_related("agency", "city", "call", "ranking")
        .annotate(
            candidates=Count("preferences", filter=judged & mine, distinct=True),
            placed=Count("offers", filter=placed, distinct=True),
        )
        .order_by("-call__opens_at", "pk")
    )
    return render(request, "applications/host_openings.html", {"openings": rows, "area": "host", "here": "candidates"})


@login_required
def rank(request: HttpRequest, code: str) -> HttpResponse:
    """All candidates of one opening on one page: a tier each, or a refusal with the reason; saved as often as wanted."""
    opening = _judged_opening(request, code)
    candidates = list(
        candidates_of(request.user, opening)
        .select_related("home_province", "applicant__profile")
        .prefetch_related("revisions__form__questions")
        .order_by("code")
    )
    if request.method == "POST":
        return _save(request, opening, candidates)
    ranking = HostRanking.objects.filter(opening=opening).first()
    judged = {row.application_id: row for row in ranking.rows.all()} if ranking else {}
    sheets = [
        sheet | {"row": judged.get(sheet["application"].pk), "number": number}
        for number, sheet in enumerate(candidate_sheets(opening, candidates), start=1)
    ]
    context = {
        "opening": opening,
        "ranking": ranking,
        "sheets": sheets,
        "tiers": range(1, 6),
        "area": "host",
        "here": "candidates",
    }
    return render(request, "applications/host_rank.html", context)


def _save(request: HttpRequest, opening: Opening, candidates: list) -> HttpResponse:
    rows = {}
    for application in candidates:
        said = request.POST.get(f"tier-{application.code}", "")
        if said == "no":
            rows[application.code] = {"declined": request.POST.get(f"reason-{application.code}", "")}
        elif is_number(said) and 1 <= int(said) <= 5:
            rows[application.code] = {"tier": int(said)}
    version = request.POST.get("version", "0")
    at = timezone.now()
    rankings.save_ranking(
        opening=opening,
        rows=rows,
        candidates=candidates,
        base_version=int(version) if is_number(version) else 0,
        by=request.user,
        at=at,
    )
    if request.POST.get("act") == "hand_in":
        rankings.hand_in_ranking(opening=opening, candidates=candidates, by=request.user, at=at)
        messages.success(request, _("Handed in. Thank you; the programme office takes it from here."))
        return redirect("host_candidates")
    messages.success(request, _("Saved. You can go on later."))
    return redirect("host_rank", code=opening.code)


@login_required
def placed(request: HttpRequest, code: str) -> HttpResponse:
    """After the release: who is placed here, to confirm or to object to; of the others only what the host may know."""
    opening = _judged_opening(request, code)
    offers = placed_people(request.user, opening).select_related("application__call", "application__applicant__profile")
    context = {
        "opening": opening,
        "offers": [(offer, answer_until(offer)) for offer in offers.order_by("sent_at", "pk")],
        "others": others_ranked(opening, request.user),
        "now": timezone.now(),
        "area": "host",
        "here": "candidates",
    }
    return render(request, "applications/host_placed.html", context)


@login_required
@require_POST
def answer(request: HttpRequest, code: str, offer: str) -> HttpResponse:
    opening = _judged_opening(request, code)
    found = get_object_or_404(placed_people(request.user, opening), code=offer)
    objects = request.POST.get("answer") == "object"
    answer_placement(
        offer=found, objects=objects, reason=request.POST.get("reason", ""), by=request.user, at=timezone.now()
    )
    done = _("The programme office has your objection and answers you.") if objects else _("Confirmed. Thank you.")
    messages.success(request, done)
    return redirect("host_placed", code=code)


def _judged_opening(request: HttpRequest, code: str) -> Opening:
    rows = Opening.objects.select_related("agency", "call")
    opening = get_visible(request.user, Opening, action="host", queryset=rows, code=code)
    if opening.agency_id not in standing_of(request.user).agency_ids("reviewer", "approver"):
        raise NotVisible
    return opening
