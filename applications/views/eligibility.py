"""Can I apply? Answered with reasons, before anybody has to sign up."""

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from applications.forms.eligibility import EligibilityForm, GoOnForm
from applications.models import FormVersion
from applications.queries.forms import standing_form, standing_forms
from applications.queries.rules import Ground
from applications.rules import verdict
from applications.views.begun import take_along
from programme.domain.calls import may_enter
from programme.kernel.operations import form_of
from programme.kernel.policies import get_visible, visible_to
from programme.models import Call


@never_cache
def eligibility(request: HttpRequest, slug: str) -> HttpResponse:
    """Asked by POST, so that no birthday stands in an address, a history or a log; kept only for who goes on with it."""
    call = get_visible(request.user, Call, queryset=Call.objects.select_related("cohort"), slug=slug)
    standing = standing_form(call)
    if standing is None:
        raise Http404
    form = form_of(request, EligibilityForm, ground=Ground(standing, call))
    is_answered = form.is_valid()
    findings = [finding for finding in form.findings() if finding.is_hard] if is_answered else []
    said = verdict(findings) if is_answered else ""
    is_open = may_enter(call=call, user=request.user, at=timezone.now())
    if said and said != "fail" and is_open and form_of(request, GoOnForm).data.get("go_on"):
        take_along(request, call, form.cleaned_data, timezone.now())
        return redirect("apply", slug=slug)
    context = {
        "call": call,
        "form": form,
        "findings": findings,
        "verdict": said,
        "is_open": is_open,
        "others": _open_to_them(request, call, form) if said == "fail" else [],
    }
    return render(request, "applications/eligibility.html", context, status=422 if form.errors else 200)


def _open_to_them(request: HttpRequest, call: Call, form: EligibilityForm) -> list[Call]:
    """Other calls that are open now and whose rules these answers meet. Five queries, however many calls there are."""
    now = timezone.now()
    forms = standing_forms(FormVersion.objects.prefetch_related("sections", "questions", "rules"))
    rows = visible_to(request.user, Call).filter(state="open").exclude(pk=call.pk).select_related("cohort")
    rows = rows.prefetch_related(Prefetch("form_versions", forms, to_attr="forms")).order_by("closes_at", "pk")
    return [
        row
        for row in rows
        if row.takes_entries(now) and row.forms and form.meets(Ground(row.forms[0], row, form.facts))
    ]
