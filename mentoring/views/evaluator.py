"""Figures and reports: every number opens the rows that count and those that do not, with one reason each."""

from collections import Counter

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.domain.reports import release_report, write_report
from mentoring.forms.field import ReportForm
from mentoring.models import Report
from mentoring.queries.counting import REASONS, Scope
from mentoring.queries.figures import REGISTRY
from programme.domains import CHOICES
from programme.kernel.errors import NotVisible
from programme.kernel.lists import is_number
from programme.kernel.policies import can, get_visible, require, visible_to
from programme.models import Cohort, Province
from programme.views.agencies import story_of
from programme.views.desk import require_staff

SHOWN = 50


def scope_of(request: HttpRequest) -> Scope:
    """The filter in the address; unknown values mean everything, they never break the page."""
    cohort, province, domain = (request.GET.get(name, "") for name in ("cohort", "province", "domain"))
    known_cohort = Cohort.objects.filter(number=int(cohort)).first() if is_number(cohort, digits=4) else None
    known_province = Province.objects.filter(iso_code=province).first() if province else None
    return Scope(
        known_cohort.pk if known_cohort else None,
        known_province.pk if known_province else None,
        domain if domain in dict(CHOICES) else "",
    )


def filters() -> dict:
    return {
        "cohorts": Cohort.objects.order_by("-number", "pk"),
        "provinces": Province.objects.order_by("order_key", "pk"),
        "domains": CHOICES,
    }


@login_required
def figure_list(request: HttpRequest) -> HttpResponse:
    require_staff(request)
    scope = scope_of(request)
    rows = [{"figure": figure, "result": figure.compute(scope)} for figure in REGISTRY.values()]
    return render(request, "mentoring/desk/figures.html", filters() | {"rows": rows, "here": "figures"})


@login_required
def figure_detail(request: HttpRequest, key: str) -> HttpResponse:
    """One figure: value, formula, the rows behind it under pseudonyms, and the rows that do not count, by reason."""
    require_staff(request)
    figure = REGISTRY.get(key)
    if figure is None:
        raise NotVisible
    scope = scope_of(request)
    rows = figure.rows(scope).order_by("pk")
    missing = list(figure.missing(scope).values_list("reason", "code")) if figure.missing else []
    groups = [
        {"label": REASONS[reason], "n": n, "codes": [code for why, code in missing if why == reason][:20]}
        for reason, n in Counter(why for why, _code in missing).most_common()
    ]
    context = {
        "figure": figure,
        "result": figure.compute(scope),
        "rows": rows[:SHOWN],
        "n": rows.count(),
        "groups": groups,
        "missing": len(missing),
        "here": "figures",
    }
    return render(request, "mentoring/desk/figure.html", filters() | context)


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
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        report = write_report(fields=form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("The figures are frozen. Read them once more, then release the report."))
        return redirect("desk_report", code=report.code)
    context = {
        "form": form,
        "title": _("New report"),
        "lead": _("All figures of the cohort and period are frozen as they stand now."),
        "submit_label": _("Freeze the figures"),
        "cancel_url": reverse("desk_reports"),
        "here": "reports",
    }
    return render(request, "desk/form.html", context, status=422 if form.errors else 200)


@login_required
def report_detail(request: HttpRequest, code: str) -> HttpResponse:
    report = get_visible(request.user, Report, queryset=Report.objects.select_related("cohort", "highlight"), code=code)
    if request.method == "POST":
        release_report(report=report, by=request.user, at=timezone.now())
        messages.success(request, _("Released. A story is drafted for the editors."))
        return redirect("desk_report", code=code)
    rows = [{"snapshot": row, "figure": REGISTRY.get(row.key)} for row in report.snapshots.order_by("key", "pk")]
    return render(
        request,
        "mentoring/desk/report.html",
        {"report": report, "rows": rows, "history": story_of(report), "here": "reports"},
    )


def public_figure(request: HttpRequest, key: str) -> HttpResponse:
    """How we count: the definition of one figure and its value today, for everybody."""
    figure = REGISTRY.get(key)
    if figure is None:
        raise NotVisible
    groups = Counter(figure.missing(Scope()).values_list("reason", flat=True)) if figure.missing else {}
    context = {
        "figure": figure,
        "result": figure.compute(Scope()),
        "n": figure.rows(Scope()).count(),
        "groups": [(REASONS[reason], n) for reason, n in groups.most_common()] if groups else [],
    }
    return render(request, "mentoring/public_figure.html", context)
