"""Applications: what their applicant sees first, and what waits to be screened."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.models import Application
from applications.navigation.queues import queue_of
from applications.queries.waiting import READERS, SCREEN, SCREEN_LATE
from programme.domain.calls import may_finish
from programme.kernel.dates import day
from programme.kernel.home import Card, register_cards
from programme.kernel.navigation import Item, register
from programme.kernel.policies import visible_to
from programme.kernel.thai import shorten
from programme.kernel.worklist import Queue, register_queues
from programme.models import User
from programme.navigation import SELECT
from programme.queries.people import is_officer

register(Item("desk", "apps", gettext_lazy("Applications"), "desk_applications", "stack", SELECT, is_officer, order=13))


@register_cards
def application_cards(user: User) -> list[Card]:
    return [_application_card(application) for application in _applications_of(user)]


def _applications_of(user: User) -> list[Application]:
    rows = visible_to(user, Application, "own").select_related("call", "decision", "applicant")
    return list(rows.prefetch_related("corrections").order_by("-started_at", "pk"))


def _application_card(application: Application) -> Card:
    """What is to be done comes first; what was withdrawn stays to be read, last of all."""
    title, page = application.call.title, reverse("my_application", args=[application.code])
    form, due = reverse("apply", args=[application.call.slug]), application.due_at
    if application.state == "draft" and not may_finish(
        call=application.call, user=application.applicant, at=timezone.now()
    ):
        lead = _("The call closed before you submitted. Your draft stays readable.")
        return Card(title, lead, form, _("Read the draft"), 50, None, application)
    if application.state == "draft":
        lead = _("Your draft is kept. Submit it before the deadline.")
        return Card(title, lead, form, _("Continue"), 5, application.call.closes_at, application)
    if application.state == "correction":
        asked = next((row.message for row in application.corrections.all() if row.answered_at is None), "")
        return Card(title, shorten(asked, 200), form, _("Correct your application"), 4, due, application)
    if application.state == "withdrawn":
        lead = _("You withdrew on %(day)s.")
        lead %= {"day": day(application.state_changed_at)}
        return Card(title, lead, page, _("Read"), 60, None, application)
    if application.is_changing:
        lead = _("What you changed is not handed in yet. Application %(number)s counts as it was.")
        lead %= {"number": application.receipt_number}
        return Card(title, lead, form, _("Go on changing"), 5, application.call.closes_at, application)
    lead = _("Receipt number %(number)s") % {"number": application.receipt_number}
    return Card(title, lead, page, _("See where it stands"), 30, None, application)


@register_queues
def application_queues(user: User) -> list[Queue]:
    if not is_officer(user):
        return []
    rows, address = visible_to(user, Application, "desk"), reverse("desk_applications")
    return [
        queue_of(
            rows, SCREEN, SCREEN_LATE, group="week", icon="list-checks", title=_("Applications to screen"),
            lead=_("Oldest first"), at_address=address, action=_("Screen"),
        ),
        queue_of(
            rows, READERS, group="week", icon="eye", title=_("Applications short of readers"),
            lead=_("Fewer read them than the call asks for"), at_address=address, action=_("Assign"),
        ),
    ]  # fmt: skip
