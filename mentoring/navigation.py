"""Where the field appears: tab bar, menus, cards, queues."""

from datetime import timedelta

from django.db.models import Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mentoring.models import Claim, ClaimRevision, HelpCall, Placement, Report, Week
from mentoring.policies import CONFIRMS, placements_with_role
from programme.kernel.home import Card, register_cards
from programme.kernel.navigation import Item, register
from programme.kernel.policies import visible_to
from programme.kernel.worklist import Queue, register_queues
from programme.models import User
from programme.navigation import FIELD, RESULT
from programme.queries.people import is_evaluator, is_officer, standing_of

ANSWER_WITHIN = timedelta(days=1)


def _stands(user: User) -> frozenset[str]:
    """As what the person has to do with placements, "own", "mentor" or "confirms": one question for every page's menu."""
    if "_stands" not in user.__dict__:
        own, mentor = (
            visible_to(user, Placement, purpose).order_by().values_list(Value(purpose)) for purpose in ("own", "mentor")
        )
        confirms = placements_with_role(user, *CONFIRMS).order_by().values_list(Value("confirms"))
        user.__dict__["_stands"] = frozenset(name for (name,) in own.union(mentor, confirms))
    return user.__dict__["_stands"]


def in_the_field(user: User) -> bool:
    return user.is_authenticated and "own" in _stands(user)


def hosts(user: User) -> bool:
    """Whoever acts for an agency, and whoever was put beside an ambassador to confirm without belonging to it."""
    return bool(standing_of(user).agency_ids()) or "confirms" in _stands(user)


def mentors(user: User) -> bool:
    return user.is_authenticated and "mentor" in _stands(user)


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
    Item("my", "mentor", gettext_lazy("Mentoring"), "mentor_home", "users-three", shown_to=mentors, order=12),
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
    Item("desk", "help", gettext_lazy("Calls for help"), "desk_help", "lifebuoy", FIELD, is_officer, order=32),
    Item("desk", "figures", gettext_lazy("Figures"), "desk_figures", "sigma", RESULT, counts, order=50),
    Item("desk", "reports", gettext_lazy("Reports"), "desk_reports", "notebook", RESULT, counts, order=51),
)


@register_cards
def field_cards(user: User) -> list[Card]:
    """What a person can do in the field, in each role that they hold."""
    cards = []
    for placement in visible_to(user, Placement, "own").select_related("agency").order_by("-starts_on", "pk"):
        lead = _("Log what you do, hand in the week, see what counts.")
        cards.append(
            Card(placement.agency.name, lead, reverse("field_home"), _("Open field work"), 3, None, placement, "path")
        )
    if hosts(user):
        cards.append(_host_card(user))
    if mentors(user):
        cards.append(_mentor_card(user))
    if is_evaluator(user):
        cards += _evaluator_cards(user)
    return cards


def _host_card(user: User) -> Card:
    waiting = Week.objects.filter(placement__in=visible_to(user, Placement, "host"), logs__state="submitted")
    n = waiting.distinct().count()
    said = ngettext("%(n)s week waits for you.", "%(n)s weeks wait for you.", n) % {"n": n}
    lead = said if n else _("Nothing waits for you now.")
    return Card(_("Your agency"), lead, reverse("host_home"), _("Open"), 4 if n else 20, icon="buildings")


def _mentor_card(user: User) -> Card:
    n = visible_to(user, Placement, "mentor").exclude(state__in=("withdrawn", "terminated", "transferred")).count()
    lead = ngettext("You stand by %(n)s ambassador.", "You stand by %(n)s ambassadors.", n) % {"n": n}
    return Card(_("Mentoring"), lead, reverse("mentor_home"), _("See how it goes"), 5, icon="users-three")


def _evaluator_cards(user: User) -> list[Card]:
    drafts = visible_to(user, Report).filter(state="draft").count()
    said = ngettext(
        "%(n)s report is frozen and not yet released.", "%(n)s reports are frozen and not yet released.", drafts
    )
    lead = said % {"n": drafts} if drafts else _("Freeze the figures of a cohort and period, then release them.")
    figures = _("Every number opens the records behind it, under pseudonyms.")
    return [
        Card(_("Figures"), figures, reverse("desk_figures"), _("Open the figures"), 6, icon="sigma"),
        Card(_("Reports"), lead, reverse("desk_reports"), _("Open the reports"), 7, icon="notebook"),
    ]


@register_queues
def field_queues(user: User) -> list[Queue]:
    """What of the field waits for an officer. Each count is that of the list it leads to."""
    if not is_officer(user):
        return []
    claims = visible_to(user, Claim, "desk")
    calls = visible_to(user, HelpCall, "desk").filter(state="open")
    late = calls.filter(asked_at__lt=timezone.now() - ANSWER_WITHIN).count()
    pending = ClaimRevision.objects.filter(state="pending").values("claim")
    verify, within = reverse("desk_verify"), _("Answer within one working day")
    rows = (
        ("today", "lifebuoy", _("Ambassadors asking for help"), within, calls, late, reverse("desk_help") + "?state=open", _("Answer")),
        ("today", "warning", _("Disputes to settle"), _("They do not count until then"), claims.filter(state="disputed"), 0, f"{verify}?state=disputed", _("Settle")),
        ("week", "seal-check", _("Outcomes to verify"), _("The host has confirmed them"), claims.filter(kind="outcome", state="confirmed"), 0, f"{verify}?kind=outcome&state=confirmed", _("Verify")),
        ("week", "flag", _("Problems to verify"), _("The host has confirmed them"), claims.filter(kind="problem", state="confirmed"), 0, f"{verify}?kind=problem&state=confirmed", _("Verify")),
        ("week", "pencil-simple", _("Corrections to decide"), _("The old content counts until then"), claims.filter(pk__in=pending), 0, f"{verify}?correction=true", _("Decide")),
        ("later", "list-checks", _("Logs to verify"), _("Confirmed by the host"), claims.filter(kind="log", state="confirmed"), 0, f"{verify}?kind=log&state=confirmed", _("Verify")),
    )  # fmt: skip
    return [
        Queue(group, icon, title, lead, found.count(), delayed, href, action)
        for group, icon, title, lead, found, delayed, href, action in rows
    ]
