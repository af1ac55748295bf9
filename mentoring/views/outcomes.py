"""The ambassador's outcomes and problems: claimed, backed by evidence, handed in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mentoring.domain import claims, evidence
from mentoring.domain import outcomes as domain
from mentoring.forms.field import EvidenceForm, OutcomeForm, ProblemForm
from mentoring.models import Claim, Outcome
from mentoring.queries.figures import REASONS, with_reason
from mentoring.views.ambassador import BASE, current_placement
from programme.kernel.policies import get_visible


@login_required
def outcome_list(request: HttpRequest) -> HttpResponse:
    """Outcomes and problems with the one reason why each does not count yet."""
    placement = current_placement(request)
    rows = with_reason(Outcome.objects.filter(placement=placement).exclude(state="discarded")).order_by(
        "-happened_on", "pk"
    )
    outcomes_seen = [{"outcome": row, "reason": REASONS.get(row.reason, "")} for row in rows]
    problems = (
        placement.claims.filter(kind="problem")
        .exclude(state="discarded")
        .select_related("problem")
        .order_by("-happened_on", "pk")
    )
    return render(
        request, "mentoring/outcomes.html", BASE | {"rows": outcomes_seen, "problems": problems, "here": "outcomes"}
    )


@login_required
def new_outcome(request: HttpRequest, code: str | None = None) -> HttpResponse:
    placement = current_placement(request)
    outcome = get_visible(request.user, Outcome, action="own", code=code) if code else None
    initial = (
        {name: getattr(outcome, name) for name in OutcomeForm.base_fields}
        if outcome
        else {"happened_on": timezone.localdate()}
    )
    form = OutcomeForm(request.POST or None, placement=placement, initial=initial)
    if request.method == "POST" and form.is_valid():
        if outcome:
            domain.change_outcome(outcome=outcome, fields=form.cleaned_data, by=request.user, at=timezone.now())
        else:
            outcome = domain.claim_outcome(
                placement=placement, fields=form.cleaned_data, by=request.user, at=timezone.now()
            )
        messages.success(request, _("Kept as a draft. Add evidence, then hand it in."))
        return redirect("field_claim", code=outcome.code)
    context = {
        "form": form,
        "title": _("Claim an outcome"),
        "lead": _("Small is fine: one person, one rule, one dataset."),
        "submit_label": _("Keep"),
        "cancel_url": reverse("field_outcomes"),
        "here": "outcomes",
    }
    return render(request, "portal_form.html", BASE | context, status=422 if form.errors else 200)


@login_required
def new_problem(request: HttpRequest) -> HttpResponse:
    placement = current_placement(request)
    form = ProblemForm(request.POST or None, initial={"happened_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        problem = domain.note_problem(placement=placement, fields=form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("Noted. Add a photo or a source, then hand it in."))
        return redirect("field_claim", code=problem.code)
    context = {
        "form": form,
        "title": _("Note a problem of the town"),
        "submit_label": _("Keep"),
        "cancel_url": reverse("field_outcomes"),
        "here": "outcomes",
    }
    return render(request, "portal_form.html", BASE | context, status=422 if form.errors else 200)


@login_required
def claim_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One claim: what is stated, its evidence, where it stands, what to do."""
    claim = get_visible(
        request.user, Claim, queryset=Claim.objects.select_related("placement__agency", "author"), code=code
    )
    form = EvidenceForm(request.POST if request.POST.get("act") == "evidence" else None, request.FILES or None)
    if request.method == "POST":
        done = _act_on_claim(request, claim, form)
        if done is not None:
            return done
    best = with_reason(Claim.objects.filter(pk=claim.pk)).first()
    context = {
        "claim": claim, "detail": claims.detail_of(claim), "reason": REASONS.get(best.reason, "") if best else "",
        "evidence": claim.evidence.select_related("file").order_by("pk"), "reviews": claim.reviews.select_related("reviewer__profile").order_by("-at", "-pk"),
        "form": form, "own": claim.author_id == request.user.pk, "here": "outcomes",
    }  # fmt: skip
    return render(request, "mentoring/claim.html", BASE | context, status=422 if form.errors else 200)


def _act_on_claim(request: HttpRequest, claim: Claim, form: EvidenceForm) -> HttpResponse | None:
    act, at = request.POST.get("act"), timezone.now()
    if act == "submit":
        claims.submit_claim(claim=claim, by=request.user, at=at)
        messages.success(request, _("Handed in. Your host looks at it next."))
    elif act == "evidence":
        if not form.is_valid():
            return None
        fields = dict(form.cleaned_data)
        upload = fields.pop("upload")
        try:
            evidence.add_evidence(claim=claim, fields=fields, upload=upload, by=request.user, at=at)
        except ValidationError as error:
            form.add_error("upload", error)
            return None
        messages.success(request, _("The evidence is added."))
    return redirect("field_claim", code=claim.code)


@login_required
@require_POST
def discard_log(request: HttpRequest, code: str) -> HttpResponse:
    claim = get_visible(request.user, Claim, action="own", code=code)
    claims.discard_claim(claim=claim, by=request.user, at=timezone.now())
    messages.success(request, _("The draft is gone."))
    return redirect("field_week")
