"""Offers: the applicant reads and answers; officers watch, extend, revoke, refill."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.domain import host_answers, offers, reserve
from applications.filters import OfferFilter
from applications.forms.offers import AcceptForm, AskForm, DeclineForm, ExtendForm, RevokeForm, SettleForm
from applications.models import Offer
from applications.queries.reserve import claims_on_free_seats
from applications.queries.seats import story_of_seat
from applications.queries.waiting import FREE, waiting
from applications.tables import OfferTable
from programme.kernel.lists import list_page
from programme.kernel.operations import Operation, Operations, operate
from programme.kernel.policies import can, get_visible, visible_to
from programme.kernel.posting import posted_from
from programme.models import Call, User
from programme.queries.history import story_of
from programme.views.desk import require_staff

RELATED = Offer.objects.select_related(
    "application__call__cohort",
    "application__applicant__profile",
    "opening__agency",
    "opening__city__province",
    "opening__mentor__profile",
)


@login_required
def my_offer(request: HttpRequest, code: str) -> HttpResponse:
    offer = get_visible(request.user, Offer, action="own", queryset=RELATED, code=code)
    return render(request, "applications/offer.html", {"offer": offer, "call": offer.application.call, "area": "my"})


@login_required
def accept(request: HttpRequest, code: str) -> HttpResponse:
    """The agreement, a typed name, and one more press: then it is binding."""
    offer = get_visible(request.user, Offer, action="own", queryset=RELATED, code=code)
    signing = Operation(
        AcceptForm,
        partial(_sign, offer=offer, by=request.user, at=timezone.now()),
        said=_("Welcome. Your yes is written down, and a copy of the agreement is on its way."),
        to=reverse("my_offer", args=[code]),
    )
    page = Operations(request, {"": signing})
    if answer := page.answer():
        return answer
    context = {"offer": offer, "form": page.form, "call": offer.application.call, "area": "my"}
    return render(request, "applications/accept.html", context, status=page.status)


def _sign(*, agree: bool, **fields) -> Offer:
    """The tick is the form's concern: without it nothing comes this far."""
    return offers.accept_offer(**fields)


@login_required
def decline(request: HttpRequest, code: str) -> HttpResponse:
    offer = get_visible(request.user, Offer, action="own", queryset=RELATED, code=code)
    declining = Operation(
        DeclineForm,
        partial(offers.decline_offer, offer=offer, by=request.user, at=timezone.now()),
        said=_("Written down. Thank you for answering in time; somebody else gets the chance."),
        to=reverse("my_home"),
    )
    page = Operations(request, {"": declining})
    if answer := page.answer():
        return answer
    context = {
        "title": _("Decline this offer?"), "form": page.form,
        "lead": _("The place goes to the next person at once; this cannot be taken back."),
        "submit_label": _("Decline"), "cancel_url": reverse("my_offer", args=[code]), "danger": True, "area": "my",
    }  # fmt: skip
    return render(request, "confirm.html", context, status=page.status)


@login_required
def offer_list(request: HttpRequest) -> HttpResponse:
    require_staff(request)
    rows = (
        visible_to(request.user, Offer, "desk")
        .select_related("application__applicant__profile", "opening__agency")
        .order_by("deadline_at", "pk")
    )
    found = OfferFilter(request.GET, queryset=rows)
    context = {"title": _("Offers"), "here": "offers", "refills": _calls_with_free_seats(request.user)}
    return list_page(
        request, "applications/desk/offers.html", filterset=found, table=OfferTable, name="offers", **context
    )


def _calls_with_free_seats(user: User) -> list[Call]:
    """Each call whose free seats this officer can offer on, with their number as `free`."""
    seats = waiting(visible_to(user, Offer, "desk"), FREE, timezone.now()).order_by()
    counts = dict(seats.values_list("application__call").annotate(n=Count("pk")))
    calls = list(visible_to(user, Call, "desk").filter(pk__in=counts).order_by("-opens_at", "pk"))
    for call in calls:
        call.free = counts[call.pk]
    return [call for call in calls if can(user, "change", call)]


@login_required
def offer_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One seat's story, and what an officer may do with it."""
    offer = get_visible(request.user, Offer, action="desk", queryset=RELATED, code=code)
    done = {"offer": offer, "by": request.user, "at": timezone.now()}
    buttons = Operations(
        request,
        {
            "settle": Operation(
                SettleForm, partial(host_answers.settle_objection, **done), _("Settled: the match stands.")
            ),
            "extend": Operation(ExtendForm, partial(offers.extend_offer, **done), _("The deadline is moved.")),
            "revoke": Operation(
                RevokeForm, partial(offers.revoke_offer, **done), _("Taken back; the applicant is told.")
            ),
        },
    )
    if answer := buttons.answer():
        return answer
    free = offer.state in reserve.FREED and not hasattr(offer, "replaced_by")
    context = {
        "offer": offer, "buttons": buttons.forms, "history": story_of(offer, request.user),
        "seat": story_of_seat(offer, request.user),
        "claims": claims_on_free_seats(offer.application.call, request.user) if free else [], "free": free, "here": "offers",
    }  # fmt: skip
    return render(request, "applications/desk/offer.html", context, status=buttons.status)


@login_required
@posted_from("desk_offers")
def refill(request: HttpRequest, code: str) -> HttpResponse:
    """One click: every free seat that somebody on the reserve list can claim is offered on."""
    call = get_visible(request.user, Call, action="desk", code=code)
    sent = reserve.refill_seats(call=call, by=request.user, at=timezone.now())
    done = ngettext(
        "%(n)s seat is offered to the reserve list.", "%(n)s seats are offered to the reserve list.", len(sent)
    )
    messages.success(request, done % {"n": len(sent)})
    shown = visible_to(request.user, Offer, "desk").filter(pk__in=[offer.pk for offer in sent]).first()
    return redirect("desk_offer", code=shown.code) if shown else redirect("desk_offers")


@login_required
@posted_from("my_offer", code="code")
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Too late, but still willing: a kind way to say so."""
    offer = get_visible(request.user, Offer, action="own", queryset=RELATED, code=code)
    asking = partial(offers.ask_again, offer=offer, by=request.user, at=timezone.now())
    said = _("Thank you. The programme office reads it and writes to you.")
    return operate(request, Operation(AskForm, asking, said), to=reverse("my_offer", args=[code]))
