"""Where the field appears: tab bar, menus, cards, queues."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.models import Claim, Placement, Week
from programme.kernel.home import Card, register_cards
from programme.kernel.navigation import Item, register
from programme.kernel.policies import visible_to
from programme.kernel.worklist import Queue, register_queues
from programme.models import User
from programme.navigation import FIELD, RESULT
from programme.queries.people import is_evaluator, is_officer, standing_of


def in_the_field(user: User) -> bool:
    return user.is_authenticated and visible_to(user, Placement, "own").exists()


def hosts(user: User) -> bool:
    return bool(standing_of(user).agency_ids())


def counts(user: User) -> bool:
    return is_officer(user) or is_evaluator(user)


register(
    Item("field", "today", gettext_lazy("Today"), "field_home", "house", order=1),
    Item("field", "missions", gettext_lazy("Missions"), "field_missions", "target", order=2),
    Item("field", "log", gettext_lazy("Log"), "field_log", "bold-plus", order=3),
    Item("field", "week", gettext_lazy("My weeks"), "field_week", "calendar-blank", order=4),
    Item("field", "outcomes", gettext_lazy("Outcomes"), "field_outcomes", "seal-check", order=5),
    Item("my", "field", gettext_lazy("My field work"), "field_home", "path", shown_to=in_the_field, order=10),
    Item("my", "host", gettext_lazy("My agency"), "host_home", "buildings", shown_to=hosts, order=11),
    Item("host", "home", gettext_lazy("Overview"), "host_home", "house", order=1),
    Item(
        "desk",
        "placements",
        gettext_lazy("Placements"),
        "desk_placements",
        "calendar-check",
        FIELD,
        is_officer,
        order=30,
    ),
    Item("desk", "verify", gettext_lazy("Verify"), "desk_verify", "seal-check", FIELD, is_officer, order=31),
    Item("desk", "figures", gettext_lazy("Figures"), "desk_figures", "sigma", RESULT, counts, order=50),
    Item("desk", "reports", gettext_lazy("Reports"), "desk_reports", "notebook", RESULT, counts, order=51),
)


@register_cards
def field_cards(user: User) -> list[Card]:
    cards = []
    for placement in visible_to(user, Placement, "own").select_related("agency").order_by("-starts_on", "pk"):
        lead = _("Log what you do, hand in the week, see what counts.")
        cards.append(
            Card(placement.agency.name, lead, reverse("field_home"), _("Open field work"), 3, None, placement, "path")
        )
    if hosts(user):
        weeks = (
            Week.objects.filter(placement__in=visible_to(user, Placement, "host"), logs__state="submitted")
            .distinct()
            .count()
        )
        lead = _("%(n)s weeks wait for you.") % {"n": weeks} if weeks else _("Nothing waits for you now.")
        cards.append(
            Card(_("Your agency"), lead, reverse("host_home"), _("Open"), 4 if weeks else 20, icon="buildings")
        )
    return cards


@register_queues
def field_queues(user: User) -> list[Queue]:
    if not is_officer(user):
        return []
    rows = visible_to(user, Claim, "desk").filter(state="confirmed")
    outcomes, logs, help_asked = (
        rows.filter(kind="outcome").count(),
        rows.filter(kind="log").count(),
        visible_to(user, Claim, "desk").filter(activitylog__needs_help=True, state__in=("submitted", "draft")).count(),
    )
    verify = reverse("desk_verify")
    return [
        Queue(
            "today",
            "lifebuoy",
            _("Ambassadors asking for help"),
            _("Answer within one working day"),
            help_asked,
            help_asked,
            f"{verify}?kind=log&state=submitted",
            _("Answer"),
        ),
        Queue(
            "week",
            "seal-check",
            _("Outcomes to verify"),
            _("The host has confirmed them"),
            outcomes,
            0,
            f"{verify}?kind=outcome&state=confirmed",
            _("Verify"),
        ),
        Queue(
            "later",
            "list-checks",
            _("Logs to verify"),
            _("Confirmed by the host"),
            logs,
            0,
            f"{verify}?kind=log&state=confirmed",
            _("Verify"),
        ),
    ]
