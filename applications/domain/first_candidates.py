"""An agency reads that there is somebody to judge: once for each opening, and in one letter for all that begin on a day."""

from collections import defaultdict
from datetime import datetime
from functools import partial

from applications.domain.rankings import ranking_of
from applications.domain.reopening import judges_of
from applications.letters import first_candidates_came
from applications.models import HostRanking
from applications.policies import candidates_of
from applications.queries.judging import first_candidates
from programme.domain.due_work import for_each_due
from programme.domain.letters import queue_letter
from programme.models import HostAgency, Opening, User


def tell_of_first_candidates(*, at: datetime) -> int:
    """Returns how many agencies were written to. One without anybody who judges is written to when it has somebody."""
    agencies = HostAgency.objects.filter(pk__in=first_candidates().values("agency"))
    return for_each_due("tell_of_candidates", agencies.order_by("pk"), partial(_tell, at=at), at=at)


def _tell(agency: HostAgency, *, at: datetime) -> bool:
    theirs: dict[User, list[Opening]] = defaultdict(list)
    for opening in first_candidates().filter(agency=agency).select_related("call", "agency").order_by("pk"):
        for person in judges_of(opening):
            if candidates_of(person, opening).exists():  # not those with whom this person has a conflict
                theirs[person].append(opening)
    for person, openings in theirs.items():
        queue_letter(spec=first_candidates_came(openings, person), at=at)
    told = {opening.pk: opening for openings in theirs.values() for opening in openings}
    rankings = [ranking_of(opening).pk for opening in told.values()]
    return bool(HostRanking.objects.filter(pk__in=rankings).update(told_at=at))
