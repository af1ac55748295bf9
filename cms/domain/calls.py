"""Page and call never disagree: publishing drives the call, and the clock repairs what was missed."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Q

from cms.models import CallPage
from programme.domain.calls import publish_call, unpublish_call
from programme.domain.due_work import MAX_ATTEMPTS, for_each_due, in_each_language, note_failure
from programme.kernel.errors import Refusal
from programme.models import Call, FailedWork, User

SHOW = "show_call"


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
    """What a crash or a direct change left apart is brought together again. Returns how many pages and calls moved."""
    apart = CallPage.objects.filter(call__state="draft")
    asked = FailedWork.objects.filter(job=SHOW, given_up_at=None).values("object_id")  # an officer asked to try again
    due = apart.filter(Q(live=True) | Q(pk__in=asked)).select_related("call").order_by("pk")
    shown = for_each_due(SHOW, due, partial(_show, at=at), at=at, relevant=apart)
    live = CallPage.objects.filter(live=True)
    alone = Call.objects.filter(state="scheduled").exclude(pk__in=live.values("call_id")).order_by("pk")
    return shown + for_each_due("hide_call", alone, lambda call: unpublish_call(call=call, by=None, at=at), at=at)


def _show(page: CallPage, *, at: datetime) -> bool | None:
    """A live page publishes its call; where that is refused the page leaves the site and waits for a person."""
    if not page.live:
        page.get_latest_revision().publish()
        return None
    publish = partial(publish_call, call=page.call, by=None, at=at)
    try:
        with transaction.atomic():
            publish()
    except Refusal as refusal:
        words = in_each_language(refusal, publish)
        page.unpublish()
        note_failure(job=SHOW, row=page, error=str(refusal), is_refusal=True, words=words, at=at, attempts=MAX_ATTEMPTS)
        return False
    return None
