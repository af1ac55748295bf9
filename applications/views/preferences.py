"""The step of choices: openings as cards, ranked by buttons that work without a script."""

from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.domain.applications import save_choices
from applications.forms.choices import OPENING_GONE, OpeningForm
from applications.forms.sought import LookedAtForm, SoughtForm
from applications.models import Application
from applications.queries.opening_facts import facts_of
from applications.queries.preferences import (
    chosen_openings,
    matching,
    no_longer_offered,
    offered_openings,
    still_offered,
)
from applications.queries.rules import ground_of
from applications.views import answers
from applications.views.step_page import after, step_page
from programme.forms.fields import PlainForm
from programme.kernel.errors import Refusal
from programme.kernel.given_back import is_autosave
from programme.kernel.lists import chips, shown_page
from programme.kernel.operations import Operation, operate_one_of, pressed
from programme.models import Opening

PER_PAGE = 10


@dataclass(frozen=True)
class Moved:
    """What one press did, in words, and where the person goes on."""

    words: str
    address: str


def openings(request: HttpRequest, application: Application, section: str) -> HttpResponse:
    """What is asked beside the ranking (a reason, say) are questions of the same step, kept like all others."""
    if is_autosave(request):
        return answers.questions(request, application, section)
    if request.method == "POST":
        return _press(request, application, section)
    if "look" in request.GET:
        return _beside_each_other(request, application, section)
    return answers.questions(request, application, section, partial(_page, request, application, section))


def _page(request: HttpRequest, application: Application, section: str, form, answer, status: int = 200, **context):
    ranked, rows = chosen_openings(application), offered_openings(application)
    chosen, sought = still_offered(ranked), SoughtForm(request.GET, rows=rows)
    found = [row for row in matching(rows, sought.sought) if row.opening not in chosen]
    context |= {
        "chosen": chosen,
        "gone": no_longer_offered(ranked),
        "page_of": shown_page(request, found, PER_PAGE),
        "sought": sought,
        "chips": chips(request, sought),
        "room": application.call.max_choices - len(chosen),
        "form": form,
        "answer": answer,
        "version": answer.version if answer else 0,
    }
    return step_page(request, application, section, "applications/openings.html", status, **context)


def _beside_each_other(request: HttpRequest, application: Application, section: str) -> HttpResponse:
    """Up to three openings, fact by fact; one alone is looked at closely."""
    rows = offered_openings(application)
    looked_at, chosen = LookedAtForm(request.GET, rows=rows), still_offered(chosen_openings(application))
    if not looked_at.chosen:
        messages.error(request, OPENING_GONE)
        return redirect(_address(request, application, section, "choose"))
    context = {
        "facts": facts_of(looked_at.chosen),
        "are_too_many": looked_at.are_too_many,
        "chosen": chosen,
        "room": application.call.max_choices - len(chosen),
        "back": _address(request, application, section, f"opening-{looked_at.chosen[0].opening.code}"),
    }
    return step_page(request, application, section, "applications/openings_beside.html", **context)


def _press(request: HttpRequest, application: Application, section: str) -> HttpResponse:
    """Every button says which opening it moves; a refusal leads back to the page with the list as it is kept."""
    ranked, at = chosen_openings(application), timezone.now()
    chosen = still_offered(ranked)

    def move(act: str, *, opening: Opening | None = None) -> Moved:
        order = reordered(chosen, act, opening) if opening else chosen
        place = _place(request, application, act, opening, order)
        save_choices(application=application, openings=order, by=request.user, at=at)
        words = _said(act, opening, order)
        if chosen and order[:1] != chosen[:1] and _asks(application, section):
            words += " " + _("Read what you wrote about your first choice once more.")
        return Moved(words, _address(request, application, section, place))

    told = {"said": attrgetter("words"), "to": attrgetter("address")}
    buttons = {
        act: Operation(OpeningForm, partial(move, act), options={"application": application}, **told)
        for act in ("add", "up", "down", "remove")
    }
    buttons["seen"] = Operation(PlainForm, partial(move, "seen"), **told)
    buttons["next"] = buttons[""] = Operation(PlainForm, dict)
    if pressed(request, buttons) is not buttons["next"]:
        return operate_one_of(request, buttons, to=_address(request, application, section, "ranks"))
    return _go_on(request, application, section, ranked)


def _go_on(request: HttpRequest, application: Application, section: str, ranked: list[Opening]) -> HttpResponse:
    """What was typed is kept first, whatever becomes of the press."""
    following = redirect("apply_section", slug=application.call.slug, section=after(application, section))
    if _asks(application, section):
        draw = partial(_page, request, application, section)
        following = answers.questions(request, application, section, draw)
    if following.status_code == 302 and not still_offered(ranked):
        raise Refusal(_("Rank at least one opening to go on."), code="none")
    if following.status_code == 302 and no_longer_offered(ranked):
        raise Refusal(_("An opening that you ranked was withdrawn. Look at your list again to go on."), code="gone")
    return following


def _asks(application: Application, section: str) -> bool:
    return any(row.section == section for row in ground_of(application).questions)


def _said(act: str, opening: Opening | None, order: list[Opening]) -> str:
    if opening in order:
        return _("“%(title)s” is your number %(n)s now.") % {"title": opening.title, "n": order.index(opening) + 1}
    if opening is None or act != "remove":
        return _("Your list is as you see it now.")
    return _("“%(title)s” is off your list.") % {"title": opening.title}


def _place(
    request: HttpRequest, application: Application, act: str, opening: Opening | None, order: list[Opening]
) -> str:
    """Where on the page to go on: after a choice at the card that follows it, after a move at the opening that moved."""
    if act in ("up", "down") and opening in order:
        return f"rank-{opening.code}"
    if act != "add" or opening is None or "look" in request.GET or len(order) >= application.call.max_choices:
        return "ranks"
    rows = offered_openings(application)
    found = [row.opening for row in matching(rows, SoughtForm(request.GET, rows=rows).sought)]
    later = found[found.index(opening) :] if opening in found else []
    following = next((row for row in later if row not in order), None)
    return f"opening-{following.code}" if following else "choose"


def _address(request: HttpRequest, application: Application, section: str, place: str) -> str:
    """The page as it was looked at: what was sought stays sought."""
    kept = {name: value for name, value in request.GET.items() if name != "look" and value}
    page = reverse("apply_section", args=[application.call.slug, section])
    return f"{page}?{urlencode(kept)}#{place}" if kept else f"{page}#{place}"


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
