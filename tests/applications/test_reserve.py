"""A seat that became free goes on by itself, after the act that freed it and never against it."""

from datetime import timedelta

import pytest

from applications.domain import offers, reserve
from applications.models import Offer
from applications.queries.reserve import claims_on_free_seats
from programme.domain import due_work
from programme.kernel.errors import NotAllowed, Refusal
from programme.models import Call, FailedWork

pytestmark = pytest.mark.django_db


@pytest.fixture
def by_itself(offered):
    Call.objects.update(refills_automatically=True)
    return offered


@pytest.fixture
def broken(monkeypatch):
    def fail(call, by):
        raise RuntimeError("the chain broke")

    monkeypatch.setattr(reserve, "claims_on_free_seats", fail)
    return monkeypatch


def decline(offer, at):
    return offers.decline_offer(offer=offer, reason="", by=offer.application.applicant, at=at)


def test_a_freed_seat_rings_and_goes_on(by_itself, offers_out, now, django_capture_on_commit_callbacks):
    person = by_itself.call.applications.get(state="reserve")
    with django_capture_on_commit_callbacks(execute=True):
        decline(offers_out[0], now)
    new = Offer.objects.get(application=person)
    assert (new.state, new.replaces, new.opening) == ("sent", offers_out[0], offers_out[0].opening)


@pytest.mark.parametrize("how", ["decline", "expire", "revoke", "withdraw"])
def test_every_way_to_free_a_seat_is_found_by_the_clock_too(by_itself, offers_out, now, how):
    offer = offers_out[0]
    if how == "decline":
        decline(offer, now)
    elif how == "revoke":
        offers.revoke_offer(offer=offer, reason="x", by=by_itself.officer, at=now)
    elif how == "withdraw":
        offers.end_offers_of(offer.application, by=offer.application.applicant, at=now)
    else:
        Offer.objects.filter(pk=offer.pk).update(deadline_at=now)
        offers.expire_offers(at=now)
    assert reserve.refill_due_calls(at=now) == 1
    assert Offer.objects.get(replaces=offer).state == "sent"
    assert reserve.refill_due_calls(at=now) == 0  # looked at once, not each minute


def test_a_failing_refill_would_have_undone_the_answer(by_itself, offers_out, now, broken):
    with pytest.raises(RuntimeError):
        reserve.refill_seats(call=by_itself.call, by=None, at=now)


def test_a_failing_refill_leaves_the_answer_and_is_tried_again(
    by_itself, offers_out, now, broken, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        decline(offers_out[0], now)
    assert Offer.objects.get(pk=offers_out[0].pk).state == "declined"
    failure = FailedWork.objects.get(job="refill_call")
    assert failure.object_id == by_itself.call.pk and "the chain broke" in failure.last_error
    broken.undo()
    assert reserve.refill_due_calls(at=failure.next_at) == 1
    assert not FailedWork.objects.exists()


def test_a_refill_given_up_waits_on_the_work_list(by_itself, offers_out, now, broken, signed_in):
    decline(offers_out[0], now)
    for hours in range(due_work.MAX_ATTEMPTS):
        reserve.refill_due_calls(at=now + timedelta(days=hours))
    page = signed_in(by_itself.officer, "en").get("/desk/stopped/").content.decode()
    assert "Free seats go to the reserve list" in page and f"/desk/match/{by_itself.call.code}/" in page


def test_a_seat_freed_while_the_chain_is_worked_out_stays_due(by_itself, offers_out, now, monkeypatch):
    as_it_is = reserve.claims_on_free_seats

    def meanwhile(call, by):
        found = as_it_is(call, by)
        decline(offers_out[1], now)
        return found

    decline(offers_out[0], now)
    monkeypatch.setattr(reserve, "claims_on_free_seats", meanwhile)
    reserve.refill_due_calls(at=now)
    monkeypatch.setattr(reserve, "claims_on_free_seats", as_it_is)
    assert Offer.objects.get(pk=offers_out[1].pk).refilled_at is None
    assert reserve.refill_due_calls(at=now) == 1


def test_a_call_that_does_not_refill_by_itself_waits_for_the_click(offered, offers_out, now):
    decline(offers_out[0], now)
    assert reserve.refill_due_calls(at=now) == 0
    assert len(reserve.refill_seats(call=offered.call, by=offered.officer, at=now)) == 1


@pytest.mark.parametrize("who", ["applicant", "host", "reviewer", "stranger"])
def test_only_officers_refill_by_hand(offered, offers_out, now, who):
    decline(offers_out[0], now)
    with pytest.raises(NotAllowed):
        reserve.refill_seats(call=offered.call, by=getattr(offered, who), at=now)


def test_with_nobody_left_the_officer_is_told_and_the_clock_is_content(by_itself, offers_out, now):
    for offer in offers_out:
        decline(offer, now)
    assert reserve.refill_due_calls(at=now) == 1
    with pytest.raises(Refusal) as refusal:
        reserve.refill_seats(call=by_itself.call, by=by_itself.officer, at=now)
    assert refusal.value.code == "nobody" and not FailedWork.objects.exists()


def test_before_the_release_no_seat_is_free(town):
    town.ranked()
    town.selecting()
    town.computed()
    assert claims_on_free_seats(town.call) == []
