"""Who was asked for a reference, what came, and who may read it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from operator import attrgetter

from django.core.signing import BadSignature
from django.db.models import (
    DateTimeField,
    DurationField,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Greatest

from applications.answers import Redactor
from applications.models import Application, RefereeInvitation, RefereeRule, Reference
from applications.models.referees import links
from applications.queries.answers import latest_revision
from applications.queries.at_hand import is_at_hand
from applications.queries.review_queue import identity_of
from programme.kernel.shapes import Sheet
from programme.models import DeadlineExtension, Letter
from programme.queries.letters import lost

RELATED = ("rule", "application__call", "application__applicant__profile", "application__form")
HELD = ("invited", "came")  # these take a place; whoever said no, or did not write, leaves it free
ASKED = (*HELD, "declined", "expired")  # what the applicant has done, whatever became of it


@dataclass
class Place:
    """One kind of referee with those who were asked, and how many may still be."""

    rule: RefereeRule
    people: list[RefereeInvitation] = field(default_factory=list)

    @property
    def free(self) -> int:
        return max(0, self.rule.how_many - sum(row.state in HELD for row in self.people))

    @property
    def is_asked(self) -> bool:
        return sum(row.state in ASKED for row in self.people) >= self.rule.how_many


def places_of(application: Application) -> list[Place]:
    """By the form as it stands; who was asked under an earlier version stays with the rule of the same key.

    Two queries, or none; uses prefetched invitations.
    """
    rows = application.invitations.all()
    if not is_at_hand(application, "invitations"):
        rows = rows.select_related("rule", "reference")
    places = {rule.key: Place(rule) for rule in application.form.referee_rules.all()}
    asked = [row for row in rows if row.state != "withdrawn"]
    for row in sorted(asked, key=attrgetter("invited_at", "pk")):
        row.application = application
        places.setdefault(row.rule.key, Place(row.rule)).people.append(row)
    return list(places.values())


def awaited(places: Iterable[Place]) -> list[RefereeInvitation]:
    """Asked, and not answered yet."""
    return [row for place in places for row in place.people if row.state == "invited"]


def undelivered(application: Application) -> set[str]:
    """The codes of the invitations whose letter came back: most likely the address is wrong. One query."""
    codes = application.invitations.filter(state="invited").values("code")
    about = RefereeInvitation._meta.label_lower
    letters = lost(Letter.objects.filter(about_type=about, about_code__in=codes, kind="referee_asked"))
    return set(letters.values_list("about_code", flat=True))


def with_end() -> QuerySet[RefereeInvitation]:
    """Invitations with `ends`, their deadline, as the database computes it."""
    number = Cast("rule__days", IntegerField())
    days = ExpressionWrapper(number * Value(timedelta(days=1), DurationField()), DurationField())
    closes = F("application__call__closes_at")
    mine = DeadlineExtension.objects.filter(call=OuterRef("application__call"), user=OuterRef("application__applicant"))
    later = Coalesce(Subquery(mine.values("until_at")), closes)
    ends = ExpressionWrapper(Greatest(closes, later) + days, DateTimeField())
    return RefereeInvitation.objects.annotate(ends=ends)


def invitation_behind(token: str) -> RefereeInvitation | None:
    """The invitation of a link that we signed and that still holds its secret; None for every other."""
    try:
        code, _dot, secret = links().unsign(token).partition(".")
    except BadSignature:
        return None
    return (
        RefereeInvitation.objects.select_related(*RELATED, "reference__file").filter(code=code, secret=secret).first()
    )


def is_over(invitation: RefereeInvitation, at: datetime) -> bool:
    """Neither to be written nor to be corrected any more."""
    return invitation.state not in HELD or at >= invitation.due_at


def came_for(application: Application) -> list[Reference]:
    """What came, for officers: with the name and the file. One query."""
    rows = Reference.objects.filter(invitation__application=application, invitation__state="came")
    return list(rows.select_related("invitation__rule", "file").order_by("came_at", "pk"))


def reading_references(application: Application) -> list[Sheet]:
    """What a reader of the programme reads of it: in a blind round only what its rule opens, blacked out. One query."""
    found = came_for(application)
    if not application.call.is_blind:
        return [_line(row, None) for row in found]
    return _blacked_out(application, [row for row in found if row.invitation.rule.blind_readers_see])


def host_references(application: Application) -> list[Sheet]:
    """For hosts, who judge without names whatever the round. Uses prefetched invitations."""
    came = [row for row in application.invitations.all() if row.state == "came" and row.rule.hosts_see]
    return _blacked_out(application, [row.reference for row in came])


def _blacked_out(application: Application, found: list[Reference]) -> list[Sheet]:
    """Without the names of both, nor any file; one that only held a file says nothing here."""
    found = [row for row in found if row.text or row.level]
    if not found:
        return []
    people = [word for row in found for word in (row.invitation.name, row.invitation.email)]
    hides = identity_of(application, latest_revision(application), people)
    return [_line(row, hides) for row in found]


def _line(reference: Reference, hides: Redactor | None) -> Sheet:
    invitation = reference.invitation
    return {
        "rule": invitation.rule.label,
        "by": "" if hides else f"{invitation.name} · {invitation.relation}",
        "level": reference.get_level_display() if reference.level else "",
        "text": hides.clean(reference.text) if hides else reference.text,
    }
