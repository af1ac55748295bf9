"""The reviewer's pages: a list, and one application at a time beside its rubric, without names."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.domain import reviews
from applications.forms.review import LEVEL, HandInForm, ReviewForm
from applications.models import Review, ReviewAssignment
from applications.queries.answers import latest_revision
from applications.queries.referees import reading_references
from applications.queries.review_queue import open_first, reading_sheet
from applications.views.autosaving import autosaved, signed_out
from applications.views.conflicts import conflict_page
from programme.kernel.given_back import is_autosave
from programme.kernel.lists import shown_page
from programme.kernel.operations import Operation, Operations
from programme.kernel.policies import get_visible, visible_to
from programme.models import User

RELATED = ("application__call__rubric", "application__applicant__profile", "application__home_province", "review")
PER_PAGE = 20


@login_required
def reading_list(request: HttpRequest) -> HttpResponse:
    """Open readings first, the one that is due first on top; what is handed in below."""
    rows = open_first(visible_to(request.user, ReviewAssignment)).select_related("application__call", "review")
    page = shown_page(request, rows, PER_PAGE)
    context = {"page": page, "open": rows.filter(is_open=True).count(), "area": "review", "here": "reading"}
    return render(request, "applications/reading_list.html", context)


def review(request: HttpRequest, code: str) -> HttpResponse:
    """A reading that saves by itself is told when its reader is no longer signed in."""
    if is_autosave(request) and not request.user.is_authenticated:
        return signed_out()
    return _review(request, code)


@login_required
def _review(request: HttpRequest, code: str) -> HttpResponse:
    """Document on the left, rubric on the right; the draft is kept as it is typed, handing in is for good."""
    rows = ReviewAssignment.objects.select_related(*RELATED)
    assignment = get_visible(request.user, ReviewAssignment, queryset=rows, code=code)
    written = Review.objects.filter(assignment=assignment).select_related("revision").first()
    rubric = assignment.application.call.rubric
    options = {"rubric": rubric, "criteria": list(rubric.criteria.all()), "initial": _kept(written)}
    done = {"assignment": assignment, "by": request.user, "at": timezone.now()}
    save = Operation(
        ReviewForm, partial(reviews.save_review, **done), _("Saved as a draft."),
        options=options, given=ReviewForm.given,
    )  # fmt: skip
    if is_autosave(request):
        return autosaved(request, save)
    handing = {
        "form": HandInForm,
        "do": partial(reviews.hand_in, **done),
        "options": options,
        "given": HandInForm.given,
    }
    buttons = Operations(
        request,
        {
            "save": save,
            "hand_in": Operation(said=_("Handed in. Thank you."), to=reverse("review_home"), **handing),
            "hand_in_next": Operation(
                said=_("Handed in. Here is the next one."), to=lambda _review: _next(request.user), **handing
            ),
        },
    )
    if answer := buttons.answer():
        return answer
    form = buttons.forms.get(buttons.pressed, buttons.forms["save"])
    form.show_newest()
    context = {
        "assignment": assignment,
        "review": written,
        "other_remark": form.theirs("comment"),
        "other_note": form.theirs("note_to_applicant") if "note_to_applicant" in form.fields else "",
        "form": form,
        "criteria": [
            {
                "criterion": row,
                "level": form[LEVEL + row.key].value(),
                "theirs": form.theirs(LEVEL + row.key),
                "problems": form[LEVEL + row.key].errors,
            }
            for row in options["criteria"]
        ],
        "answers": reading_sheet(
            assignment.application, written.revision if written else latest_revision(assignment.application)
        ),
        "references": reading_references(assignment.application),
        "named": None if assignment.application.call.is_blind else assignment.application.applicant,
        "others": _others(assignment),
        "has_next": open_first(visible_to(request.user, ReviewAssignment))
        .filter(is_open=True)
        .exclude(code=code)
        .exists(),
        "area": "review",
        "here": "reading",
    }
    return render(request, "applications/review.html", context, status=buttons.status)


def _kept(written: Review | None) -> dict:
    """What was saved, as the form shows it first."""
    if written is None:
        return {"version": 0}
    levels = written.scores.values_list("criterion__key", "level")
    words = {name: getattr(written, name) for name in ("version", "comment", "note_to_applicant")}
    return words | {LEVEL + key: level for key, level in levels}


def _others(assignment: ReviewAssignment) -> QuerySet:
    """What others gave; nothing before one's own score is handed in."""
    found = Review.objects.filter(assignment__application=assignment.application, submitted_at__isnull=False)
    return found.exclude(assignment=assignment).order_by("pk") if assignment.state == "done" else found.none()


def _next(reader: User) -> str:
    """The reading that is due first; the list when nothing is left."""
    following = open_first(visible_to(reader, ReviewAssignment)).filter(is_open=True).first()
    return reverse("review", args=[following.code]) if following else reverse("review_home")


@login_required
def conflict(request: HttpRequest, code: str) -> HttpResponse:
    """One tap and a confirmation: the application disappears from the reviewer's pages."""
    assignment = get_visible(request.user, ReviewAssignment, code=code)
    return conflict_page(
        request,
        assignment.application,
        lead=_(
            "You know the person, or have something to gain or lose. You will see nothing more of this application."
        ),
        said=_("Thank you. Somebody else reads this application."),
        to=reverse("review_home"),
        back=reverse("review", args=[code]),
        area="review",
    )
