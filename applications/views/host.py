"""The host's judgement of candidates: names, photos and numbers are not here to be seen."""

from datetime import datetime
from functools import partial

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.domain import rankings
from applications.domain.host_answers import answer_placement, answer_until
from applications.domain.reopening import is_open_to_change
from applications.forms.host import ObjectForm, RankingForm
from applications.models import Application, HostRanking, Offer
from applications.policies import candidates_of, closed_to, placed_people, ranked_themselves
from applications.queries.judging import unjudged_at
from applications.queries.ranking import candidate_sheets, numbers_of, others_ranked
from applications.states import RANKABLE
from applications.views.conflicts import conflict_page
from programme.forms.fields import PlainForm
from programme.kernel.errors import NotAllowed, NotVisible
from programme.kernel.operations import Operation, Operations, operate_one_of
from programme.kernel.policies import can, get_visible, visible_to
from programme.kernel.posting import posted_from
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
    mine = ~Q(preferences__application_id__in=closed_to(request.user)) & ~Q(pk__in=ranked_themselves(request.user))
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
    waits = unjudged_at(Opening.objects.filter(agency_id__in=agencies), request.user)
    own = set(ranked_themselves(request.user).values_list("pk", flat=True))
    context = {
        "openings": [_listed(row, 0 if row.pk in own else waits.get(row.pk, 0), row.pk in own) for row in rows],
        "area": "host",
        "here": "candidates",
    }
    return render(request, "applications/host_openings.html", context)


def _listed(opening: Opening, waits: int, is_own: bool) -> dict:
    """One opening of the list; `judged`: how many of its candidates have a word, or need none."""
    judged = max(opening.candidates - waits, 0)
    return {"opening": opening, "waits": waits, "is_own": is_own, "judged": judged}


@login_required
def rank(request: HttpRequest, code: str) -> HttpResponse:
    """All candidates of one opening on one page: a tier each, or a refusal with the reason; saved as often as wanted."""
    opening = _judged_opening(request, code)
    ranking = HostRanking.objects.filter(opening=opening).first()
    _require_rank(request, ranking or HostRanking(opening=opening))
    candidates = list(
        candidates_of(request.user, opening)
        .select_related("home_province", "applicant__profile")
        .prefetch_related(
            "revisions__form__questions", "revisions__form__sections", "invitations__rule", "invitations__reference"
        )
        .order_by("code")
    )
    words = {
        "options": {"candidates": candidates, "ranking": ranking},
        "given": RankingForm.given,
    }
    done = {"opening": opening, "by": request.user, "at": timezone.now()}
    buttons = Operations(
        request,
        {
            "save": Operation(
                RankingForm, partial(rankings.save_ranking, **done), _("Saved. You can go on later."), **words
            ),
            "hand_in": Operation(
                RankingForm, partial(rankings.save_and_hand_in, **done),
                _("Handed in. Thank you; the programme office takes it from here."),
                to=reverse("host_candidates"), **words,
            ),
        },
    )  # fmt: skip
    if answer := buttons.answer():
        return answer
    form = buttons.forms.get(buttons.pressed, buttons.forms["save"])
    numbers = numbers_of(opening)
    undecided = form.without_judgement()
    context = {
        "opening": opening,
        "ranking": ranking,
        "form": form,
        "sheets": [
            sheet | form.fields_of(sheet["application"].code) | {"number": numbers[sheet["application"].pk]}
            for sheet in candidate_sheets(candidates, opening)
        ],
        "so_far": {
            "all": len(candidates),
            "judged": len(candidates) - len(undecided),
            "next": undecided[0] if undecided else "",
        },
        "closed": len(numbers) - len(candidates),
        "late": _late_at(request, ranking),
        "may_open": bool(
            ranking and ranking.frozen_at and is_open_to_change(ranking) and can(request.user, "reopen", ranking)
        ),
        "area": "host",
        "here": "candidates",
    }
    return render(request, "applications/host_rank.html", context, status=buttons.status)


def _late_at(request: HttpRequest, ranking: HostRanking | None) -> int:
    """How many came after the hand-in."""
    if ranking is None or not ranking.frozen_at:
        return 0
    return unjudged_at(Opening.objects.filter(pk=ranking.opening_id), request.user).get(ranking.opening_id, 0)


def _require_rank(request: HttpRequest, ranking: HostRanking) -> None:
    verdict = can(request.user, "rank", ranking)
    if not verdict:
        raise NotAllowed(verdict.reason)


@login_required
def conflict(request: HttpRequest, code: str, application: str) -> HttpResponse:
    """One tap and a confirmation: the candidate disappears from this person's pages, and a colleague judges."""
    opening = _judged_opening(request, code)
    placed_here = placed_people(request.user, opening).values("application_id")
    seen = Application.objects.filter(Q(pk__in=candidates_of(request.user, opening)) | Q(pk__in=placed_here))
    found = get_object_or_404(seen, code=application)
    page = "host_placed" if found.pk in {row["application_id"] for row in placed_here} else "host_rank"
    return conflict_page(
        request,
        found,
        lead=_("You know the person, or have something to gain or lose. You will see nothing more of this candidate."),
        said=_("Thank you. A colleague of your agency judges this candidate."),
        to=reverse(page, args=[code]),
        back=reverse(page, args=[code]),
        area="host",
        here="candidates",
    )


@login_required
def placed(request: HttpRequest, code: str) -> HttpResponse:
    """After the release: who is placed here, to confirm or to object to; of the others only what the host may know."""
    opening, now = _judged_opening(request, code), timezone.now()
    rows = placed_people(request.user, opening).select_related("application__call", "application__applicant__profile")
    context = {
        "opening": opening,
        "offers": [_placed_row(request, offer, now) for offer in rows.order_by("sent_at", "pk")],
        "others": others_ranked(opening, request.user),
        "area": "host",
        "here": "candidates",
    }
    return render(request, "applications/host_placed.html", context)


def _placed_row(request: HttpRequest, offer: Offer, now: datetime) -> dict:
    until = answer_until(offer)
    is_open = not offer.host_answer and now < until
    return {
        "offer": offer,
        "until": until,
        "is_open": is_open,
        "may_answer": is_open and bool(can(request.user, "object", offer)),
        "objecting": ObjectForm(auto_id=f"id_{offer.code}_%s"),
    }


@login_required
@posted_from("host_placed", code="code")
def answer(request: HttpRequest, code: str, offer: str) -> HttpResponse:
    opening = _judged_opening(request, code)
    found = get_object_or_404(placed_people(request.user, opening), code=offer)
    say = partial(answer_placement, offer=found, by=request.user, at=timezone.now())
    buttons = {
        "confirm": Operation(PlainForm, partial(say, objects=False, reason=""), _("Confirmed. Thank you.")),
        "object": Operation(
            ObjectForm, partial(say, objects=True), _("The programme office has your objection and answers you.")
        ),
    }
    return operate_one_of(request, buttons, to=reverse("host_placed", args=[code]))


def _judged_opening(request: HttpRequest, code: str) -> Opening:
    rows = Opening.objects.select_related("agency", "call")
    opening = get_visible(request.user, Opening, action="host", queryset=rows, code=code)
    if opening.agency_id not in standing_of(request.user).agency_ids("reviewer", "approver"):
        raise NotVisible
    return opening
