"""An application from its first press to its end, as its own person sees it."""

from datetime import timedelta

import pytest

from applications.domain import screening
from applications.domain.applications import start_application, withdraw_application
from applications.models import Application
from applications.queries.submitted import own_copy
from applications.queries.timeline import timeline_of
from programme.kernel.errors import NotAllowed, NotVisible, Refusal
from programme.models import Letter

pytestmark = pytest.mark.django_db


def start(town, person=None, at=None):
    return start_application(call=town.call, applicant=person or town.applicant, at=at or town.now)


def page(browser, address) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def test_pressing_start_again_finds_the_same_draft(town):
    assert start(town).pk == start(town).pk and Application.objects.count() == 1


def test_a_call_that_is_closed_or_not_yet_open_takes_nobody_in(town):
    for at in (town.call.closes_at, town.call.opens_at - timedelta(seconds=1)):
        with pytest.raises(Refusal) as refusal:
            start(town, at=at)
        assert refusal.value.code == "closed"
    assert not Application.objects.exists()


def test_a_withdrawn_application_stays_to_be_read_and_makes_room_for_another(town, signed_in):
    application = town.submitted()
    browser = signed_in(town.applicant, "en")
    browser.post(f"/my/applications/{application.code}/withdraw/")
    assert "You withdrew" in page(browser, "/my/")
    mine = page(browser, f"/my/applications/{application.code}/")
    assert "You withdrew" in mine and "What you handed in" in mine and "Apply again" in mine
    assert "น้ำท่วม" in page(browser, f"/my/applications/{application.code}/submitted/")
    browser.post("/apply/cohort-5/")
    assert Application.objects.exclude(state="withdrawn").count() == 1
    assert "Apply again" not in page(browser, f"/my/applications/{application.code}/")


def test_taking_back_works_at_any_time_and_for_nobody_else(town):
    application = town.submitted()
    for person in (town.stranger, town.officer, town.host):
        with pytest.raises((NotVisible, NotAllowed)):
            withdraw_application(application=application, by=person, at=town.now)
    withdraw_application(application=application, by=town.applicant, at=town.call.closes_at + timedelta(days=300))
    assert Letter.objects.filter(kind="application_withdrawn").count() == 1
    with pytest.raises(Refusal):
        withdraw_application(application=application, by=town.applicant, at=town.now)


def test_what_was_handed_in_can_be_read_again_version_by_version(town, signed_in):
    application = town.submitted()
    browser = signed_in(town.applicant, "th")
    copy = page(browser, f"/my/applications/{application.code}/submitted/")
    for words in (application.receipt_number, "ปริญญาตรี", "081 234 5678", town.opening.title_th, "ทะเบียนบ้าน ณัฐริกา.pdf"):
        assert words in copy
    assert "1101700230708" not in copy and "708" in copy
    for number, status in ((1, 200), (2, 404), (0, 200)):
        address = f"/my/applications/{application.code}/submitted/{number}/"
        assert browser.get(address).status_code == status
    assert signed_in(town.stranger).get(f"/my/applications/{application.code}/submitted/").status_code == 404
    assert signed_in(town.officer).get(f"/my/applications/{application.code}/submitted/").status_code == 404


def test_a_copy_of_what_was_handed_in_does_not_follow_the_draft(town):
    application = town.submitted()
    revision = application.revisions.get()
    application.answers.filter(section="motivation").update(data={"problem": "ร่างใหม่"})
    application.preferences.all().delete()
    copy = own_copy(application, revision)
    assert [opening.pk for opening in copy["chosen"]] == [town.opening.pk, town.opening2.pk]
    assert "ร่างใหม่" not in str(copy["parts"])


def test_a_draft_has_nothing_handed_in(town, signed_in):
    application = start(town)
    assert signed_in(town.applicant).get(f"/my/applications/{application.code}/submitted/").status_code == 404


def test_an_exclusion_is_not_known_before_the_results(town, signed_in):
    application = town.submitted()
    screening.rule_out(application=application, reason="เอกสารไม่ตรง", by=town.officer, at=town.now)
    browser = signed_in(town.applicant, "en")
    for address in ("/my/", f"/my/applications/{application.code}/"):
        seen = page(browser, address)
        assert "Checking your documents" in seen
        assert "Not eligible" not in seen and "เอกสารไม่ตรง" not in seen
    application.decision.released_at = town.now
    application.decision.save()
    assert "Not eligible for this call" in page(browser, f"/my/applications/{application.code}/")


def test_whom_we_excluded_in_silence_can_still_withdraw(town):
    application = town.submitted()
    screening.rule_out(application=application, reason="เอกสารไม่ตรง", by=town.officer, at=town.now)
    withdraw_application(application=application, by=town.applicant, at=town.now)
    assert application.state == "withdrawn"


def test_the_timeline_has_a_day_at_every_step(town, signed_in):
    town.call.results_on = town.now.date() + timedelta(days=40)
    town.call.save(update_fields=["results_on"])
    application = town.submitted()
    town.screened(application, at=town.now + timedelta(days=3))
    moments = timeline_of(Application.objects.select_related("call__cohort").get())
    assert [moment.state for moment in moments] == ["done", "done", "now", "todo", "todo"]
    assert moments[0].when == town.now and moments[1].when == town.now + timedelta(days=3)
    assert moments[3].when == town.call.results_on and moments[3].is_plan
    assert moments[4].when == town.cohort.starts_on
    assert "Planned:" in page(signed_in(town.applicant, "en"), f"/my/applications/{application.code}/")


def test_a_released_result_shows_the_day_it_was_told(town):
    application = town.ranked()[0]
    town.selecting()
    town.release(town.computed())
    told = timeline_of(Application.objects.select_related("call__cohort", "decision").get(pk=application.pk))
    assert told[3].when is not None and not told[3].is_plan and told[3].state == "now"


def test_a_step_without_a_day_says_so(town, signed_in):
    application = town.submitted()
    assert "ยังไม่กำหนด" in page(signed_in(town.applicant, "th"), f"/my/applications/{application.code}/")


def test_the_home_page_asks_a_constant_number_of_queries(town, signed_in, django_assert_max_num_queries):
    start(town)
    browser = signed_in(town.applicant)
    browser.get("/my/")
    with django_assert_max_num_queries(22):
        browser.get("/my/")


def test_a_draft_of_a_closed_call_is_read_and_not_typed_in(town, signed_in):
    town.fill()
    town.call.closes_at = town.now - timedelta(minutes=1)
    town.call.save(update_fields=["closes_at"])
    browser = signed_in(town.applicant, "en")
    assert "Your draft stays readable" in page(browser, "/my/")
    for section, words in (("motivation", "น้ำท่วม"), ("openings", town.opening.title_en), ("documents", "ทะเบียนบ้าน")):
        seen = page(browser, f"/apply/cohort-5/{section}/")
        assert words in seen and "The deadline has passed" in seen and "<textarea" not in seen
