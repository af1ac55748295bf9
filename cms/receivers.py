"""What the site does when others tell it something; inside the same transaction."""

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.signals import page_published, page_unpublished

from cms.domain.calls import page_left, page_went_live
from cms.domain.site import sync_editor
from cms.domain.stories import draft_story, stories_about, stories_of_person, take_off_stories
from cms.models import CallPage
from mentoring.signals import claim_left_figures, report_released
from programme.models import RoleGrant
from programme.signals import consent_withdrawn


@receiver(page_published, sender=CallPage)
def call_page_published(sender, instance, **kwargs):
    page_went_live(page=instance, by=None, at=timezone.now())


@receiver(page_unpublished, sender=CallPage)
def call_page_unpublished(sender, instance, **kwargs):
    page_left(page=instance, by=None, at=timezone.now())


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
