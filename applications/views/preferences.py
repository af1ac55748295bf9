"""The step of choices: openings as cards, ranked by buttons that work without a script."""

from functools import partial
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.domain.applications import save_choices
from applications.forms.choices import OpeningForm
from applications.models import Application
from applications.queries.preferences import chosen_openings, free_openings, matching
from applications.views.step_page import after, step_page
from programme.forms.fields import PlainForm
from programme.kernel.errors import Refusal
from programme.kernel.operations import Operation, operate_one_of
from programme.models import Opening


def openings(request: HttpRequest, application: Application, section: str) -> HttpResponse:
    chosen = chosen_openings(application)
    if request.method == "POST":
        return _press(request, application, section, chosen)
    context = {
        "chosen": chosen,
        "free": matching(free_openings(application, chosen), request.GET.get("q", "")),
        "query": request.GET.get("q", "")[:100],
        "room": application.call.max_choices - len(chosen),
    }
    return step_page(request, application, section, "applications/openings.html", **context)


def _press(request: HttpRequest, application: Application, section: str, chosen: list[Opening]) -> HttpResponse:
    """Every button says which opening it moves; a refusal leads back to the page with the list as it is kept."""
    slug, at = application.call.slug, timezone.now()
    page = reverse("apply_section", args=[slug, section])
    kept = f"?{urlencode({'q': request.GET['q']})}" if request.GET.get("q") else ""

    def move(act: str, *, opening: Opening) -> None:
        order = reordered(chosen, act, opening)
        save_choices(application=application, openings=order, by=request.user, at=at)

    buttons = {
        act: Operation(OpeningForm, partial(move, act), options={"application": application})
        for act in ("add", "up", "down", "remove")
    }
    going_on = Operation(PlainForm, partial(_require_choice, chosen), to=lambda _done: _following(application, section))
    return operate_one_of(request, buttons | {"next": going_on}, to=f"{page}{kept}#ranks")


def _require_choice(chosen: list[Opening]) -> None:
    if not chosen:
        raise Refusal(_("Rank at least one opening to go on."), code="none")


def _following(application: Application, section: str) -> str:
    return reverse("apply_section", args=[application.call.slug, after(application, section)])


def reordered(chosen: list[Opening], act: str, opening: Opening) -> list[Opening]:
    """The list after one press: add, up, down, remove."""
    order = list(chosen)
    place = order.index(opening) if opening in order else None
    if act == "add" and place is None:
        order.append(opening)
    elif act == "remove" and place is not None:
        order.pop(place)
    elif act in ("up", "down") and place is not None:
        other = place + (1 if act == "down" else -1)
        if 0 <= other < len(order):
            order[place], order[other] = order[other], order[place]
    return order
