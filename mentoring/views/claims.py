"""One claim of the ambassador: what is stated, where it stands, what would keep it from counting, what to do."""

from datetime import datetime
from functools import partial
from operator import methodcaller

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.domain import claims, corrections, evidence
from mentoring.forms.corrections import correction_form
from mentoring.forms.outcomes import EvidenceForm, HandInForm
from mentoring.models import Claim
from mentoring.queries.contents import detail_of
from mentoring.queries.standing import standing_of_claim
from mentoring.views.ambassador import BASE, frame_of
from programme.forms.fields import PlainForm
from programme.kernel.operations import Operation, Operations
from programme.kernel.policies import get_visible
from programme.models import User

CHANGED_AT = {"log": "field_log_change", "outcome": "field_outcome_edit", "problem": "field_problem_edit"}


def own_claim(request: HttpRequest, code: str) -> Claim:
    queryset = Claim.objects.select_related("placement__agency", "author__profile", "mission")
    return get_visible(request.user, Claim, queryset=queryset, code=code)


@login_required
def claim_detail(request: HttpRequest, code: str) -> HttpResponse:
    claim = own_claim(request, code)
    buttons = Operations(request, _operations(request, claim))
    done = buttons.answer()
    if done:
        return done
    context = {
        "claim": claim,
        "detail": detail_of(claim),
        "standing": standing_of_claim(claim),
        "evidence": claim.evidence.select_related("file").order_by("pk"),
        "reviews": claim.reviews.select_related("reviewer__profile").exclude(comment="").order_by("-at", "-pk"),
        "pending": claim.revisions.filter(state="pending").first(),
        "buttons": buttons.forms,
        "evidence_form": _evidence_form(buttons),
        "change_url": reverse(CHANGED_AT[claim.kind], args=[claim.code]),
    }
    frame = frame_of(request, claim.placement, "week" if claim.kind == "log" else "outcomes")
    return render(request, "mentoring/claim.html", frame | context, status=buttons.status)


def _evidence_form(buttons: Operations) -> EvidenceForm:
    """As it was typed, whichever of the two buttons took it along."""
    handed_in = buttons.forms["submit"]
    return handed_in if buttons.pressed == "submit" and handed_in.has_evidence else buttons.forms["evidence"]


def _operations(request: HttpRequest, claim: Claim) -> dict[str, Operation]:
    act = {"claim": claim, "by": request.user, "at": timezone.now()}
    return {
        "submit": Operation(
            HandInForm,
            partial(_hand_in, **act),
            said=_("Handed in. Your host looks at it next."),
            given=methodcaller("given"),
        ),
        "pull_back": Operation(
            PlainForm, partial(claims.pull_back_claim, **act), said=_("It is a draft again. Change it and hand it in.")
        ),
        "evidence": Operation(
            EvidenceForm,
            partial(evidence.add_evidence, **act),
            said=_("The evidence is added."),
            given=methodcaller("given"),
        ),
    }


@transaction.atomic
def _hand_in(*, claim: Claim, proof: dict | None, by: User, at: datetime) -> None:
    """With what was chosen as evidence beside it, or not at all."""
    if proof is not None:
        evidence.add_evidence(claim=claim, by=by, at=at, **proof)
    claims.submit_claim(claim=claim, by=by, at=at)


@login_required
def correct(request: HttpRequest, code: str) -> HttpResponse:
    """A correction of what is confirmed or verified: the same fields, and why. It waits; the old content keeps counting."""
    claim = own_claim(request, code)
    detail = detail_of(claim)
    form, initial = correction_form(claim, detail)
    options = {"placement": claim.placement, "initial": initial}
    if claim.kind == Claim.Kind.LOG:
        options["mission_id"] = claim.mission_id
    propose = Operation(
        form,
        partial(corrections.propose_correction, claim=claim, by=request.user, at=timezone.now()),
        said=_("Proposed. What was written before keeps counting until this is decided."),
        options=options,
        given=methodcaller("given"),
    )
    buttons = Operations(request, {"": propose})
    address = reverse("field_claim", args=[code])
    context = {
        "form": buttons.form,
        "title": _("Propose a correction"),
        "lead": str(detail),
        "submit_label": _("Propose the correction"),
        "cancel_url": address,
        "here": "week" if claim.kind == "log" else "outcomes",
    }
    return buttons.answer(to=address) or render(request, "portal_form.html", BASE | context, status=buttons.status)


@login_required
def discard(request: HttpRequest, code: str) -> HttpResponse:
    """Asks first: a discarded draft does not come back."""
    claim = get_visible(request.user, Claim, action="own", code=code)
    throw = Operation(
        PlainForm,
        partial(claims.discard_claim, claim=claim, by=request.user, at=timezone.now()),
        said=_("The draft is gone."),
    )
    buttons = Operations(request, {"": throw})
    back = reverse("field_week" if claim.kind == "log" else "field_outcomes")
    context = {"claim": claim, "detail": detail_of(claim), "form": buttons.form}
    context |= {"calls": claim.help_calls.filter(state="open").exists(), "here": "week"}
    return buttons.answer(to=back) or render(request, "mentoring/discard.html", BASE | context, status=buttons.status)
