"""States of the foundation's records, and the words for them."""

from django.utils.translation import gettext_lazy as _

from programme.kernel.states import Machine, Word, moves

CALL = Machine(
    "call",
    words=(
        Word("draft", _("Draft"), kind="", icon="pencil-simple"),
        Word("scheduled", _("Scheduled"), _("Not open yet"), kind="info", icon="clock", category="waiting"),
        Word("open", _("Open for applications"), kind="ok", icon="check-circle"),
        Word("closed", _("Closed"), kind="", icon="lock-simple", category="waiting"),
        Word(
            "selecting",
            _("Selecting"),
            _("Applications are being read"),
            kind="info",
            icon="hourglass-medium",
            category="waiting",
        ),
        Word("announced", _("Results announced"), kind="solid", icon="seal-check", category="decided"),
    ),
    moves=moves(
        ("schedule", "draft scheduled", "scheduled", "publish"),
        ("open", "draft scheduled closed", "open", "publish"),
        ("unpublish", "scheduled", "draft", "publish"),
        ("close", "open", "closed", "publish"),
        ("start_selection", "closed", "selecting"),
        ("announce", "selecting", "announced"),
    ),
)

_APPROVAL_WORDS = (
    Word("pending", _("Waiting for approval"), kind="warn", icon="hourglass-medium", category="waiting"),
    Word("approved", _("Approved"), kind="ok", icon="check-circle", category="decided"),
    Word("rejected", _("Not approved"), kind="", icon="x-circle", category="ended"),
)
_APPROVAL_MOVES = moves(
    ("approve", "pending", "approved"),
    ("reject", "pending", "rejected"),
)
AGENCY = Machine("agency", words=_APPROVAL_WORDS, moves=_APPROVAL_MOVES)
OPENING = Machine(
    "opening",
    words=(*_APPROVAL_WORDS, Word("withdrawn", _("Withdrawn"), kind="", icon="prohibit", category="ended")),
    moves=(*_APPROVAL_MOVES, *moves(("withdraw", "pending approved", "withdrawn"))),
)

LETTER = Machine(
    "letter",
    words=(
        Word("queued", _("Queued"), kind="info", icon="clock", category="waiting"),
        Word("sending", _("Sending"), kind="info", icon="envelope-simple", category="waiting"),
        Word("sent", _("Sent"), kind="ok", icon="check", category="decided"),
        Word("delivered", _("Delivered"), kind="ok", icon="check-circle", category="decided"),
        Word("bounced", _("Bounced"), kind="bad", icon="warning-circle", category="ended"),
        Word("failed", _("Failed"), kind="bad", icon="x-circle", category="ended"),
        Word("suppressed", _("Not sent on request"), kind="", icon="prohibit", category="ended"),
    ),
    moves=moves(
        ("take", "queued", "sending"),
        ("release", "sending", "queued"),
        ("sent", "sending", "sent"),
        ("deliver", "queued sending sent", "delivered"),
        ("bounce", "sending sent delivered", "bounced"),
        ("fail", "sending", "failed"),
        ("suppress", "queued sending sent", "suppressed"),
        ("prove", "failed", "sent"),
        ("requeue", "failed bounced", "queued"),
    ),
)
