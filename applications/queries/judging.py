"""Which host still has to judge whom before a match: pairs of a candidate and an opening that have no word yet."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from applications.models import Application, HostRanking, HostRankingRow, MatchRule, Preference
from applications.policies import closed_to, has_applied
from applications.states import RANKABLE
from programme.models import Call, Opening, User

PAIR = {"opening": OuterRef("opening"), "application": OuterRef("application")}


def asked_pairs() -> QuerySet[Preference]:
    """Candidates of approved openings, of whom the host has to say something; not those whom two officers decided by hand."""
    late = Q(application__state="reserve", application__call__late_choices_until__isnull=False)
    running = Q(application__state__in=RANKABLE) | late
    found = Preference.objects.filter(running, opening__state="approved", opening__call=F("application__call"))
    return found.exclude(Exists(MatchRule.objects.filter(**PAIR, removed_at=None, approved_by__isnull=False)))


def unjudged_pairs() -> QuerySet[Preference]:
    said = HostRankingRow.objects.filter(ranking__opening=OuterRef("opening"), application=OuterRef("application"))
    return asked_pairs().exclude(Exists(said))


def first_candidates() -> QuerySet[Opening]:
    """Openings with somebody to judge, of which the agency has read nothing yet and judged nobody."""
    waiting = unjudged_pairs().filter(opening=OuterRef("pk"), opening__call__state__in=("open", "closed", "selecting"))
    untouched = Q(told_at=None, version=0, frozen_at=None)
    begun = HostRanking.objects.filter(opening=OuterRef("pk")).exclude(untouched)
    return Opening.objects.filter(Exists(waiting)).exclude(Exists(begun))


def came_late() -> QuerySet[Preference]:
    """Unjudged, though the host has handed in: somebody has to open the ranking again."""
    return unjudged_pairs().filter(opening__ranking__frozen_at__isnull=False)


def unjudged_at(openings: QuerySet[Opening], reader: User) -> dict[int, int]:
    """How many wait for a word, by the key of the opening, without those who are closed to the reader."""
    found = unjudged_pairs().filter(opening__in=openings).exclude(application__in=closed_to(reader))
    return dict(found.order_by().values_list("opening").annotate(n=Count("pk")))


def overdue_rankings(at: datetime) -> QuerySet[HostRanking]:
    """Opened again, and not handed in by the moment that the office gave."""
    return HostRanking.objects.filter(
        frozen_at=None, due_at__lt=at, opening__call__state__in=("open", "closed", "selecting")
    )


@dataclass
class Gap:
    """One opening whose host still has to say something."""

    opening: Opening
    ranking: HostRanking | None
    may_act: bool  # this reader has no stake in any of its candidates
    waiting: int = 0  # candidates of an opening that is not handed in: counted, not named
    people: list[Application] = field(default_factory=list)  # those who came after it was handed in
    closed: int = 0  # more of them, whom this reader may not see

    @property
    def is_late(self) -> bool:
        """Handed in without these people: the desk or the agency's approver has to act."""
        return bool(self.ranking and self.ranking.frozen_at)

    def needs_desk(self, at: datetime) -> bool:
        """What the work list counts."""
        return self.is_late or bool(self.ranking and self.ranking.due_at and self.ranking.due_at < at)

    @property
    def count(self) -> int:
        return self.waiting + len(self.people) + self.closed


def judging_gaps(call: Call, reader: User) -> list[Gap]:
    """The openings of a call with candidates that are not handed in, or handed in without somebody; these come first."""
    asked, unjudged = (pairs.filter(opening=OuterRef("pk")) for pairs in (asked_pairs(), unjudged_pairs()))
    rows = call.openings.filter(Exists(asked)).filter(Q(ranking__frozen_at=None) | Exists(unjudged))
    closed = set(closed_to(reader).values_list("pk", flat=True))
    stakes = Preference.objects.filter(opening__call=call, application__in=closed).values_list("opening", flat=True)
    touched, runs = set(stakes), bool(has_applied(reader, call))
    found = {
        row.pk: Gap(row, getattr(row, "ranking", None), runs and row.pk not in touched)
        for row in rows.select_related("agency", "ranking__reopened_by__profile").order_by("agency__order_key", "pk")
    }
    pairs = unjudged_pairs().filter(opening__call=call)
    counted = pairs.order_by().values_list("opening").annotate(n=Count("pk"))
    for opening, number in counted.filter(opening__in=[key for key, gap in found.items() if not gap.is_late]):
        found[opening].waiting = number
    late = pairs.filter(opening__in=[key for key, gap in found.items() if gap.is_late]).select_related("application")
    for pair in late.order_by("application__receipt_number", "pk"):
        gap = found[pair.opening_id]
        if pair.application_id in closed:
            gap.closed += 1
        else:
            gap.people.append(pair.application)
    return sorted(found.values(), key=lambda gap: not gap.is_late)
