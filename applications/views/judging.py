"""The desk and the agency's approver open a handed-in ranking again, and the desk undoes it."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.domain.reopening import close_again, reopen_ranking
from applications.forms.host import OpenAgainForm
from applications.forms.judging import ReopenRankingForm
from applications.models import HostRanking
from applications.policies import judging_agencies
from applications.queries.judging import unjudged_at
from applications.views.matching import call_for
from programme.forms.fields import PlainForm
from programme.kernel.dates import moment
from programme.kernel.operations import Operation, Operations, operate
from programme.kernel.policies import get_visible, require
from programme.kernel.posting import posted_from
from programme.models import Opening


@login_required
def reopen(request: HttpRequest, code: str, opening: str) -> HttpResponse:
    """Asks for the reason and the new deadline, and says what follows."""
    call = call_for(request, code)
    found = get_object_or_404(call.openings.select_related("agency", "call"), code=opening)
    ranking = get_object_or_404(HostRanking.objects.select_related("opening__call"), opening=found)
    require(request.user, "reopen", ranking)
    room = reverse("desk_match", args=[code]) + "#judging"
    opening_again = Operation(
        ReopenRankingForm,
        partial(reopen_ranking, opening=found, by=request.user, at=timezone.now()),
        said=_("The ranking is open again; the agency is told by letter. You can undo this until they save."),
        to=room,
    )
    page = Operations(request, {"": opening_again})
    if answer := page.answer():
        return answer
    context = {
        "title": _("Open this ranking again?"), "lead": f"{found.agency} · {found.title}", "form": page.form,
        "lines": _what_follows(request, ranking), "submit_label": _("Open again"), "cancel_url": room, "here": "cohorts",
        "area": "desk",
    }  # fmt: skip
    return render(request, "confirm.html", context, status=page.status)


def _what_follows(request: HttpRequest, ranking: HostRanking) -> list[str]:
    n = unjudged_at(Opening.objects.filter(pk=ranking.opening_id), request.user).get(ranking.opening_id, 0)
    lines = [_("Handed in %(moment)s") % {"moment": moment(ranking.frozen_at)}] if ranking.frozen_at else []
    if n:
        lines.append(ngettext("%(n)s candidate came later.", "%(n)s candidates came later.", n) % {"n": n})
    return [
        *lines,
        _("Everything that was judged stands; the agency may change it until it hands in again."),
        _("The lists cannot be frozen for the draw before it has handed in."),
    ]


@login_required
@posted_from("desk_match", code="code")
def close(request: HttpRequest, code: str, opening: str) -> HttpResponse:
    call = call_for(request, code)
    found = get_object_or_404(call.openings.select_related("agency", "call"), code=opening)
    closing = Operation(
        PlainForm,
        partial(close_again, opening=found, by=request.user, at=timezone.now()),
        _("Undone. The ranking stands as it was handed in; the agency is told."),
    )
    return operate(request, closing, to=reverse("desk_match", args=[code]) + "#judging")


@login_required
def open_again(request: HttpRequest, code: str) -> HttpResponse:
    """The agency's own approver, before the lists are frozen."""
    rows = Opening.objects.select_related("agency", "call").filter(agency_id__in=judging_agencies(request.user))
    found = get_visible(request.user, Opening, action="host", queryset=rows, code=code)
    ranking = get_object_or_404(HostRanking.objects.select_related("opening__call"), opening=found)
    require(request.user, "reopen", ranking)
    page_of_candidates = reverse("host_rank", args=[code])
    opening_again = Operation(
        OpenAgainForm,
        partial(reopen_ranking, opening=found, by=request.user, at=timezone.now()),
        said=_("Your ranking is open again. Hand it in when you are done."),
        to=page_of_candidates,
    )
    page = Operations(request, {"": opening_again})
    if answer := page.answer():
        return answer
    context = {
        "title": _("Open your ranking again?"), "lead": found.title, "form": page.form, "submit_label": _("Open again"),
        "lines": _what_follows(request, ranking), "cancel_url": page_of_candidates, "area": "host", "here": "candidates",
    }  # fmt: skip
    return render(request, "confirm.html", context, status=page.status)
