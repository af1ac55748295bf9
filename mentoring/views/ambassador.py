"""The ambassador's pages: phone first, one thing to do next."""

from datetime import timedelta
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mentoring.domain import claims, evidence, logs, missions, outcomes
from mentoring.forms.field import CloseMissionForm, EvidenceForm, LogForm, MissionForm, OutcomeForm, ProblemForm
from mentoring.models import Claim, Mission, Outcome, Placement, Week
from mentoring.queries.counting import REASONS, with_reason
from programme.kernel.dates import week_start
from programme.kernel.errors import NotVisible
from programme.kernel.policies import get_visible, visible_to

BASE = {"area": "field"}


def current_placement(request: HttpRequest) -> Placement:
    """The placement a person works in now, else the newest; nobody without one sees these pages."""
    rows = visible_to(request.user, Placement, "own").select_related("agency", "city__province", "cohort")
    found = (
        rows.filter(state__in=("active", "on_leave", "completing", "planned")).first()
        or rows.order_by("-starts_on", "pk").first()
    )
    if found is None:
        raise NotVisible
    return found


@login_required
def today(request: HttpRequest) -> HttpResponse:
    placement = current_placement(request)
    monday = week_start(timezone.localdate())
    week = Week.objects.filter(placement=placement, starts_on=monday).first()
    week_logs = list(week.logs.order_by("happened_on", "pk")) if week else []
    returned = placement.claims.filter(state="returned").order_by("happened_on", "pk")
    live = placement.missions.filter(state__in=("agreed", "active")).order_by("ends_on", "pk")
    days = [
        {
            "day": monday + timedelta(days=i),
            "n": sum(log.happened_on == monday + timedelta(days=i) for log in week_logs),
        }
        for i in range(7)
    ]
    waiting = [log for log in week_logs if log.state in ("draft", "returned")]
    context = {
        "placement": placement,
        "days": days,
        "week": week,
        "waiting": waiting,
        "returned": returned,
        "missions": live,
        "here": "today",
    }
    return render(request, "mentoring/today.html", BASE | context)


@login_required
def new_log(request: HttpRequest) -> HttpResponse:
    """One log: a photo, a line, people. The uuid in the page makes a double press one log."""
    placement = current_placement(request)
    last = (
        placement.claims.filter(kind="log").order_by("-happened_on", "-pk").values_list("mission_id", flat=True).first()
    )
    initial = {"happened_on": timezone.localdate(), "consent": "none", "mission": last}
    form = LogForm(request.POST or None, request.FILES or None, placement=placement, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            _keep_log(request, placement, form.cleaned_data)
        except ValidationError as error:
            form.add_error("photo", error)
        else:
            messages.success(request, _("Kept. It goes to your host with the week."))
            return redirect("field_week")
    context = {"form": form, "uuid": request.POST.get("client_uuid") or uuid4(), "placement": placement, "here": "log"}
    return render(request, "mentoring/log.html", BASE | context, status=422 if form.errors else 200)


def _keep_log(request: HttpRequest, placement: Placement, data: dict) -> None:
    try:
        key = UUID(request.POST.get("client_uuid", ""))
    except ValueError:
        key = uuid4()
    fields = {
        name: data[name]
        for name in ("headline", "happened_on", "place_name", "activity", "note", "needs_help", "mission")
    }
    people = []
    if data["people"]:
        group = logs.group_named(placement=placement, name=data["group"]) if data["group"] else None
        people = [{"group": group, "number": data["people"], "first_time": data["first_time"]}]
    photos = [data["photo"]] if data["photo"] else []
    logs.write_log(
        placement=placement,
        client_uuid=key,
        fields=fields,
        people=people,
        photos=photos,
        consent=data["consent"],
        by=request.user,
        at=timezone.now(),
    )


@login_required
def weeks(request: HttpRequest) -> HttpResponse:
    """The weeks as cards; handing one in is one tap."""
    placement = current_placement(request)
    if request.method == "POST":
        week = Week.objects.filter(
            placement=placement, pk=request.POST.get("week") if request.POST.get("week", "").isdigit() else 0
        ).first()
        if week is None:
            raise NotVisible
        n = logs.submit_week(week=week, by=request.user, at=timezone.now())
        messages.success(request, _("%(n)s logs handed in. Your host is told.") % {"n": n})
        return redirect("field_week")
    rows = placement.weeks.prefetch_related("logs__people", "logs__evidence").order_by("-starts_on", "pk")[:12]
    return render(request, "mentoring/weeks.html", BASE | {"placement": placement, "weeks": rows, "here": "week"})


@login_required
def mission_list(request: HttpRequest) -> HttpResponse:
    placement = current_placement(request)
    rows = placement.missions.order_by("-starts_on", "pk")
    return render(
        request, "mentoring/missions.html", BASE | {"placement": placement, "missions": rows, "here": "missions"}
    )


@login_required
def new_mission(request: HttpRequest, code: str | None = None) -> HttpResponse:
    """Plans a mission, or changes one that the host sent back."""
    placement = current_placement(request)
    mission = get_visible(request.user, Mission, action="own", code=code, state="draft") if code else None
    initial = {name: getattr(mission, name) for name in MissionForm.base_fields} if mission else None
    form = MissionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        if mission:
            missions.propose_mission(mission=mission, fields=form.cleaned_data, by=request.user, at=timezone.now())
        else:
            missions.plan_mission(placement=placement, fields=form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("Sent to your host to agree."))
        return redirect("field_missions")
    context = {
        "form": form,
        "title": _("Plan a mission"),
        "lead": mission.decision_note if mission else "",
        "submit_label": _("Send to the host"),
        "cancel_url": reverse("field_missions"),
        "here": "missions",
    }
    return render(request, "portal_form.html", BASE | context, status=422 if form.errors else 200)


@login_required
def mission_detail(request: HttpRequest, code: str) -> HttpResponse:
    mission = get_visible(
        request.user,
        Mission,
        queryset=Mission.objects.select_related("placement__city", "placement__agency"),
        code=code,
    )
    form = CloseMissionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        missions.close_mission(mission=mission, reflection=form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("The mission is closed. If something changed for good, claim it as an outcome."))
        return redirect("field_mission", code=code)
    rows = (
        mission.claims.filter(kind="log")
        .exclude(state="discarded")
        .select_related("activitylog")
        .order_by("-happened_on", "-pk")[:50]
    )
    context = {
        "mission": mission,
        "logs": rows,
        "form": form,
        "own": mission.placement.ambassador_id == request.user.pk,
        "here": "missions",
    }
    return render(request, "mentoring/mission.html", BASE | context, status=422 if form.errors else 200)


@login_required
def outcome_list(request: HttpRequest) -> HttpResponse:
    """Outcomes and problems with the one reason why each does not count yet."""
    placement = current_placement(request)
    rows = with_reason(Outcome.objects.filter(placement=placement).exclude(state="discarded"), min_grade=2).order_by(
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
            outcomes.change_outcome(outcome=outcome, fields=form.cleaned_data, by=request.user, at=timezone.now())
        else:
            outcome = outcomes.claim_outcome(
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
        problem = outcomes.note_problem(
            placement=placement, fields=form.cleaned_data, by=request.user, at=timezone.now()
        )
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
    best = with_reason(Claim.objects.filter(pk=claim.pk), min_grade=3 if claim.kind == "log" else 2).first()
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
