"""The applicant's referees: a step of the form, and a page of its own once the form is handed in."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.domain import referees as domain
from applications.forms.referees import NameRefereeForm
from applications.models import Application, RefereeInvitation
from applications.queries.referees import places_of, undelivered
from applications.views.step_page import after, step_page
from programme.forms.fields import PlainForm
from programme.kernel.errors import NotVisible
from programme.kernel.operations import Operation, Operations
from programme.kernel.policies import get_visible


def referees(request: HttpRequest, application: Application, section: str) -> HttpResponse:
    page = RefereePage(request, application)
    if answer := page.buttons.answer():
        return answer
    following = reverse("apply_section", args=[application.call.slug, after(application, section)])
    context = page.context() | {"following": following}
    return step_page(request, application, section, "applications/referees.html", page.buttons.status, **context)


@login_required
def my_referees(request: HttpRequest, code: str) -> HttpResponse:
    """The same after the form is handed in: until the time for references ends."""
    rows = Application.objects.select_related("call__cohort", "form", "applicant")
    application = get_visible(request.user, Application, action="own", queryset=rows, code=code)
    page = RefereePage(request, application)
    if not page.places:
        raise NotVisible
    if answer := page.buttons.answer():
        return answer
    context = page.context() | {"application": application, "call": application.call, "area": "my", "here": "home"}
    return render(request, "applications/my_referees.html", context, status=page.buttons.status)


class RefereePage:
    """Every place with whom it is asked of, and a button for each thing that can be done about it."""

    def __init__(self, request: HttpRequest, application: Application):
        self.application, self.places = application, places_of(application)
        by_now = {"by": request.user, "at": timezone.now()}
        operations: dict[str, Operation] = {}
        for place in self.places:
            inviting = partial(domain.invite_referee, application=application, rule=place.rule.key, **by_now)
            operations[f"invite-{place.rule.key}"] = Operation(NameRefereeForm, inviting, said=_is_on_its_way)
            for row in place.people:
                self._of_one(operations, row, {"invitation": row, **by_now})
        self.buttons = Operations(request, operations)

    def _of_one(self, operations: dict[str, Operation], row: RefereeInvitation, words: dict) -> None:
        again, back = partial(domain.ask_referee_again, **words), partial(domain.take_back_referee, **words)
        other = partial(domain.replace_referee, **words)
        operations[f"again-{row.code}"] = Operation(PlainForm, again, said=_is_on_its_way)
        operations[f"back-{row.code}"] = Operation(PlainForm, back, said=_("Taken back. The link no longer works."))
        operations[f"instead-{row.code}"] = Operation(NameRefereeForm, other, said=_is_on_its_way)

    def context(self) -> dict:
        forms, pressed, lost = self.buttons.forms, self.buttons.pressed, undelivered(self.application)
        closes_at = self.application.closes_at
        return {
            "places": [
                {
                    "rule": place.rule,
                    "free": place.free,
                    "act": f"invite-{place.rule.key}",
                    "form": forms[f"invite-{place.rule.key}"],
                    "due_at": closes_at + place.rule.time,
                    "people": [self._line(row, lost) for row in place.people],
                }
                for place in self.places
            ],
            "inviting": next((f"invite-{place.rule.key}" for place in self.places if place.free), ""),
            "refused": forms.get(pressed) if pressed else None,
        }

    def _line(self, row: RefereeInvitation, lost: set[str]) -> dict:
        act = f"instead-{row.code}"
        return {
            "row": row,
            "form": self.buttons.forms[act],
            "act": act,
            "is_lost": row.code in lost,
            "is_pressed": self.buttons.pressed == act,
        }


def _is_on_its_way(invitation: RefereeInvitation) -> str:
    return _("The letter is on its way to %(name)s.") % {"name": invitation.name}
