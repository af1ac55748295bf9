"""Can I apply? Answered with reasons, before anybody has to sign up."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from applications.forms.eligibility import EligibilityForm
from programme.domain.calls import may_enter
from programme.kernel.operations import form_of
from programme.kernel.policies import get_visible, visible_to
from programme.models import Call


@never_cache
def eligibility(request: HttpRequest, slug: str) -> HttpResponse:
    """Asked by POST, so that no birthday stands in an address, a history or a log; nothing is kept."""
    call = get_visible(request.user, Call, queryset=Call.objects.select_related("cohort"), slug=slug)
    form = form_of(request, EligibilityForm)
    findings = form.findings(call) if form.is_valid() else []
    context = {
        "call": call,
        "form": form,
        "findings": findings,
        "verdict": form.verdict,
        "is_open": may_enter(call=call, user=request.user, at=timezone.now()),
        "others": _open_to_them(request, call, form) if form.verdict == "fail" else [],
    }
    return render(request, "applications/eligibility.html", context, status=422 if form.errors else 200)


def _open_to_them(request: HttpRequest, call: Call, form: EligibilityForm) -> list[Call]:
    """Other calls that are open now and whose rules these answers meet."""
    now = timezone.now()
    rows = visible_to(request.user, Call).filter(state="open").exclude(pk=call.pk).select_related("cohort")
    return [row for row in rows.order_by("closes_at", "pk") if row.takes_entries(now) and form.meets(row)]
