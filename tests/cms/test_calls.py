"""Page and call never disagree, whatever an editor does and however often."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from applications.domain import submission
from applications.domain.forms import prepare_form
from applications.models import Application, FormVersion
from applications.queries.timeline import timeline_of
from cms.domain.calls import reconcile_calls
from cms.domain.site import ensure_site
from cms.models import CallIndexPage, CallPage, HomePage
from cms.queries.calls import dates_of, openings_by_domain, openings_by_province
from programme.domain import agencies, calls, cohorts
from programme.kernel.errors import Refusal
from programme.models import Call, Opening
from programme.queries.calls import publication_gaps

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(town):
    """A call that nobody has published yet, and its page."""
    ensure_site()
    fields = {
        "slug": "next",
        "title_th": "รอบหน้า",
        "opens_at": town.now + timedelta(days=3),
        "closes_at": town.now + timedelta(days=30),
    }
    call = cohorts.create_call(cohort=town.cohort, fields=fields, by=town.officer, at=town.now)
    prepare_form(call=call, by=town.officer, at=town.now)
    town.make_opening(town.agency, town.host, call=call)
    index = CallIndexPage.objects.get(locale__language_code="th")
    return index.add_child(instance=CallPage(title="รอบหน้า", slug="next", call=call, locale=index.locale, live=False))


def state(page) -> str:
    return Call.objects.get(pk=page.call_id).state


def test_publishing_schedules_and_publishing_twice_changes_nothing(draft):
    draft.save_revision().publish()
    assert state(draft) == "scheduled"
    draft.save_revision().publish()
    assert state(draft) == "scheduled"


def test_the_clock_opens_and_closes_and_freezes_the_questions(draft, town):
    draft.save_revision().publish()
    calls.advance_calls(at=draft.call.opens_at)
    call = Call.objects.get(pk=draft.call_id)
    assert call.state == "open" and call.form_versions.get(state="published").published_at
    calls.advance_calls(at=call.closes_at)
    assert state(draft) == "closed"


def test_unpublishing_a_scheduled_call_takes_it_back_to_draft(draft):
    draft.save_revision().publish()
    CallPage.objects.get(pk=draft.pk).unpublish()
    assert state(draft) == "draft"


def test_scheduling_the_page_leaves_the_call_alone_until_the_page_is_live(draft, town):
    draft.go_live_at = town.now + timedelta(days=1)
    draft.save_revision().publish()
    draft.refresh_from_db()
    assert not draft.live and state(draft) == "draft"
    draft.go_live_at = None
    draft.save_revision().publish()
    assert state(draft) == "scheduled"


def test_a_call_that_is_not_ready_stays_a_draft_and_its_page_names_what_is_missing(draft, town, signed_in):
    draft.call.openings.all().delete()
    edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert publication_gaps(draft.call, town.now) != []
    form = {
        "title": "รอบหน้า", "slug": "next", "call": draft.call_id, "lead": "", "body-count": 0, "what_you_get": "",
        "image_alt": "", "scene": "", "comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0, "action-publish": "1",
        "seo_title": "", "search_description": "",
    }  # fmt: skip
    body = signed_in(town.editor, "en").post(edit, form, follow=True).content.decode()
    assert "Approve at least one opening" in body or "อนุมัติตำแหน่งอย่างน้อยหนึ่ง" in body
    draft.refresh_from_db()
    assert not draft.live and state(draft) == "draft"


def test_withdrawing_a_scheduled_call_takes_its_page_off_the_site(draft, town, client):
    draft.save_revision().publish()
    assert client.get("/calls/next/").status_code == 200
    call = Call.objects.get(pk=draft.call_id)
    calls.withdraw_call(call=call, by=town.officer, at=town.now)
    assert state(draft) == "draft" and client.get("/calls/next/").status_code == 404
    assert reconcile_calls(at=town.now) == 0 and state(draft) == "draft"


def test_deleting_a_draft_takes_its_pages_along(draft, town):
    town_call = draft.call
    with pytest.raises(Refusal) as held:
        calls.delete_call(call=town_call, by=town.officer, at=town.now)
    assert held.value.code == "has_openings"
    agencies.withdraw_opening(opening=town_call.openings.get(), reason="ผิดรอบ", by=town.officer, at=town.now)
    calls.delete_call(call=town_call, by=town.officer, at=town.now)
    assert not CallPage.objects.filter(pk=draft.pk).exists() and not Call.objects.filter(slug="next").exists()


def test_a_copy_of_the_page_disturbs_nothing(draft):
    draft.save_revision().publish()
    copy = draft.copy(update_attrs={"slug": "next-2", "title": "สำเนา"}, keep_live=False)
    assert state(draft) == "scheduled" and not copy.live
    copy.unpublish()
    assert state(draft) == "scheduled"


def test_the_clock_repairs_what_a_crash_left_apart(draft, town):
    CallPage.objects.filter(pk=draft.pk).update(live=True)
    assert reconcile_calls(at=town.now) == 1 and state(draft) == "scheduled"
    assert reconcile_calls(at=town.now) == 0


def test_an_open_calls_page_cannot_be_hidden_and_says_why(town, signed_in):
    ensure_site()
    index = CallIndexPage.objects.get(locale__language_code="th")
    page = index.add_child(instance=CallPage(title="รอบ", slug="now", call=town.call, locale=index.locale))
    answer = signed_in(town.editor).post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]), follow=True)
    assert CallPage.objects.get(pk=page.pk).live and answer.status_code == 200


def test_a_moved_deadline_shows_at_once_and_is_told(town, client):
    ensure_site()
    index = CallIndexPage.objects.get(locale__language_code="en")
    index.add_child(instance=CallPage(title="Call", slug="now", call=town.call, locale=index.locale))
    later = town.call.closes_at + timedelta(days=9)
    calls.amend_call(
        call=town.call,
        text_th="เลื่อน",
        text_en="One more week",
        closes_at=later,
        by=town.officer,
        at=town.now,
        tell=[town.applicant],
    )
    assert "One more week" in client.get("/en/calls/now/").content.decode()
    assert town.applicant.letters.filter(kind="call_amended").count() == 1


def test_building_the_site_twice_changes_nothing(db):
    ensure_site()
    ensure_site()
    assert HomePage.objects.count() == 2


def test_the_page_and_the_applicant_s_own_page_tell_the_same_day_of_the_results(town):
    call, day = town.call, timezone.localdate(town.now) + timedelta(days=40)
    at = {"starts_at": town.now + timedelta(days=39), "audience": "public"}
    milestones = [call.cohort.milestones.create(kind=kind, **at) for kind in ("announce", "review")]
    call.results_on = day
    call.save(update_fields=["results_on"])
    told = {row["label"]: timezone.localdate(row["at"]) for row in dates_of(call, milestones, town.now)}
    assert day in told.values()
    plan = {moment.label: moment.when for moment in timeline_of(town.submitted())}
    assert list(plan.values())[3] == day and list(plan.values())[2] == timezone.localdate(at["starts_at"])


def action(client) -> list[tuple[str, str]]:
    """Where the buttons of a call's page lead, with their words: one for narrow windows, one for wide ones."""
    html = client.get("/en/calls/cohort-5/").content.decode()
    found = re.findall(r'<a class="btn btn-primary btn-lg w-100" href="([^"]*)">\s*(.*?)\s*</a>', html, re.DOTALL)
    assert len(found) in (0, 2) and len(set(found)) < 2
    return found[:1]


BEGIN, GO_ON = ("/apply/cohort-5/", "Start application"), ("/apply/cohort-5/", "Continue your application")


def test_the_page_of_a_call_goes_on_with_what_this_person_began(public, signed_in, client):
    town = public.town
    person, other = signed_in(town.stranger, "en"), signed_in(town.host, "en")
    assert [action(one) for one in (client, person, other)] == [[BEGIN]] * 3
    draft = town.fill(town.stranger)
    assert action(person) == [GO_ON] and action(other) == [BEGIN] == action(client)
    submission.submit_application(application=draft, by=town.stranger, at=town.now)
    mine = (reverse("my_application", args=[draft.code]), "See your application")
    assert action(person) == [mine] and action(other) == [BEGIN]
    Application.objects.filter(pk=draft.pk).update(state="correction")
    assert action(person) == [("/apply/cohort-5/", "Correct your application")]
    Application.objects.filter(pk=draft.pk).update(state="withdrawn")
    assert action(person) == [BEGIN]


def test_after_the_deadline_the_page_still_leads_to_ones_own_application(public, signed_in, client):
    town, sent = public.town, public.town.submitted(public.town.stranger)
    calls.close_call(call=town.call, by=None, at=town.now)
    assert action(client) == []
    assert action(signed_in(town.stranger, "en")) == [
        (reverse("my_application", args=[sent.code]), "See your application")
    ]


def test_the_door_tells_who_has_applied_that_they_have(public, signed_in):
    sent = public.town.submitted(public.town.stranger)
    answer = signed_in(public.town.stranger, "en").get("/apply/cohort-5/", follow=True)
    assert answer.redirect_chain == [(reverse("my_application", args=[sent.code]), 302)]
    assert "You have applied to this call already." in answer.content.decode()


def test_cards_and_provinces_say_openings_and_seats_and_that_they_overlap(public, client):
    town = public.town
    Opening.objects.filter(pk=town.opening.pk).update(domains=["env", "gov"], seats=3)
    Opening.objects.filter(pk=town.opening2.pk).update(domains=["env"], seats=2)
    assert [(*row[0::2], row[3]) for row in openings_by_domain(list(Opening.objects.all()))] == [
        ("env", 2, 5), ("gov", 1, 3),
    ]  # fmt: skip
    ((_province, rows, seats),) = openings_by_province(town.call)
    assert (len(rows), seats) == (2, 5)
    page = client.get("/en/calls/cohort-5/").content.decode()
    assert 'href="/en/calls/cohort-5/openings/?domain=gov"' in page  # each card leads to its own openings
    words = re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page))
    assert words.count("2 openings · 5 seats") == 4  # the card, all cards, all openings, their one province
    assert "1 opening · 3 seats" in words and "add up to more" in words


def test_all_questions_stand_on_a_page_of_their_own_by_section_with_what_each_level_means(public, client):
    form = public.town.call.form_versions.get()
    form.questions.filter(key="field").update(condition={"of": {"answer": "degree"}, "is": "master"})
    page = client.get("/en/calls/cohort-5/questions/").content.decode()
    for question in form.questions.all():
        assert escape(question.label_en) in page
    assert page.index("About you") < page.index("Your background") < page.index("Where you want to work")
    assert "Only if: " in page and "Bachelor" in page and "Copy of the house registration" in page
    for criterion in public.town.call.rubric.criteria.all():
        assert f"{criterion.weight}%" in page and escape(criterion.anchors[0]["en"]) in page
    call = client.get("/en/calls/cohort-5/").content.decode()
    assert 'href="/en/calls/cohort-5/questions/"' in call and "Family name (Thai)" not in call


def test_openings_stand_on_a_map_and_a_list_that_narrows_without_a_script(public, client):
    town = public.town
    Opening.objects.filter(pk=town.opening.pk).update(skills_en="Maps and tables", domains=["liv"])
    page = client.get("/en/calls/cohort-5/openings/").content.decode()
    assert "Maps and tables" in page and '<svg class="map"' in page and 'href="?province=TH-13#list"' in page
    assert "2 openings" in page and town.mentor.email not in page
    for query, number in (("province=TH-13", 2), ("province=TH-99", 0), ("domain=liv", 1), ("domain=zz&page=-1", 0)):
        page = client.get(f"/en/calls/cohort-5/openings/?{query}").content.decode()
        assert page.count('<article class="card') == number
    page = client.get("/en/calls/cohort-5/openings/?province=TH-99").content.decode()
    assert "No opening fits" in page


def test_how_many_applied_last_time_is_told_and_small_numbers_are_not(public, client):
    town, page = public.town, "/en/calls/cohort-5/"
    assert "Applied last time" not in client.get(page).content.decode()
    earlier = Call.objects.create(
        cohort=town.cohort, slug="before", title_th="ก่อน", state="announced", state_changed_at=town.now,
        opens_at=town.now - timedelta(days=400), closes_at=town.now - timedelta(days=360),
    )  # fmt: skip
    form = FormVersion.objects.create(call=earlier, number=1, state="published", state_changed_at=town.now)
    for n in range(6):
        Application.objects.create(
            call=earlier, form=form, applicant=town.person(f"then{n}@t.example"), started_at=town.now,
            submitted_at=town.now if n else None, state_changed_at=town.now,
        )  # fmt: skip
    assert re.search(r"Applied last time:\s+5\b", client.get(page).content.decode())
    Application.objects.filter(applicant__email="then1@t.example").update(submitted_at=None)
    assert "fewer than" in client.get(page).content.decode()
