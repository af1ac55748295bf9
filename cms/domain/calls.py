"""Page and call never disagree: publishing drives the call, and the clock repairs what was missed."""

from datetime import datetime

from cms.models import CallPage
from programme.domain.calls import publish_call, unpublish_call
from programme.kernel.errors import Refusal
from programme.models import Call, User


def page_went_live(*, page: CallPage, by: User | None, at: datetime) -> Call:
    """The page is public: its call is scheduled or opens. Safe to repeat, for twins and for copies."""
    return publish_call(call=page.call, by=None, at=at)


def page_left(*, page: CallPage, by: User | None, at: datetime) -> Call:
    """No page shows the call any more: one that nobody could enter yet goes back to draft."""
    if CallPage.objects.filter(call=page.call, live=True).exclude(pk=page.pk).exists():
        return page.call
    return unpublish_call(call=page.call, by=None, at=at)


def take_off_pages(*, call: Call) -> None:
    """The call was taken back before it opened: its pages stay as drafts."""
    for page in CallPage.objects.filter(call=call, live=True).order_by("pk"):
        page.unpublish(set_expired=False)


def remove_pages(*, call: Call) -> None:
    """The draft of the call is deleted: so are the pages that nobody has seen."""
    for page in CallPage.objects.filter(call=call).order_by("pk"):
        page.delete()


def reconcile_calls(*, at: datetime) -> int:
    """What a crash or a direct change left apart is brought together again. Returns how many calls moved."""
    moved = 0
    live = CallPage.objects.filter(live=True)
    for call in Call.objects.filter(state="draft", pk__in=live.values("call_id")).order_by("pk"):
        try:
            moved += publish_call(call=call, by=None, at=at).state != "draft"
        except Refusal:
            continue
    for call in Call.objects.filter(state="scheduled").exclude(pk__in=live.values("call_id")).order_by("pk"):
        unpublish_call(call=call, by=None, at=at)
        moved += 1
    return moved
