"""The reviewer's pages: a list, and one application at a time beside its rubric, without names."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.domain import reviews
from applications.domain.screening import declare_conflict
from applications.models import Review, ReviewAssignment
from applications.queries.answers import latest_revision
from applications.queries.review_queue import reading_sheet
from programme.forms.fields import ReasonForm
from programme.kernel.lists import is_number
from programme.kernel.policies import get_visible, visible_to

RELATED = ("application__call__rubric", "application__home_province", "review")


@login_required
def reading_list(request: HttpRequest) -> HttpResponse:
    rows = (
        visible_to(request.user, ReviewAssignment)
        .select_related("application__call", "review")
        .order_by("due_at", "pk")
    )
    return render(request, "applications/reading_list.html", {"assignments": rows, "area": "review", "here": "reading"})


@login_required
def review(request: HttpRequest, code: str) -> HttpResponse:
    """Document on the left, rubric on the right; the draft is kept, handing in is for good."""
    assignment = get_visible(
        request.user, ReviewAssignment, queryset=ReviewAssignment.objects.select_related(*RELATED), code=code
    )
    if request.method == "POST":
        return _save(request, assignment)
    written = Review.objects.filter(assignment=assignment).select_related("revision").first()
    revision = written.revision if written else latest_revision(assignment.application)
    given = dict(written.scores.values_list("criterion__key", "level")) if written else {}
    criteria = [
        {"criterion": row, "level": given.get(row.key)} for row in assignment.application.call.rubric.criteria.all()
    ]
    others = []
    if assignment.state == "done":
        others = Review.objects.filter(
            assignment__application=assignment.application, submitted_at__isnull=False
        ).exclude(assignment=assignment)
    context = {
        "assignment": assignment,
        "review": written,
        "criteria": criteria,
        "answers": reading_sheet(assignment.application, revision),
        "others": others,
    }
    return render(request, "applications/review.html", context | {"area": "review", "here": "reading"})


def _save(request: HttpRequest, assignment: ReviewAssignment) -> HttpResponse:
    levels = {
        key.removeprefix("level-"): int(value)
        for key, value in request.POST.items()
        if key.startswith("level-") and is_number(value)
    }
    version, at = request.POST.get("version", "0"), timezone.now()
    reviews.save_review(
        assignment=assignment, levels=levels, comment=request.POST.get("comment", "")[:5000].replace("\x00", ""),
        base_version=int(version) if is_number(version) else 0, by=request.user, at=at,
    )  # fmt: skip
    if request.POST.get("act") != "hand_in":
        messages.success(request, _("Saved as a draft."))
        return redirect("review", code=assignment.code)
    assignment.refresh_from_db()
    reviews.submit_review(assignment=assignment, by=request.user, at=at)
    messages.success(request, _("Handed in. Thank you."))
    return redirect("review_home")


@login_required
def conflict(request: HttpRequest, code: str) -> HttpResponse:
    """One tap and a confirmation: the application disappears from the reviewer's pages."""
    assignment = get_visible(request.user, ReviewAssignment, code=code)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        declare_conflict(
            application=assignment.application,
            person=request.user,
            reason=form.cleaned_data["reason"],
            at=timezone.now(),
        )
        messages.success(request, _("Thank you. Somebody else reads this application."))
        return redirect("review_home")
    context = {
        "title": _("Conflict of interest"),
        "lead": _("You know the person, or have something to gain or lose. You will see nothing more of this application."),
        "form": form, "submit_label": _("Declare the conflict"), "cancel_url": reverse("review", args=[code]), "area": "review",
    }  # fmt: skip
    return render(request, "confirm.html", context, status=422 if form.errors else 200)
