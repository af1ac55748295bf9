"""States of the field's records, with the words for staff and for the person concerned."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programme.kernel.states import Machine, Word, moves

LIVING = ("planned", "active", "on_leave", "completing")  # of a placement that is not over

PLACEMENT = Machine(
    "placement",
    words=(
        Word("planned", _("Planned"), kind="info", icon="calendar-blank", category="waiting"),
        Word("active", pgettext_lazy("placement", "Active"), kind="ok", icon="path"),
        Word("on_leave", _("On leave"), icon="hourglass-medium", category="waiting"),
        Word("completing", _("Completing"), kind="info", icon="target", category="waiting"),
        Word("completed", _("Completed"), kind="solid", icon="seal-check", category="ended"),
        Word("withdrawn", _("Left early"), icon="arrow-counter-clockwise", category="ended"),
        Word("terminated", _("Ended by the programme"), icon="prohibit", category="ended"),
        Word("transferred", _("Transferred"), icon="arrow-right", category="ended"),
    ),
    moves=moves(
        ("start", "planned", "active", "manage"),
        ("complete", "active completing", "completed", "manage"),
        ("withdraw", "planned active on_leave completing", "withdrawn", "manage"),
        ("terminate", "planned active on_leave completing", "terminated", "manage"),
        ("transfer", "planned active on_leave", "transferred", "manage"),
    ),
)

MISSION = Machine(
    "mission",
    words=(
        Word("draft", _("Draft"), icon="pencil-simple"),
        Word("proposed", _("Waiting for the host"), kind="warn", icon="hourglass-medium", category="waiting"),
        Word("agreed", _("Agreed"), kind="ok", icon="handshake"),
        Word("active", _("Under way"), kind="ok", icon="path"),
        Word("done", _("Done"), kind="info", icon="check", category="waiting"),
        Word("closed", _("Closed"), kind="solid", icon="seal-check", category="ended"),
        Word("cancelled", _("Cancelled"), icon="x-circle", category="ended"),
    ),
    moves=moves(
        ("propose", "draft", "proposed", "change"),
        ("agree", "proposed", "agreed"),
        ("send_back", "proposed", "draft", "agree"),
        ("begin", "agreed", "active", "change"),
        ("finish", "agreed active", "done", "change"),
        ("close", "done", "closed", "change"),
    ),
)

CLAIM = Machine(
    "claim",
    words=(
        Word("draft", _("Draft"), icon="pencil-simple"),
        Word("submitted", _("Waiting for the host"), kind="warn", icon="hourglass-medium", category="waiting"),
        Word("returned", _("Returned"), kind="bad", icon="arrow-counter-clockwise"),
        Word("confirmed", _("Confirmed by the host"), kind="info", icon="check-circle", category="decided"),
        Word("verified", _("Verified"), kind="ok", icon="seal-check", category="decided"),
        Word("disputed", _("Disputed"), kind="bad", icon="warning", category="waiting"),
        Word("voided", _("Voided"), icon="prohibit", category="ended"),
        Word("discarded", _("Discarded"), icon="trash", category="ended"),
    ),
    moves=moves(
        ("submit", "draft returned", "submitted", "change"),
        ("pull_back", "submitted", "draft", "change"),
        ("discard", "draft", "discarded", "change"),
        ("give_back", "submitted confirmed", "returned"),
        ("confirm", "submitted", "confirmed"),
        ("verify", "confirmed", "verified"),
        ("dispute", "submitted confirmed verified", "disputed"),
        ("settle", "disputed", "confirmed"),
        ("settle_to_host", "disputed", "submitted", "settle"),
        ("settle_to_author", "disputed", "returned", "settle"),
        ("void", "submitted returned confirmed verified disputed", "voided"),
    ),
)

REVISION = Machine(
    "revision",
    words=(
        Word("pending", _("Correction waiting"), kind="warn", icon="hourglass-medium", category="waiting"),
        Word("accepted", _("Accepted"), kind="ok", icon="check", category="decided"),
        Word("rejected", _("Not accepted"), icon="x", category="ended"),
    ),
    moves=moves(("accept", "pending", "accepted", "decide"), ("reject", "pending", "rejected", "decide")),
)

HELP = Machine(
    "help",
    words=(
        Word("open", _("Waits for an answer"), kind="warn", icon="lifebuoy", category="waiting"),
        Word("answered", pgettext_lazy("state", "Answered"), kind="ok", icon="check", category="decided"),
    ),
    moves=moves(("answer", "open", "answered")),
)

REPORT = Machine(
    "report",
    words=(
        Word("draft", _("Draft"), icon="pencil-simple"),
        Word("released", _("Released"), kind="ok", icon="seal-check", category="decided"),
    ),
    moves=moves(("release", "draft", "released")),
)
