"""Where the pipeline appears: menus, a person's cards, the desk's queues."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.models import Application, Offer, ReviewAssignment
from programme.domain.calls import may_enter
from programme.kernel.dates import day
from programme.kernel.home import Card, register_cards
from programme.kernel.navigation import Item, register
from programme.kernel.policies import visible_to
from programme.kernel.thai import shorten
from programme.kernel.worklist import Queue, register_queues
from programme.models import Call, User
from programme.navigation import SELECT
from programme.queries.people import is_officer, standing_of


def judges(user: User) -> bool:
    return bool(standing_of(user).agency_ids("reviewer", "approver"))


def reads(user: User) -> bool:
    return "reviewer" in standing_of(user).grants


register(
    Item("host", "candidates", gettext_lazy("Candidates"), "host_candidates", "users-three", shown_to=judges, order=20),
    Item("review", "reading", gettext_lazy("To read"), "review_home", "file-text", shown_to=reads, order=10),
    Item("my", "reading", gettext_lazy("To read"), "review_home", "file-text", shown_to=reads, order=20),
    Item("my", "candidates", gettext_lazy("Candidates"), "host_candidates", "users-three", shown_to=judges, order=21),
    Item("desk", "apps", gettext_lazy("Applications"), "desk_applications", "stack", SELECT, is_officer, order=13),
    Item("desk", "offers", gettext_lazy("Offers"), "desk_offers", "handshake", SELECT, is_officer, order=15),
)


@register_cards
def pipeline_cards(user: User) -> list[Card]:
    cards = []
    for offer in visible_to(user, Offer, "own").filter(state="sent").select_related("opening__agency"):
        lead = _("%(agency)s would like to work with you.") % {"agency": offer.opening.agency.name}
        cards.append(
            Card(
                _("You have an offer"),
                lead,
                reverse("my_offer", args=[offer.code]),
                _("Read and answer"),
                1,
                offer.deadline_at,
                offer,
                "envelope-simple",
            )
        )
    cards += [_application_card(application) for application in _applications_of(user)]
    to_read = (
        visible_to(user, ReviewAssignment).filter(state__in=("proposed", "accepted")).count() if reads(user) else 0
    )
    if to_read:
        cards.append(
            Card(
                _("Applications to read"),
                _("%(n)s wait for your score.") % {"n": to_read},
                reverse("review_home"),
                _("Open the list"),
                10,
                icon="file-text",
            )
        )
    if judges(user):
        cards.append(
            Card(
                _("Candidates of your agency"),
                _("Judge the people who ranked your openings."),
                reverse("host_candidates"),
                _("Open"),
                12,
                icon="users-three",
            )
        )
    return cards


def _applications_of(user: User) -> list[Application]:
    rows = visible_to(user, Application, "own").select_related("call", "decision", "applicant")
    return list(rows.prefetch_related("corrections").order_by("-started_at", "pk"))


def _application_card(application: Application) -> Card:
    """What is to be done comes first; what was withdrawn stays to be read, last of all."""
    title, page = application.call.title, reverse("my_application", args=[application.code])
    form, due = reverse("apply", args=[application.call.slug]), application.due_at
    if application.state == "draft" and not may_enter(
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
    lead = _("Receipt number %(number)s") % {"number": application.receipt_number}
    return Card(title, lead, page, _("See where it stands"), 30, None, application)


@register_queues
def pipeline_queues(user: User) -> list[Queue]:
    if not is_officer(user):
        return []
    now = timezone.now()
    rows, address = visible_to(user, Application, "desk"), reverse("desk_applications")
    screening = rows.filter(state__in=("submitted", "screening"))
    unread = rows.filter(state="eligible").count()
    late = ReviewAssignment.objects.filter(state__in=("proposed", "accepted"), due_at__lt=now).count()
    offers = visible_to(user, Offer, "desk").filter(state="sent")
    free = visible_to(user, Offer, "desk").filter(state__in=("declined", "expired"), replaced_by=None).count()
    matching = Call.objects.filter(state="selecting").order_by("pk").first()
    queues = [
        Queue(
            "today",
            "hourglass-medium",
            _("Offers waiting for an answer"),
            _("Some may need a telephone call"),
            offers.count(),
            offers.filter(deadline_at__lt=now).count(),
            reverse("desk_offers") + "?state=sent",
            _("Look"),
        ),
        Queue(
            "week",
            "list-checks",
            _("Applications to screen"),
            _("Oldest first"),
            screening.count(),
            screening.filter(due_at__lt=now).count(),
            f"{address}?state=submitted",
            _("Screen"),
        ),
        Queue(
            "week",
            "eye",
            _("Eligible, not yet given to readers"),
            _("Two readers each"),
            unread,
            0,
            f"{address}?state=eligible",
            _("Assign"),
        ),
        Queue(
            "week",
            "clock",
            _("Readings overdue"),
            _("Remind the reader or ask another"),
            late,
            late,
            f"{address}?state=in_review",
            _("Look"),
        ),
        Queue(
            "week",
            "user-switch",
            _("Seats that became free"),
            _("Offer them to the reserve list"),
            free,
            0,
            reverse("desk_offers"),
            _("Refill"),
        ),
    ]
    if matching:
        queues.append(
            Queue(
                "later",
                "intersect-three",
                _("Call in selection"),
                matching.title,
                1,
                0,
                reverse("desk_match", args=[matching.code]),
                _("Match room"),
            )
        )
    return queues
