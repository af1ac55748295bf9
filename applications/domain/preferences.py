"""What becomes of rankings when an opening leaves the call."""

from datetime import datetime

from applications.letters import choice_withdrawn
from applications.models import Preference
from applications.states import RANKABLE
from programme.domain.calls import may_finish
from programme.domain.letters import queue_letter
from programme.models import Opening

COUNTS = ("draft", "correction", "submitted", "screening", *RANKABLE, "matched")  # while a ranking may still decide


def tell_who_ranked(*, opening: Opening, at: datetime) -> int:
    """Writes to everybody whose list loses this opening and still counts. Returns how many were told.

    Drafts keep the row until their applicant has looked at the list again: the step is not complete before. What was
    handed in stays as it is; the other choices move up. A draft that can no longer be handed in is not written to.
    """
    rows = Preference.objects.filter(opening=opening, application__state__in=COUNTS)
    rows = rows.select_related("application__call", "application__applicant__profile").order_by("pk")
    lists = [row.application for row in rows]
    told = [one for one in lists if one.state != "draft" or may_finish(call=one.call, user=one.applicant, at=at)]
    for application in told:
        queue_letter(spec=choice_withdrawn(application, opening), at=at)
    return len(told)
