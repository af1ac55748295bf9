"""Reports: figures frozen as they stand, read once more, then released."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.domain.reports import release_report, write_report
from mentoring.forms.reports import ReportForm
from mentoring.models import Report
from mentoring.queries.figures import REGISTRY
from mentoring.queries.pseudonyms import said_of
from programme.forms.fields import PlainForm
from programme.kernel.operations import Operation, Operations
from programme.kernel.policies import can, get_visible, require, visible_to
from programme.queries.history import story_of
from programme.views.desk import require_staff


@login_required
def report_list(request: HttpRequest) -> HttpResponse:
    require_staff(request)
    rows = visible_to(request.user, Report).select_related("cohort").order_by("-created_at", "-pk")
    return render(
        request,
        "mentoring/desk/reports.html",
        {"reports": rows, "may_add": can(request.user, "add", Report), "here": "reports"},
    )


@login_required
def new_report(request: HttpRequest) -> HttpResponse:
    require(request.user, "add", Report)
    writing = Operation(
        ReportForm,
        lambda **fields: write_report(fields=fields, by=request.user, at=timezone.now()),
        said=_("The figures are frozen. Read them once more, then release the report."),
        to=lambda report: reverse("desk_report", args=[report.code]),
    )
    page = Operations(request, {"": writing})
    if answer := page.answer():
        return answer
    context = {
        "form": page.form,
        "title": _("New report"),
        "lead": _("All figures of the cohort and period are frozen as they stand now."),
        "submit_label": _("Freeze the figures"),
        "cancel_url": reverse("desk_reports"),
        "here": "reports",
    }
    return render(request, "desk/form.html", context, status=page.status)


@login_required
def report_detail(request: HttpRequest, code: str) -> HttpResponse:
    report = get_visible(
        request.user,
        Report,
        queryset=Report.objects.select_related("cohort", "highlight__placement__ambassador__profile"),
        code=code,
    )
    releasing = Operation(
        PlainForm,
        partial(release_report, report=report, by=request.user, at=timezone.now()),
        said=_("Released. A story is drafted for the editors."),
    )
    page = Operations(request, {"": releasing})
    if answer := page.answer(to=reverse("desk_report", args=[code])):
        return answer
    rows = [{"snapshot": row, "figure": REGISTRY.get(row.key)} for row in report.snapshots.order_by("key", "pk")]
    context = {
        "report": report, "highlight": said_of(report.highlight) if report.highlight else "", "rows": rows, "history": story_of(report, request.user), "form": page.form, "here": "reports",
    }  # fmt: skip
    return render(request, "mentoring/desk/report.html", context, status=page.status)
