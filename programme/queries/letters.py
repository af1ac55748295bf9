"""Letters as their readers have them, and those that somebody has to see to."""

from django.core import signing
from django.db.models import Count, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Now
from django.urls import reverse

from programme.kernel.errors import NotVisible
from programme.kernel.letters import Topic
from programme.models import Letter, LetterChoice, Profile, User

LOST = "lost"
OFF = "letters off"  # what the signature of an address that switches letters off is good for
NOT_YET = Q(state="queued", attempts=0, send_after__gt=Now())  # its moment has not come


def lost(rows: QuerySet[Letter]) -> QuerySet[Letter]:
    """They did not arrive and nobody has sent them again: the count on the work list and the list behind it."""
    return rows.filter(state__in=("failed", "bounced"))


def inbox_of(user: User) -> QuerySet[Letter]:
    """Every letter to this person whose moment has come, however it fared as mail. Letters with sign-in codes are none."""
    return Letter.objects.filter(~NOT_YET, recipient_id=user.pk).exclude(kind__startswith="account")


def unread_by(user: User) -> int:
    """How many letters of theirs a person has not opened.

    Comes in one query with the profile, which the head of each page shows anyway, where that was not read before.
    """
    unread = inbox_of(user).filter(read_at=None)
    if User._meta.get_field("profile").is_cached(user):
        return unread.count()
    counted = unread.order_by().values("recipient").annotate(n=Count("pk")).values("n")
    profile = Profile.objects.filter(user_id=user.pk).annotate(unread=Coalesce(Subquery(counted), 0)).first()
    if profile is None:
        return unread.count()
    profile.user = user
    return profile.unread


def rests(letter: Letter) -> bool:
    """Whether its reader wants it in the inbox only. The one place that decides; asked when it would leave."""
    if letter.recipient_id is None or not letter.may_rest:
        return False
    return LetterChoice.objects.filter(user_id=letter.recipient_id, topic=letter.topic).exists()


def off_address(user: User, topic: str) -> str:
    """Where one press, without signing in, ends letters of a topic by mail."""
    return reverse("letters_off", args=[signing.dumps([user.code, topic], salt=OFF)])


def read_off_address(token: str) -> tuple[User, Topic]:
    """Whose letters the address is about; `NotVisible` when it is not one of ours."""
    try:
        code, topic = signing.loads(token, salt=OFF)
        return User.objects.get(code=code, is_active=True), Topic(topic)
    except (signing.BadSignature, ValueError, User.DoesNotExist) as error:
        raise NotVisible from error
