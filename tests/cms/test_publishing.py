"""Pages appear and leave at their hour, each by itself; a call's page is public with its call or not at all."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from wagtail.models import Page, Revision

from applications.domain.forms import prepare_form
from cms.domain.calls import reconcile_calls
from cms.domain.contact import KEPT, erase_old_messages
from cms.domain.publishing import publish_due_pages
from cms.models import CallIndexPage, CallPage, ContactMessage, StoryPage
from programme.domain import cohorts, due_work, people
from programme.kernel.errors import Refusal
from programme.models import Call, FailedWork

pytestmark = pytest.mark.django_db


@pytest.fixture
def bare(public):
    """The page of a call that cannot go public: it has no openings and no questions."""
    town = public.town
    fields = {
        "slug": "bare", "title_th": "ยังไม่พร้อม", "opens_at": town.now + timedelta(days=3),
        "closes_at": town.now + timedelta(days=30),
    }  # fmt: skip
    call = cohorts.create_call(cohort=town.cohort, fields=fields, by=town.officer, at=town.now)
    index = CallIndexPage.objects.get(locale__language_code="th")
    return index.add_child(instance=CallPage(title="ยังไม่พร้อม", slug="bare", call=call, locale=index.locale, live=False))


@pytest.fixture
def story(public):
    """A true story that is to appear again."""
    page = public.stories["th"]
    page.unpublish()
    return StoryPage.objects.get(pk=page.pk)


def make_due(page, now, minutes=5):
    """The editor has given it an hour, and the hour has come."""
    revision = page.save_revision()
    moment = now - timedelta(minutes=minutes)
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=moment)
    return revision


def is_live(page) -> bool:
    return Page.objects.get(pk=page.pk).live


def test_in_one_breath_the_call_page_would_have_kept_the_story_back(bare, story, now):
    make_due(bare, now, minutes=9)
    make_due(story, now)
    with pytest.raises(Refusal):
        call_command("publish_scheduled", verbosity=0)
    assert not is_live(story)


def test_a_call_page_that_cannot_be_published_stops_no_story_and_stays_off_the_site(bare, story, now):
    make_due(bare, now, minutes=9)
    make_due(story, now)
    assert publish_due_pages(at=now) == 1
    assert is_live(story) and not is_live(bare)
    assert Call.objects.get(pk=bare.call_id).state == "draft"
    assert FailedWork.objects.get(job="publish_page").is_refusal
    assert reconcile_calls(at=now) == 0


def test_once_the_call_is_ready_its_page_appears_by_itself(bare, public, now):
    make_due(bare, now)
    publish_due_pages(at=now)
    town = public.town
    prepare_form(call=bare.call, by=town.officer, at=now)
    opening = town.make_opening(town.agency, town.host)
    type(opening).objects.filter(pk=opening.pk).update(call=bare.call)
    assert publish_due_pages(at=now + timedelta(minutes=2)) == 1
    assert is_live(bare) and Call.objects.get(pk=bare.call_id).state == "scheduled"
    assert not FailedWork.objects.exists()


def test_a_story_whose_consent_was_withdrawn_meanwhile_does_not_appear(story, public, now):
    make_due(story, now)
    people.withdraw_consent(user=public.town.applicant, purpose="story", at=now)
    assert publish_due_pages(at=now) == 0
    assert not is_live(story) and FailedWork.objects.get(job="publish_page").is_refusal


def test_pages_leave_at_their_hour_and_one_that_cannot_stops_no_other(public, now, monkeypatch):
    pages = [public.stories["th"], public.stories["en"]]
    Page.objects.filter(pk__in=[page.pk for page in pages]).update(expire_at=now - timedelta(minutes=1))
    as_it_is, bad = Page.unpublish, min(page.pk for page in pages)

    def refuse_one(page, *args, **words):
        if page.pk == bad:
            raise Refusal("x")
        return as_it_is(page, *args, **words)

    monkeypatch.setattr(Page, "unpublish", refuse_one)
    assert publish_due_pages(at=now) == 1
    assert sorted(is_live(page) for page in pages) == [False, True]


def test_a_live_page_of_a_draft_leaves_the_site_and_waits_on_the_work_list(bare, public, now, signed_in):
    Page.objects.filter(pk=bare.pk).update(live=True)  # what a crash or an import left behind
    assert reconcile_calls(at=now) == 0
    assert not is_live(bare)
    page = signed_in(public.town.officer, "en").get("/desk/stopped/").content.decode()
    assert "A page and its call are brought in line" in page and "ยังไม่พร้อม" in page
    reconcile_calls(at=now + timedelta(days=1))
    failure = FailedWork.objects.get(job="show_call")  # still of interest while the call is a draft
    due_work.try_again(failure=failure, by=public.town.officer, at=now + timedelta(days=1))
    bare.save_revision()
    prepare_form(call=bare.call, by=public.town.officer, at=now)
    opening = public.town.make_opening(public.town.agency, public.town.host)
    type(opening).objects.filter(pk=opening.pk).update(call=bare.call)
    assert reconcile_calls(at=now + timedelta(days=1)) == 1
    assert is_live(bare) and Call.objects.get(pk=bare.call_id).state == "scheduled"


def test_one_call_out_of_line_stops_no_other(bare, public, now):
    Page.objects.filter(pk=bare.pk).update(live=True)
    town = public.town
    fields = {
        "slug": "alone",
        "title_th": "ไม่มีหน้า",
        "opens_at": now + timedelta(days=3),
        "closes_at": now + timedelta(days=9),
    }
    alone = cohorts.create_call(cohort=town.cohort, fields=fields, by=town.officer, at=now)
    Call.objects.filter(pk=alone.pk).update(state="scheduled")
    assert reconcile_calls(at=now) == 1
    assert Call.objects.get(pk=alone.pk).state == "draft" and not is_live(bare)


def test_old_messages_go_one_by_one(public, now, monkeypatch):
    old = [ContactMessage.objects.create(topic="other", text=f"{n}", created_at=now - KEPT) for n in range(3)]
    erase = ContactMessage.delete

    def refuse_one(message):
        if message.pk == old[0].pk:
            raise Refusal("x")
        return erase(message)

    monkeypatch.setattr(ContactMessage, "delete", refuse_one)
    assert erase_old_messages(at=now) == 0  # two years to the day are not over
    assert erase_old_messages(at=now + timedelta(days=1)) == 2
    assert list(ContactMessage.objects.all()) == [old[0]]
