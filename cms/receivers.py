"""What the site does when others tell it something; inside the same transaction."""

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.images.models import AbstractImage
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from cms.domain.calls import page_left, page_went_live, remove_pages, take_off_pages
from cms.domain.editors import sync_editor
from cms.domain.forgetting import forget_address
from cms.domain.stories import draft_story, stories_about, stories_of_person, take_off_stories
from cms.models import CallPage, SiteWords
from cms.search.index import index_page, index_record
from mentoring.signals import claim_left_figures, report_released
from programme.kernel.remembered import changed
from programme.models import AuditEntry, City, CityStatus, Consent, DigitalService, RoleGrant
from programme.signals import call_deleted, call_withdrawn, consent_withdrawn, person_erased

TOPICS = {  # what a changed record makes old beside the pages themselves
    "frame": (Page, SiteWords, Site, Locale, PageViewRestriction),
    "field": (City, CityStatus, Consent),
    "site": (Redirect, AbstractImage, DigitalService),
}
TOPICS_OF_ACTS = {  # states are moved past the models' signals; what was done is always written down
    "calls": {"programme.call", "programme.opening", "programme.hostagency", "applications.formversion", "applications.matchrun"},
    "field": {
        "programme.hostagency", "mentoring.placement", "mentoring.mission", "mentoring.activitylog", "mentoring.outcome",
        "mentoring.problem", "mentoring.claim", "mentoring.report",
    },
}  # fmt: skip
SEARCHED = {  # what is done to them is written down; a problem may be moved as the claim that it is
    "mentoring.mission": "missions",
    "mentoring.problem": "problems",
    "mentoring.claim": "problems",
}


@receiver([post_save, post_delete])
def kept_pages_are_old(sender, instance, **kwargs):
    """What is kept of the public site is dropped in the same transaction in which something it shows has changed."""
    topics = [topic for topic, models in TOPICS.items() if isinstance(instance, models)]
    if isinstance(instance, AuditEntry):
        if instance.object_type in SEARCHED:
            index_record(SEARCHED[instance.object_type], instance.object_code)
        topics += [topic for topic, types in TOPICS_OF_ACTS.items() if instance.object_type in types]
    if topics:
        changed(*topics)


@receiver(post_page_move)
def pages_moved(sender, **kwargs):
    changed("frame")


@receiver(page_published)
@receiver(page_unpublished)
def words_changed(sender, instance, **kwargs):
    index_page(instance)


@receiver(post_save, sender=City)
def city_changed(sender, instance, **kwargs):
    index_record("cities", instance.slug)


@receiver([post_save, post_delete], sender=DigitalService)
def service_changed(sender, instance, **kwargs):
    index_record("services", instance.code)


@receiver(page_published, sender=CallPage)
def call_page_published(sender, instance, **kwargs):
    if not instance.live:  # only scheduled: the clock publishes the page, and then its call
        return
    page_went_live(page=instance, by=None, at=timezone.now())


@receiver(page_unpublished, sender=CallPage)
def call_page_unpublished(sender, instance, **kwargs):
    page_left(page=instance, by=None, at=timezone.now())


@receiver(call_withdrawn)
def call_left(sender, call, **kwargs):
    take_off_pages(call=call)


@receiver(call_deleted)
def call_is_gone(sender, call, **kwargs):
    remove_pages(call=call)


@receiver(report_released)
def story_from_report(sender, report, by, at, **kwargs):
    draft_story(report=report, by=by, at=at)


@receiver(claim_left_figures)
def fact_is_gone(sender, claim, at, **kwargs):
    take_off_stories(stories_about(claim))


@receiver(consent_withdrawn)
def consent_is_gone(sender, consent, at, **kwargs):
    take_off_stories(stories_of_person(consent))


@receiver(post_save, sender=RoleGrant)
def role_changed(sender, instance, **kwargs):
    sync_editor(instance.user)


@receiver(person_erased)
def forget_them(sender, user, at, **kwargs):
    forget_address(user.email)
