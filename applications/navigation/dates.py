"""The dates of an applicant, for a calendar: what they have to do and by when, and when they are told."""

from collections.abc import Iterator

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from applications.models import Application, Offer
from programme.kernel.calendars import Due, register_dates
from programme.kernel.policies import visible_to
from programme.models import DeadlineExtension, User
from programme.queries.calls import public_days

WAITING = ("submitted", "screening", "eligible", "in_review", "reviewed", "ranked", "matched")


@register_dates
def application_dates(user: User) -> list[Due]:
    """Only what the person may know: all who wait for a result have the same dates. Five queries at most."""
    rows = visible_to(user, Application, "own").exclude(state="withdrawn").select_related("call__cohort", "decision")
    rows = rows.prefetch_related(
        "call__cohort__milestones",
        Prefetch("offers", Offer.objects.filter(state="sent"), to_attr="sent_offers"),
        Prefetch("call__extensions", DeadlineExtension.objects.filter(user=user), to_attr="own_extensions"),
    )
    return [due for application in rows.order_by("pk") for due in _dates(application)]


def _dates(application: Application) -> Iterator[Due]:
    call, told = application.call, application.told_state
    page, form = reverse("my_application", args=[application.code]), reverse("apply", args=[call.slug])
    if told == "draft":
        closes = max([call.closes_at, *(row.until_at for row in call.own_extensions)])
        yield Due(f"{application.code}-deadline", _("Deadline: %(call)s") % {"call": call.title}, closes, form)
    if told == "correction" and application.due_at:
        title = _("Correct your application: %(call)s") % {"call": call.title}
        yield Due(f"{application.code}-correction", title, application.due_at, form)
    if told in WAITING:
        yield from _told_to_all(application, page)
    for offer in application.sent_offers:
        address = reverse("my_offer", args=[offer.code])
        yield Due(
            f"{offer.code}-answer", _("Answer the offer: %(call)s") % {"call": call.title}, offer.deadline_at, address
        )
    if told == "reserve" and call.late_choices_until:
        title = _("Second round, add openings: %(call)s") % {"call": call.title}
        yield Due(f"{application.code}-second-round", title, call.late_choices_until, page)
    if told == "accepted":
        title = _("First day at the host: %(call)s") % {"call": call.title}
        yield Due(f"{application.code}-first-day", title, call.cohort.starts_on, page)


def _told_to_all(application: Application, page: str) -> Iterator[Due]:
    """What the call tells everybody."""
    call, days = application.call, public_days(application.call)
    if "interview" in days:
        title = _("Interviews: %(call)s") % {"call": call.title}
        yield Due(f"{application.code}-interview", title, days["interview"], page)
    if results := days.get("announce") or call.results_on:
        title = _("Results: %(call)s") % {"call": call.title}
        yield Due(f"{application.code}-results", title, results, page)
