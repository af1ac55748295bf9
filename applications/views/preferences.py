"""The step of choices: openings as cards, ranked by buttons that work without a script."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.domain.applications import save_choices
from applications.models import Application
from applications.queries.preferences import chosen_openings, free_openings, matching
from applications.views.step_page import after, step_page
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
    act, code, slug = request.POST.get("act", ""), request.POST.get("opening", ""), application.call.slug
    if act == "next":
        if chosen:
            return redirect("apply_section", slug=slug, section=after(application, section))
        messages.error(request, _("Rank at least one opening to go on."))
        return redirect("apply_section", slug=slug, section=section)
    order = reordered(application, chosen, act, code)
    save_choices(application=application, openings=order, by=request.user, at=timezone.now())
    kept = f"?{urlencode({'q': request.GET['q']})}" if request.GET.get("q") else ""
    return redirect(reverse("apply_section", args=[slug, section]) + kept + "#ranks")


def reordered(application: Application, chosen: list[Opening], act: str, code: str) -> list[Opening]:
    """The list after one press: add, up, down, remove."""
    order = list(chosen)
    place = next((i for i, opening in enumerate(order) if opening.code == code), None)
    if act == "add" and place is None:
        order.append(get_object_or_404(Opening, code=code, call=application.call, state="approved"))
    elif act == "remove" and place is not None:
        order.pop(place)
    elif act in ("up", "down") and place is not None:
        other = place + (1 if act == "down" else -1)
        if 0 <= other < len(order):
            order[place], order[other] = order[other], order[place]
    return order
