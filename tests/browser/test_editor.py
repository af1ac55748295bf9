"""An editor makes a call page and a story from nothing to published, in two languages, without help."""

import pytest
from django.urls import reverse

from cms.domain.site import ensure_site
from cms.models import CallIndexPage, CallPage, StoryIndexPage, StoryPage
from mentoring.domain import claims
from programme.domain import people
from tests.browser.acts import new_page, publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ready(town):
    """A verified outcome, a consent, and an empty site."""
    ensure_site()
    outcome = town.outcome(town.placement())
    claims.submit_claim(claim=outcome, by=town.applicant, at=town.now)
    claims.confirm_claim(claim=outcome, by=town.host, at=town.now)
    claims.verify_claim(claim=outcome, by=town.officer, at=town.now)
    people.give_consent(user=town.applicant, purpose="story", wording="yes", at=town.now)
    return town


def test_a_call_and_a_story_from_nothing_in_two_languages(ready, visitor):
    editor = visitor(ready.editor)
    make_call(editor, ready)
    make_story(editor, ready)
    reader = visitor(width=390)
    for page in (*CallPage.objects.all(), *StoryPage.objects.all()):
        reader.go(page.url)
        assert reader.sees(page.title)
        reader.page.get_by_role("button", name="เมนู").or_(reader.page.get_by_role("button", name="Menu")).click()
        reader.page.locator(".nav-tools a[hreflang]").click()
        reader.page.wait_for_load_state()
        assert reader.page.url.endswith(page.get_translations().get().url)


def make_call(editor, town) -> None:
    page = new_page(editor, "callpage", CallIndexPage.objects.get(locale__language_code="th"))
    page.fill("#id_title", town.call.title_th)
    page.select_option("#id_call", str(town.call.pk))
    page.fill("#id_lead", "กลับบ้านไปทำเมืองให้ดีขึ้น")
    publish(page)
    assert editor.sees("A draft in the other language is ready")
    page.get_by_role("link", name="Open it").click()
    page.wait_for_load_state()
    assert page.input_value("#id_title") == town.call.title_en
    page.fill("#id_lead", "Come home and make it better")
    publish(page)
    assert CallPage.objects.filter(live=True, call=town.call).count() == 2


def make_story(editor, town) -> None:
    page = new_page(editor, "storypage", StoryIndexPage.objects.get(locale__language_code="th"))
    page.fill("#id_title", "คลองที่บอกเราล่วงหน้า")
    page.fill("#id_lead", "สามชั่วโมงก่อนน้ำมา")
    page.select_option("#id_scene", "khlong")
    page.select_option("#id_domain", "env")
    page.get_by_role("button", name="Choose city").click()
    page.locator(".modal-body").get_by_role("link", name="Rangsit").first.click()
    publish(page)
    assert editor.sees("Say in one sentence what the picture shows")  # refused, with the reason; nothing typed is lost
    page.fill("#id_image_alt", "เสาวัดน้ำริมคลองยามเช้า")
    publish(page)
    assert editor.sees("Bind at least one fact to a verified outcome")
    assert not StoryPage.objects.filter(live=True).exists()
    page = editor.go(reverse("wagtailadmin_pages:edit", args=[StoryPage.objects.get(locale__language_code="th").pk]))
    page.fill("#id_what_did_not_work", "ยังไม่ถึงทุกบ้าน")
    bind_fact(page)
    publish(page)
    assert StoryPage.objects.get(locale__language_code="th").live
    page = editor.go(reverse("wagtailadmin_pages:edit", args=[StoryPage.objects.get(locale__language_code="en").pk]))
    page.fill("#id_title", "The canal that tells us before")
    page.fill("#id_lead", "Three hours before the water comes")
    page.fill("#id_what_did_not_work", "Not every house is reached yet")
    if not page.locator("#id_facts-FORMS > li").count():
        bind_fact(page)
    publish(page)
    assert StoryPage.objects.filter(live=True).count() == 2
    assert all(page.slug.isascii() and not page.slug.isdigit() for page in StoryPage.objects.all())


def bind_fact(page) -> None:
    """Choose the verified outcome in the chooser, by its words."""
    page.locator("#id_facts-ADD").click()
    page.get_by_role("button", name="Choose a verified outcome").last.click()
    page.locator(".modal-body input[name=q]").fill("ชั่วโมง")
    page.locator(".modal-body a[data-chooser-modal-choice]").first.click()
    page.locator(".modal-body").wait_for(state="detached")
