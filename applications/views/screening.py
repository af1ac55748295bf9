"""Applications on the desk: the list, the record, screening and assigning readers."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.domain import readers, screening, waivers
from applications.filters import ApplicationFilter
from applications.forms.screening import (
    AssignForm,
    CorrectionForm,
    EndWaiverForm,
    ReopenForm,
    RuleOutForm,
    WaiveForm,
)
from applications.models import Application, Outcome, Preference, ScreeningCheck
from applications.queries.answers import submitted_sheet
from applications.queries.differences import changes_of
from applications.queries.forms import sections_of
from applications.queries.referees import came_for
from applications.queries.rules import rules_found
from applications.queries.submitted import choices_handed_in, papers_handed_in
from applications.queries.waiting import due_first
from applications.tables import ApplicationTable
from applications.views.conflicts import conflict_page
from programme.forms.fields import PlainForm
from programme.kernel.given_back import keep
from programme.kernel.lean import Lean
from programme.kernel.lists import list_page
from programme.kernel.operations import Operation, answer_of, pressed
from programme.kernel.policies import can, get_visible, visible_to
from programme.kernel.posting import posted_from
from programme.queries.history import story_of
from programme.views.desk import require_staff

DESK = Application.objects.select_related("call__cohort", "applicant__profile", "home_province", "form", "holder")


@login_required
def application_list(request: HttpRequest) -> HttpResponse:
    require_staff(request)
    rows = visible_to(request.user, Application, "desk")
    counts: dict[str, int] = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    words = [word for word in Application.MACHINE.words if counts.get(word.code)]
    whole = sum(counts.values())
    funnel = [{"code": "", "label": _("All"), "n": whole, "percent": 100 if whole else 0}] + [
        {"code": word.code, "label": word.label, "n": counts[word.code], "percent": counts[word.code] * 100 / whole}
        for word in words
    ]
    found = ApplicationFilter(request.GET, queryset=due_first(rows))
    asked = {key: value for key, value in request.GET.items() if value and key in found.filters}
    known = whole if not asked else counts.get(asked["state"]) if asked.keys() == {"state"} else None
    return list_page(
        request,
        "applications/desk/applications.html",
        filterset=found,
        table=ApplicationTable,
        read=partial(Lean, whole=shown_in_list, total=known),
        name="applications",
        title=_("Applications"),
        funnel=funnel,
        to_screen=counts.get("submitted", 0) + counts.get("screening", 0),
        here="apps",
    )


def shown_in_list(keys: list[int]) -> QuerySet[Application]:
    """The applications of a page, with what the list shows of them."""
    first = Preference.objects.filter(application=OuterRef("pk"), rank=1).values("opening__agency__short_name_th")[:1]
    rows = Application.objects.filter(pk__in=keys).select_related("applicant__profile", "home_province")
    return rows.annotate(first_choice=Subquery(first))


@login_required
def application_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One application on one page: answers, documents, checks, readings, history."""
    application = get_visible(request.user, Application, action="desk", queryset=DESK, code=code)
    return _page(request, application)


def _page(request: HttpRequest, application: Application, *, refused=None) -> HttpResponse:
    """The page; `refused` is the form that was not taken, with what was typed into it."""
    checks = {row.key: row for row in application.screening_checks.select_related("checked_by__profile")}
    readings = application.assignments.select_related("reviewer__profile", "review").order_by("pk")
    context = {
        "application": application,
        "parts": submitted_sheet(application),
        "documents": papers_handed_in(application),
        "references": came_for(application),
        "rules": rules_found(application),
        "checks": [
            {"key": point.key, "label": point.label, "check": checks.get(point.key)}
            for point in application.call.screening_points.all()
        ],
        "assignments": readings,
        "preferences": choices_handed_in(application),
        "changes": changes_of(application),
        "history": story_of(application, request.user),
        "assign_form": refused if type(refused) is AssignForm else AssignForm(application=application),
        "parts_to_correct": sections_of(application.form),
        "refused": refused,
        "ticked": refused.data.getlist("part") if refused else [],
        "may_screen": can(request.user, "screen", application),
        "may_waive": can(request.user, "waive", application),
        "here": "apps",
    }
    return render(request, "applications/desk/application.html", context, status=422 if refused else 200)


@login_required
@posted_from("desk_application", code="code")
def screen(request: HttpRequest, code: str) -> HttpResponse:
    """One act of screening: a check, a pass, a request, a "no" with its reason."""
    application = get_visible(request.user, Application, action="desk", queryset=DESK, code=code)
    by_now = {"by": request.user, "at": timezone.now()}
    done = {"application": application, **by_now}
    checks = reverse("desk_application", args=[code]) + "#screening"
    ruled_out = _("Ruled out. The applicant reads the reason when results are released.")
    buttons = {
        "pass": Operation(
            PlainForm, partial(screening.pass_screening, **done), _("Passed. The application can be given to readers.")
        ),
        "correction": Operation(
            CorrectionForm,
            partial(screening.ask_correction, **done),
            _("The applicant is asked by letter."),
            given=CorrectionForm.given,
            options={"form": application.form},
        ),
        "rule_out": Operation(RuleOutForm, partial(screening.rule_out, **done), ruled_out),
        "waive": Operation(
            WaiveForm,
            partial(waivers.waive_rule, call=application.call, user=application.applicant, **by_now),
            _("Exempt. The rule counts as met for this person."),
            to=checks,
        ),
        "end_waiver": Operation(
            EndWaiverForm,
            partial(waivers.end_waiver, call=application.call, user=application.applicant, **by_now),
            _("The exemption is taken back; the rule counts again."),
            to=checks,
        ),
        "reopen": Operation(ReopenForm, partial(screening.reopen_screening, **done), _("Open again.")),
    }
    return _one_of(request, application, buttons | _checks(request, done))


def _checks(request: HttpRequest, done: dict) -> dict[str, Operation]:
    """Two buttons for each point. They stand in the form of the decision, whose words are given back with the page."""
    application = done["application"]
    page = reverse("desk_application", args=[application.code])

    def back(_check: ScreeningCheck) -> str:
        keep(request, page)
        return f"{page}#screening"

    return {
        f"{outcome}-{point.key}": Operation(
            PlainForm, partial(screening.note_check, key=point.key, outcome=outcome, note="", **done), to=back
        )
        for point in application.call.screening_points.all()
        for outcome in (Outcome.PASS, Outcome.FAIL)
    }


@login_required
@posted_from("desk_application", code="code")
def assign(request: HttpRequest, code: str) -> HttpResponse:
    """Gives the application to one reviewer, or evenly to as many as the call asks for."""
    application = get_visible(request.user, Application, action="desk", queryset=DESK, code=code)
    done = {"by": request.user, "at": timezone.now()}
    asked = partial(readers.assign_reviewer, application=application, **done)
    evenly = partial(readers.assign_evenly, applications=[application], **done)
    options = {"application": application}
    buttons = {
        "one": Operation(AssignForm, asked, _("The reader is asked by letter."), options=options),
        "evenly": Operation(PlainForm, evenly, lambda n: _("%(n)s readers asked.") % {"n": n}),
    }
    return _one_of(request, application, buttons)


def _one_of(request: HttpRequest, application: Application, buttons: dict[str, Operation]) -> HttpResponse:
    """The pressed button's act, or the page again with what was typed and why it was not taken."""
    operation = pressed(request, buttons)
    form = operation.bound(request)
    answer = answer_of(request, form, operation, to=reverse("desk_application", args=[application.code]))
    if answer:
        return answer
    return _page(
        request, get_visible(request.user, Application, action="desk", queryset=DESK, pk=application.pk), refused=form
    )


@login_required
def conflict(request: HttpRequest, code: str) -> HttpResponse:
    application = get_visible(request.user, Application, action="desk", queryset=DESK, code=code)
    return conflict_page(
        request,
        application,
        lead=_("You will see nothing more of this application."),
        said=_("Declared. You see nothing more of this application."),
        to=reverse("desk_applications"),
        back=reverse("desk_application", args=[code]),
        template="desk/form.html",
        here="apps",
    )
