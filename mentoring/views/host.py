"""The host supervisor's pages: a week in two taps, a mission, an outcome."""

from functools import partial
from operator import methodcaller

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentoring.domain import claims, corrections, missions, weeks
from mentoring.forms.answers import DecideCorrectionForm, ReturnForm, ReturnLogForm, SendBackForm
from mentoring.models import Claim, ClaimRevision, Mission, Placement, Week
from mentoring.queries.contents import detail_of, people_together
from mentoring.queries.corrections import changes_of
from programme.forms.fields import PlainForm
from programme.kernel.errors import NotVisible
from programme.kernel.operations import Operation, Operations, operate_one_of
from programme.kernel.policies import get_visible, visible_to
from programme.kernel.posting import posted_from
from programme.queries.beginning import beginnings_of

BASE = {"area": "host", "here": "home"}
GIVEN = methodcaller("given")

SHOWN_FOR_RETURN = "submitted"  # the only state in which the pages of a host offer to return something


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """What waits for the host: weeks, missions, outcomes, corrections; and its ambassadors."""
    placements = (
        visible_to(request.user, Placement, "host")
        .select_related("ambassador__profile", "city", "cohort")
        .order_by("-starts_on", "pk")
    )
    waiting = (
        Week.objects.filter(placement__in=placements)
        .annotate(n=Count("logs", filter=Q(logs__state="submitted")))
        .filter(n__gt=0)
    )
    pending = ClaimRevision.objects.filter(state="pending", claim__placement__in=placements, claim__state="confirmed")
    context = {
        "placements": placements,
        "beginnings": [] if placements else beginnings_of(request.user),
        "weeks": waiting.select_related("placement__ambassador__profile").order_by("starts_on", "pk"),
        "missions": Mission.objects.filter(placement__in=placements, state="proposed")
        .select_related("placement__ambassador__profile")
        .order_by("created_at", "pk"),
        "claims": Claim.objects.filter(placement__in=placements, state="submitted")
        .exclude(kind="log")
        .select_related("placement__ambassador__profile", "outcome", "problem")
        .order_by("submitted_at", "pk"),
        "corrections": pending.select_related("claim__placement__ambassador__profile").order_by("written_at", "pk"),
    }
    return render(request, "mentoring/host_home.html", BASE | context)


@login_required
def week(request: HttpRequest, pk: int) -> HttpResponse:
    """One page: confirm all, or return single ones with a reason."""
    found = (
        Week.objects.filter(pk=pk, placement__in=visible_to(request.user, Placement, "host"))
        .select_related("placement__ambassador__profile", "placement__city")
        .first()
    )
    if found is None:
        raise NotVisible
    by_at = {"by": request.user, "at": timezone.now()}
    mine = visible_to(request.user, Claim, "host").filter(activitylog__week=found)
    buttons = Operations(
        request,
        {
            "confirm": Operation(PlainForm, partial(weeks.confirm_week, week=found, **by_at), said=_confirmed),
            "return": Operation(
                ReturnLogForm,
                partial(claims.return_claim, seen=SHOWN_FOR_RETURN, **by_at),
                said=_("Returned with your reason."),
                options={"logs": mine},
                given=GIVEN,
            ),
        },
    )
    to = reverse("host_home") if buttons.pressed == "confirm" else ""
    done = buttons.answer(to=to)
    if done:
        return done
    rows = (
        found.logs.exclude(state__in=("draft", "discarded"))
        .prefetch_related("people__group", "evidence__file")
        .select_related("mission")
        .order_by("happened_on", "pk")
    )
    context = {
        "week": found,
        "logs": rows,
        "waiting": sum(row.state == "submitted" for row in rows),
        "people": people_together(rows),
        "buttons": buttons.forms,
        "refused": buttons.forms["return"].data.get("log", "") if buttons.status != 200 else "",
    }
    return render(request, "mentoring/host_week.html", BASE | context, status=buttons.status)


def _confirmed(n: int) -> str:
    return ngettext("%(n)s log confirmed. Thank you.", "%(n)s logs confirmed. Thank you.", n) % {"n": n}


@login_required
@posted_from("host_home")
def answer_mission(request: HttpRequest, code: str) -> HttpResponse:
    act = {"mission": get_visible(request.user, Mission, action="host", code=code), "by": request.user}
    act["at"] = timezone.now()
    answers = {
        "agree": Operation(PlainForm, partial(missions.agree_mission, **act), said=_("Agreed. Work can begin.")),
        "back": Operation(
            SendBackForm, partial(missions.send_back_mission, **act), said=_("Sent back with your words.")
        ),
    }
    return operate_one_of(request, answers, to=reverse("host_home"))


@login_required
def claim(request: HttpRequest, code: str) -> HttpResponse:
    """An outcome or a problem: did it happen as written? And a correction of what the host confirmed before."""
    queryset = Claim.objects.select_related("placement__ambassador__profile", "mission")
    found = get_visible(request.user, Claim, action="host", queryset=queryset, code=code)
    pending = found.revisions.filter(state="pending").first() if found.state == "confirmed" else None
    buttons = Operations(request, _answers(request, found, pending))
    done = buttons.answer(to=reverse("host_home"))
    if done:
        return done
    context = {
        "claim": found,
        "detail": detail_of(found),
        "evidence": found.evidence.select_related("file").order_by("pk"),
        "pending": pending,
        "changes": changes_of(pending) if pending else [],
        "buttons": buttons.forms,
    }
    return render(request, "mentoring/host_claim.html", BASE | context, status=buttons.status)


def _answers(request: HttpRequest, found: Claim, pending: ClaimRevision | None) -> dict[str, Operation]:
    by_at = {"by": request.user, "at": timezone.now()}
    answers = {
        "confirm": Operation(
            PlainForm,
            partial(claims.confirm_claim, claim=found, **by_at),
            said=_("Confirmed. The programme verifies it next."),
        ),
        "return": Operation(
            ReturnForm,
            partial(claims.return_claim, claim=found, seen=SHOWN_FOR_RETURN, **by_at),
            said=_("Returned with your reason."),
        ),
    }
    if pending:
        answers["correction"] = Operation(
            DecideCorrectionForm,
            partial(corrections.decide_correction, revision=pending, **by_at),
            said=_("Decided. The ambassador is told."),
            given=GIVEN,
        )
    return answers
