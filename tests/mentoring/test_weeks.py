"""Weeks: one tap to hand in what can go, one to confirm what waits; one wrong log holds up no other."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentoring.domain import claims, weeks
from mentoring.models import ActivityLog, ClaimReview, Placement, Week
from mentoring.queries.contents import people_together
from programme.kernel.errors import NotAllowed, NotVisible, Refusal
from programme.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def placement(town):
    return town.placement()


@pytest.fixture
def week(town, placement):
    """A week with two drafts."""
    for headline in ("เดินคลอง", "ประชุม"):
        town.log(placement, headline=headline)
    return Week.objects.get()


def hand_in(town, week, by=None):
    return weeks.submit_week(week=week, by=by or town.applicant, at=town.now)


def test_a_week_goes_as_a_whole_and_the_host_gets_one_letter(town, week):
    found = hand_in(town, week)
    assert (found.count, found.stayed) == (2, [])
    assert set(week.logs.values_list("state", flat=True)) == {"submitted"}
    assert Letter.objects.filter(kind="week_submitted", recipient=town.host).count() == 1


def test_one_log_that_cannot_go_stays_with_its_reason_and_the_others_go(town, week, placement):
    bad = week.logs.get(headline="เดินคลอง")
    ActivityLog.objects.filter(pk=bad.pk).update(happened_on=placement.starts_on - timedelta(days=40))
    found = hand_in(town, week)
    assert found.count == 1 and "เดินคลอง" in found.stayed[0]
    bad.refresh_from_db()
    assert (bad.state, week.logs.get(headline="ประชุม").state) == ("draft", "submitted")
    assert bad.revisions.count() == 0


def test_where_none_can_go_that_is_refused_with_the_first_reason(town, week, placement):
    ActivityLog.objects.all().update(happened_on=placement.starts_on - timedelta(days=40))
    with pytest.raises(Refusal) as no:
        hand_in(town, week)
    assert no.value.code == "outside"
    assert not Letter.objects.filter(kind="week_submitted").exists()


def test_an_empty_week_is_refused(town, week):
    hand_in(town, week)
    with pytest.raises(Refusal) as no:
        hand_in(town, week)
    assert no.value.code == "empty"


@pytest.mark.parametrize("who", ["host", "mentor", "officer", "stranger"])
def test_only_the_ambassador_hands_a_week_in(town, week, who):
    with pytest.raises((NotAllowed, NotVisible)):
        hand_in(town, week, by=getattr(town, who))


def test_the_host_confirms_what_waits_each_through_the_same_door(town, week):
    hand_in(town, week)
    assert weeks.confirm_week(week=week, by=town.host, at=town.now) == 2
    assert set(week.logs.values_list("state", "confirmed_by")) == {("confirmed", town.host.pk)}
    assert ClaimReview.objects.filter(decision="confirm", reviewer=town.host).count() == 2


def test_a_week_without_anything_waiting_is_not_confirmed(town, week):
    with pytest.raises(Refusal) as no:
        weeks.confirm_week(week=week, by=town.host, at=town.now)
    assert no.value.code == "empty"


@pytest.mark.parametrize("who", ["applicant", "host2", "mentor", "officer", "evaluator", "stranger"])
def test_only_the_host_confirms(town, week, who):
    hand_in(town, week)
    with pytest.raises((NotAllowed, NotVisible)):
        weeks.confirm_week(week=week, by=getattr(town, who), at=town.now)
    assert set(week.logs.values_list("state", flat=True)) == {"submitted"}


def test_silence_confirms_nothing(town, week):
    hand_in(town, week)
    assert not ClaimReview.objects.exists()


def test_a_finished_week_offers_no_hand_in(town, week, signed_in):
    browser = signed_in(town.applicant, "en")
    assert "Hand in 2 logs" in browser.get("/field/weeks/").content.decode()
    answer = browser.post("/field/weeks/", {"week": week.pk})
    assert answer.status_code == 302 and set(week.logs.values_list("state", flat=True)) == {"submitted"}
    page = browser.get("/field/weeks/").content.decode()
    assert "2 logs handed in" in page and "Hand in 2 logs" not in page and 'name="week"' not in page


def test_a_week_of_somebody_else_is_not_handed_in(town, week, signed_in):
    other = town.person("second@t.example")
    town.placement(other)
    for wrong in (week.pk, "x", "9" * 19, ""):
        assert signed_in(other).post("/field/weeks/", {"week": wrong}).status_code == 422
    assert set(week.logs.values_list("state", flat=True)) == {"draft"}


def test_the_host_reads_a_week_and_returns_one_log_with_its_reason(town, week, signed_in):
    hand_in(town, week)
    browser, log = signed_in(town.host, "en"), week.logs.get(headline="เดินคลอง")
    address = f"/host/weeks/{week.pk}/"
    assert "Confirm all 2 logs" in browser.get(address).content.decode()
    empty = browser.post(address, {"act": "return", "log": log.code, "reason": "  "})
    assert empty.status_code == 422 and "Write the reason" in empty.content.decode()
    assert browser.post(address, {"act": "return", "log": log.code, "reason": "วันที่ไม่ตรง"}).status_code == 302
    log.refresh_from_db()
    assert log.state == "returned"
    assert "วันที่ไม่ตรง" in Letter.objects.get(kind="claim_returned", recipient=town.applicant).body_text
    assert browser.post(address, {"act": "confirm"}).status_code == 302
    assert week.logs.get(headline="ประชุม").state == "confirmed"


def test_a_page_from_before_the_confirmation_undoes_nothing(town, week, signed_in):
    hand_in(town, week)
    browser, log, address = signed_in(town.host, "en"), week.logs.get(headline="เดินคลอง"), f"/host/weeks/{week.pk}/"
    browser.post(address, {"act": "confirm"})
    page = browser.post(address, {"act": "return", "log": log.code, "reason": "กดช้าไป"})
    assert page.status_code == 422 and "changed in the meantime" in page.content.decode()
    log.refresh_from_db()
    assert log.state == "confirmed"


def test_a_host_page_is_for_its_host(town, week, signed_in):
    hand_in(town, week)
    for who in ("host2", "applicant", "mentor", "stranger", "evaluator"):
        assert signed_in(getattr(town, who)).get(f"/host/weeks/{week.pk}/").status_code == 404
    page = signed_in(town.host).post(f"/host/weeks/{week.pk}/", {"act": "explode"})
    assert page.status_code == 409


def test_a_log_of_another_week_is_not_returned_from_here(town, week, signed_in):
    other = town.log(Placement.objects.get(), headline="สัปดาห์ก่อน", days=8)
    claims.submit_claim(claim=other, by=town.applicant, at=town.now)
    page = signed_in(town.host).post(f"/host/weeks/{week.pk}/", {"act": "return", "log": other.code, "reason": "ก"})
    other.refresh_from_db()
    assert page.status_code == 422 and other.state == "submitted"


def test_the_day_of_a_week_is_a_monday(town, week):
    assert week.starts_on == timezone.localdate(town.now) - timedelta(days=timezone.localdate(town.now).weekday())


@pytest.mark.parametrize("state", ["voided", "disputed", "discarded"])
def test_a_week_counts_nobody_who_was_taken_away_again(week, state):
    whole = people_together(week.logs.all())
    gone = week.logs.get(headline="เดินคลอง")
    of_it = people_together([gone])
    assert of_it > 0
    ActivityLog.objects.filter(pk=gone.pk).update(state=state)
    assert people_together(week.logs.all()) == whole - of_it
