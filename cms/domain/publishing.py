"""Pages appear and leave at their hour, each by itself: one that may not be public stops no other."""

from datetime import datetime

from django.apps import apps
from wagtail.models import DraftStateMixin, Page, Revision

from cms.models import StoryPage
from programme.domain.due_work import for_each_due
from programme.kernel.errors import Refusal


def publish_due_pages(*, at: datetime) -> int:
    """What the clock does: takes off what has had its time and publishes what is due, as Wagtail would."""
    done = 0
    for model in [Page, *drafts()]:
        over = model._default_manager.filter(live=True, expire_at__lt=at).order_by("expire_at", "pk")
        done += for_each_due("take_off_page", over, take_off, at=at)
    due = Revision.objects.filter(approved_go_live_at__lt=at).order_by("approved_go_live_at", "pk")
    return done + for_each_due("publish_page", due, publish_revision, at=at)


def drafts() -> list[type[DraftStateMixin]]:
    """What beside pages has a draft and an hour to appear."""
    return [model for model in apps.get_models() if issubclass(model, DraftStateMixin) and not issubclass(model, Page)]


def take_off(thing: DraftStateMixin) -> None:
    thing.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def publish_revision(revision: Revision) -> None:
    """Makes the words of a revision public. A page that is refused stays as it was, whole."""
    page = revision.as_object()
    if isinstance(page, StoryPage) and (obstacles := page.obstacles()):
        raise Refusal(" ".join(str(words) for words in obstacles), code="obstacles")
    revision.publish(log_action="wagtail.publish.scheduled")
