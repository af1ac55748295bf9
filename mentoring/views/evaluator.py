"""Figures: every number opens the rows that count and those that do not, with one reason each."""

from collections import Counter

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mentoring.forms.figures import ScopeForm
from mentoring.queries.figures import REASONS, REGISTRY, Figure, Scope
from mentoring.queries.figures.publish import left_out, shown_in_full
from mentoring.queries.pseudonyms import pages_of, under_pseudonyms
from programme.kernel.errors import NotVisible
from programme.models import User
from programme.views.desk import require_staff

SHOWN, NAMED = 50, 20


@login_required
def figure_list(request: HttpRequest) -> HttpResponse:
    require_staff(request)
    form = ScopeForm(request.GET)
    scope = form.scope()
    rows = [_answer(figure, scope) for figure in REGISTRY.values()] if scope else []
    context = {"form": form, "rows": rows, "here": "figures"}
    return render(request, "mentoring/desk/figures.html", context, status=200 if scope else 422)


@login_required
def figure_detail(request: HttpRequest, key: str) -> HttpResponse:
    """One figure: value, formula, the rows behind it under pseudonyms, and the rows that do not count, by reason."""
    require_staff(request)
    figure = found(key)
    form = ScopeForm(request.GET)
    scope = form.scope()
    context = {"figure": figure, "form": form, "here": "figures"}
    if scope:
        context |= _answer(figure, scope)
        if not context["unknown"]:
            context |= _rows(figure, scope, request.user)
    return render(request, "mentoring/desk/figure.html", context, status=200 if scope else 422)


def public_figure(request: HttpRequest, key: str) -> HttpResponse:
    """How we count: the definition of one figure and its value today, for everybody."""
    figure = found(key)
    context = {"figure": figure, "row": shown_in_full(figure, Scope()), "groups": left_out(figure, Scope())}
    return render(request, "mentoring/public_figure.html", context)


def found(key: str) -> Figure:
    if key not in REGISTRY:
        raise NotVisible
    return REGISTRY[key]


def _answer(figure: Figure, scope: Scope) -> dict:
    """The value, or why this figure has none for the question."""
    unknown = figure.unknown(scope)
    return {"figure": figure, "unknown": unknown, "result": None if unknown else figure.compute(scope)}


def _rows(figure: Figure, scope: Scope, reader: User) -> dict:
    rows, left = figure.rows(scope).order_by("pk"), figure.missing(scope)
    missing = list(left.order_by("pk").values_list("reason", "code")) if left is not None else []
    groups = [
        {"label": REASONS[reason], "n": n, "codes": [code for why, code in missing if why == reason][:NAMED]}
        for reason, n in Counter(why for why, _code in missing).most_common()
    ]
    codes = [code for group in groups for code in group["codes"]]
    pages = pages_of(left.model, codes, reader) if left is not None else {}
    for group in groups:
        group["records"] = [{"code": code, "page": pages.get(code, "")} for code in group.pop("codes")]
        group["more"] = group["n"] - len(group["records"])
    n = rows.count()
    shown = under_pseudonyms(rows[:SHOWN], reader)
    return {"rows": shown, "n": n, "more": n - len(shown), "groups": groups, "missing": len(missing)}
