"""What the field forgets of an ambassador. The work stays under the pseudonym, because published figures rest on it."""

from mentoring.models import ActivityLog, ClaimRevision, Evidence, HelpCall, Leave, Placement
from programme.models import PrivateFile, User

EXACT = ("latitude", "longitude", "accuracy_m")


def forget_ambassador(*, user: User) -> None:
    """Reasons of leave and exit, calls for help and exact places go; evidence stays, in nobody's hands."""
    Leave.objects.filter(placement__ambassador=user).update(reason="")
    HelpCall.objects.filter(placement__ambassador=user).update(words="", answer="")
    Placement.objects.filter(ambassador=user).update(exit_reason="")
    ActivityLog.objects.filter(author=user).update(**dict.fromkeys(EXACT))
    for revision in ClaimRevision.objects.filter(claim__author=user):
        kept = {key: value for key, value in revision.content.items() if key not in EXACT}
        ClaimRevision.objects.filter(pk=revision.pk).update(content=kept)
    backing = Evidence.objects.filter(placement__ambassador=user, file__owner=user).values("file")
    PrivateFile.objects.filter(pk__in=backing).update(owner=None, original_name="evidence")
