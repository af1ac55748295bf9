"""Where the foundation appears in the menus, and what of it waits for staff."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programme.kernel.navigation import Item, register
from programme.kernel.policies import visible_to
from programme.kernel.worklist import Queue, register_queues
from programme.models import FailedWork, HostAgency, Letter, Opening, User
from programme.queries.letters import LOST, lost
from programme.queries.people import is_officer, on_staff

SELECT, FIELD, RESULT, TALK = (
    gettext_lazy("Recruiting"),
    gettext_lazy("Field"),
    gettext_lazy("Results"),
    gettext_lazy("Contact"),
)


register(
    Item("my", "home", gettext_lazy("My page"), "my_home", "house", order=1),
    Item("my", "inbox", gettext_lazy("Inbox"), "my_inbox", "tray", order=2),
    Item("my", "profile", gettext_lazy("Profile"), "my_profile", "user-circle", order=70),
    Item("my", "security", gettext_lazy("Sign-in and security"), "my_security", "shield-check", order=75),
    Item("my", "data", gettext_lazy("My data"), "my_data", "lock-simple", order=80),
    Item("my", "desk", gettext_lazy("Desk"), "desk_home", "tray", shown_to=on_staff, order=90),
    Item("host", "people", gettext_lazy("Our people"), "host_agencies", "users-three", order=40),
    Item("desk", "work", gettext_lazy("My work"), "desk_home", "tray", shown_to=on_staff, order=1),
    Item("desk", "cohorts", gettext_lazy("Cohorts and calls"), "desk_cohorts", "megaphone", SELECT, on_staff, order=10),
    Item("desk", "agencies", gettext_lazy("Agencies"), "desk_agencies", "buildings", SELECT, on_staff, order=11),
    Item("desk", "openings", gettext_lazy("Openings"), "desk_openings", "map-pin", SELECT, on_staff, order=12),
    Item("desk", "letters", gettext_lazy("Letters"), "desk_letters", "paper-plane-tilt", TALK, is_officer, order=80),
    Item("desk", "people", gettext_lazy("People"), "desk_people", "users-three", TALK, is_officer, order=81),
    Item("desk", "history", gettext_lazy("History"), "desk_history", "notebook", TALK, is_officer, order=82),
)


@register_queues
def foundation_queues(user: User) -> list[Queue]:
    if not is_officer(user):
        return []
    agencies = visible_to(user, HostAgency).filter(state="pending").count()
    openings = visible_to(user, Opening, "desk").filter(state="pending").count()
    letters = lost(visible_to(user, Letter, "desk")).count()
    stopped = visible_to(user, FailedWork).exclude(given_up_at=None).count()
    return [
        Queue(
            "today",
            "warning-circle",
            _("Work that stopped"),
            _("Mend the cause, then let it be tried again"),
            stopped,
            stopped,
            reverse("desk_failed_work"),
            _("Look"),
        ),
        Queue(
            "week",
            "buildings",
            _("Agencies to approve"),
            _("They cannot offer seats before"),
            agencies,
            0,
            reverse("desk_agencies") + "?state=pending",
            _("Look"),
        ),
        Queue(
            "week",
            "map-pin",
            _("Openings to approve"),
            _("Applicants cannot see them before"),
            openings,
            0,
            reverse("desk_openings") + "?state=pending",
            _("Look"),
        ),
        Queue(
            "later",
            "envelope-simple",
            _("Letters that did not arrive"),
            _("Mend the address, or telephone"),
            letters,
            0,
            f"{reverse('desk_letters')}?work={LOST}",
            _("Mend"),
        ),
    ]
