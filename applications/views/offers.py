"""Offers: the applicant reads and answers; officers watch, extend, revoke, refill."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from applications.domain import host_answers, offers, reserve
from applications.filters import OfferFilter
from applications.forms.desk import ExtendForm
from applications.forms.offers import AcceptForm, DeclineForm
from applications.models import Offer
from applications.queries.reserve import claims_on_free_seats
from applications.queries.seats import story_of_seat
from applications.tables import OfferTable
from programme.kernel.lists import list_page
from programme.kernel.policies import get_visible, visible_to
from programme.models import Call
from programme.views.agencies import story_of
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
    form = AcceptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        offers.accept_offer(offer=offer, typed_name=form.cleaned_data["typed_name"], by=request.user, at=timezone.now())
        messages.success(request, _("Welcome. Your yes is written down, and a copy of the agreement is on its way."))
        return redirect("my_offer", code=code)
    return render(
        request,
        "applications/accept.html",
        {"offer": offer, "form": form, "call": offer.application.call, "area": "my"},
        status=422 if form.errors else 200,
    )


@login_required
def decline(request: HttpRequest, code: str) -> HttpResponse:
    offer = get_visible(request.user, Offer, action="own", queryset=RELATED, code=code)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        offers.decline_offer(offer=offer, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        messages.success(request, _("Written down. Thank you for answering in time; somebody else gets the chance."))
        return redirect("my_home")
    context = {
        "title": _("Decline this offer?"), "lead": _("The place goes to the next person at once; this cannot be taken back."), "form": form,
        "submit_label": _("Decline"), "cancel_url": reverse("my_offer", args=[code]), "danger": True, "area": "my",
    }  # fmt: skip
    return render(request, "confirm.html", context)


@login_required
def offer_list(request: HttpRequest) -> HttpResponse:
    require_staff(request)
    rows = (
        visible_to(request.user, Offer, "desk")
        .select_related("application__applicant__profile", "opening__agency")
        .order_by("deadline_at", "pk")
    )
    found = OfferFilter(request.GET, queryset=rows)
    return list_page(
        request, "desk/list.html", filterset=found, table=OfferTable, name="offers", title=_("Offers"), here="offers"
    )


@login_required
def offer_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One seat's story, and what an officer may do with it."""
    offer = get_visible(request.user, Offer, action="desk", queryset=RELATED, code=code)
    form = ExtendForm(request.POST if request.POST.get("act") == "extend" else None)
    if request.method == "POST":
        act, at, by = request.POST.get("act"), timezone.now(), request.user
        if act == "revoke":
            offers.revoke_offer(offer=offer, reason=request.POST.get("reason", ""), by=by, at=at)
            messages.success(request, _("Taken back; the applicant is told."))
        elif act == "settle":
            host_answers.settle_objection(offer=offer, reason=request.POST.get("reason", ""), by=by, at=at)
            messages.success(request, _("Settled: the match stands."))
        elif act == "extend" and form.is_valid():
            offers.extend_offer(offer=offer, by=by, at=at, **form.cleaned_data)
            messages.success(request, _("The deadline is moved."))
        elif act == "extend":
            return render(request, "applications/desk/offer.html", _context(offer, form), status=422)
        return redirect("desk_offer", code=code)
    return render(request, "applications/desk/offer.html", _context(offer, form))


def _context(offer: Offer, form: ExtendForm) -> dict:
    free = offer.state in reserve.FREED and not hasattr(offer, "replaced_by")
    claims = claims_on_free_seats(offer.application.call) if free else []
    return {
        "offer": offer, "form": form, "history": story_of(offer), "seat": story_of_seat(offer), "free": free,
        "claims": claims, "here": "offers",
    }  # fmt: skip


@login_required
@require_POST
def refill(request: HttpRequest, code: str) -> HttpResponse:
    """One click: every free seat that somebody on the reserve list can claim is offered on."""
    call = get_visible(request.user, Call, action="desk", code=code)
    sent = reserve.refill_seats(call=call, by=request.user, at=timezone.now())
    done = ngettext(
        "%(n)s seat is offered to the reserve list.", "%(n)s seats are offered to the reserve list.", len(sent)
    )
    messages.success(request, done % {"n": len(sent)})
    return redirect("desk_offer", code=sent[0].code)


@login_required
@require_POST
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Too late, but still willing: a kind way to say so."""
    offer = get_visible(request.user, Offer, action="own", queryset=RELATED, code=code)
    offers.ask_again(offer=offer, text=request.POST.get("text", ""), by=request.user, at=timezone.now())
    messages.success(request, _("Thank you. The programme office reads it and writes to you."))
    return redirect("my_offer", code=code)
