"""States of the pipeline's records, with the words for staff and for the person concerned."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programme.kernel.states import Machine, Word, moves

UNDER_REVIEW = _("Under review")  # what an applicant reads while nothing may be told yet

APPLICATION = Machine(
    "application",
    words=(
        Word("draft", _("Draft"), _("Draft, not yet submitted"), icon="pencil-simple"),
        Word("submitted", _("Waiting for screening"), _("Submitted"), kind="info", icon="check", category="waiting"),
        Word(
            "screening", _("Being screened"), _("Checking your documents"), kind="info", icon="eye", category="waiting"
        ),
        Word(
            "correction",
            _("Waiting for a correction"),
            _("We need something from you"),
            kind="warn",
            icon="warning",
            category="waiting",
        ),
        Word("eligible", _("Eligible"), UNDER_REVIEW, kind="info", icon="check-circle", category="waiting"),
        Word("in_review", _("Being read"), UNDER_REVIEW, kind="info", icon="eye", category="waiting"),
        Word("reviewed", _("Read by all"), UNDER_REVIEW, kind="info", icon="star", category="waiting"),
        Word("ranked", _("Ranked by hosts"), UNDER_REVIEW, kind="info", icon="rows", category="waiting"),
        Word("matched", _("Matched"), UNDER_REVIEW, kind="info", icon="handshake", category="waiting"),
        Word(
            "offered", _("Offer sent"), _("You have an offer"), kind="warn", icon="envelope-simple", category="waiting"
        ),
        Word("accepted", _("Accepted"), _("Accepted"), kind="ok", icon="check-circle", category="decided"),
        Word("declined", _("Declined the offer"), _("You declined"), icon="x-circle", category="ended"),
        Word("reserve", _("Reserve"), _("Reserve list"), kind="info", icon="hourglass-medium", category="decided"),
        Word("not_selected", _("Not selected this time"), _("Not selected this time"), icon="circle", category="ended"),
        Word("ineligible", _("Not eligible"), _("Not eligible for this call"), icon="prohibit", category="ended"),
        Word("withdrawn", _("Withdrawn"), _("You withdrew"), icon="arrow-counter-clockwise", category="ended"),
    ),
    moves=moves(
        ("submit", "draft", "submitted"),
        ("resubmit", "submitted", "submitted", "submit"),
        ("start_screening", "submitted", "screening", "screen"),
        ("ask_correction", "submitted screening", "correction", "screen"),
        ("correct", "correction", "screening"),
        ("pass", "submitted screening", "eligible", "screen"),
        ("rule_out", "submitted screening correction", "ineligible", "screen"),
        ("reopen_screening", "eligible ineligible", "screening", "screen"),
        ("start_review", "eligible", "in_review", "assign"),
        ("finish_review", "in_review", "reviewed", "assign"),
        ("rank", "reviewed eligible in_review", "ranked", "match"),
        ("match", "reviewed ranked reserve", "matched", "match"),
        ("unmatch", "matched", "ranked", "match"),
        ("reserve", "reviewed ranked matched", "reserve", "match"),
        ("offer", "matched reserve", "offered", "match"),
        ("accept", "offered", "accepted"),
        ("decline", "offered", "declined"),
        ("lapse", "offered accepted", "not_selected", "match"),
        ("reenter", "offered accepted", "reserve", "match"),
        ("not_select", "eligible in_review reviewed ranked matched reserve", "not_selected", "match"),
        (
            "withdraw",
            "draft submitted screening correction eligible ineligible in_review reviewed ranked matched offered reserve "
            "accepted",
            "withdrawn",
        ),
    ),
)

FORM = Machine(
    "form",
    words=(
        Word("draft", _("Draft"), icon="pencil-simple", category="open"),
        Word("published", pgettext_lazy("state", "Published"), kind="ok", icon="check-circle", category="decided"),
        Word("replaced", _("Replaced"), icon="arrow-u-up-left", category="ended"),
    ),
    moves=moves(
        ("publish_form", "draft", "published", "change"),
        ("replace_form", "published", "replaced", "change"),
    ),
)

ASSIGNMENT = Machine(
    "review assignment",
    words=(
        Word("proposed", _("To read"), kind="info", icon="file-text", category="waiting"),
        Word("accepted", _("Begun"), kind="info", icon="pencil-simple", category="waiting"),
        Word("done", _("Scored"), kind="ok", icon="check-circle", category="decided"),
        Word("recused", _("Conflict of interest"), icon="hand-palm", category="ended"),
        Word("withdrawn", _("No longer needed"), icon="arrow-u-up-left", category="ended"),
    ),
    moves=moves(
        ("begin", "proposed", "accepted", "score"),
        ("finish", "proposed accepted", "done", "score"),
        ("recuse", "proposed accepted", "recused"),
        ("withdraw", "proposed accepted", "withdrawn", "assign"),
        ("reopen", "done withdrawn", "accepted", "assign"),
    ),
)

REFERENCE = Machine(
    "reference",
    words=(
        Word("invited", _("Asked by letter"), _("Invited"), kind="info", icon="envelope-simple", category="waiting"),
        Word("came", _("The reference came"), kind="ok", icon="check-circle", category="decided"),
        Word("declined", _("Cannot write"), icon="x-circle", category="ended"),
        Word("withdrawn", _("Invitation taken back"), icon="arrow-u-up-left", category="ended"),
        Word("expired", _("Did not come in time"), icon="clock", category="ended"),
    ),
    moves=moves(
        ("write_reference", "invited", "came"),
        ("decline_reference", "invited", "declined"),
        ("withdraw_reference", "invited came", "withdrawn", "withdraw"),
        ("expire_reference", "invited", "expired"),
    ),
)

MATCH_RUN = Machine(
    "match run",
    words=(
        Word("queued", _("Queued"), kind="info", icon="clock", category="waiting"),
        Word("running", _("Running"), kind="info", icon="hourglass-medium", category="waiting"),
        Word("computed", _("Computed"), kind="info", icon="check", category="open"),
        Word("adopted", _("Adopted"), kind="ok", icon="seal-check", category="decided"),
        Word("releasing", _("Being released"), kind="info", icon="hourglass-medium", category="waiting"),
        Word("released", _("Released"), kind="solid", icon="envelope-simple", category="decided"),
        Word("discarded", _("Discarded"), icon="trash", category="ended"),
        Word("failed", _("Failed"), kind="bad", icon="warning-circle", category="ended"),
    ),
    moves=moves(
        ("start", "queued", "running", "run"),
        ("compute", "running", "computed", "run"),
        ("fail", "queued running", "failed", "run"),
        ("adopt", "computed", "adopted"),
        ("order_release", "adopted", "releasing", "release"),
        ("call_off", "releasing", "adopted", "release"),
        ("release", "releasing", "released"),
        ("discard", "queued running computed adopted failed", "discarded", "run"),
    ),
)

OFFER = Machine(
    "offer",
    words=(
        Word("prepared", _("Prepared"), icon="pencil-simple"),
        Word(
            "sent",
            _("Waiting for an answer"),
            _("Waiting for your answer"),
            kind="warn",
            icon="hourglass-medium",
            category="waiting",
        ),
        Word("accepted", _("Accepted"), _("You accepted"), kind="ok", icon="check-circle", category="decided"),
        Word("declined", _("Declined"), _("You declined"), icon="x-circle", category="ended"),
        Word("expired", _("Expired"), _("The deadline passed"), icon="clock", category="ended"),
        Word("revoked", _("Revoked"), _("Taken back by the programme"), kind="bad", icon="prohibit", category="ended"),
    ),
    moves=moves(
        ("send", "prepared", "sent"),
        ("accept", "sent", "accepted", "answer"),
        ("decline", "sent", "declined", "answer"),
        ("expire", "sent", "expired", "manage"),
        ("revoke", "prepared sent accepted", "revoked", "manage"),
    ),
)

RANKABLE = ("eligible", "in_review", "reviewed", "ranked")  # while an application is in one of these, hosts judge it
