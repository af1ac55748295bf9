"""Offers: prepared, sent, answered once, ended by the clock; one that cannot end stops no other."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.domain import offers
from applications.models import Application, Offer, OfferExtension
from mentoring.models import Placement
from programme.domain import due_work
from programme.kernel.errors import NotAllowed, NotVisible, Refusal
from programme.models import Cohort, FailedWork, Letter

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=8)


def refused(code, act, **words):
    with pytest.raises(Refusal) as refusal:
        act(**words)
    assert refusal.value.code == code


def fresh(offer):
    return Offer.objects.get(pk=offer.pk)


def spoil(offer):
    """The application is no longer where its offer says: ending the offer is refused."""
    Application.objects.filter(pk=offer.application_id).update(state="withdrawn")


def test_without_its_savepoint_one_offer_would_have_kept_all_later_ones_open(offers_out, now):
    spoil(offers_out[0])
    with pytest.raises(Refusal):
        for offer in offers_out:
            offers._expire(fresh(offer), at=now + WEEK)
    assert fresh(offers_out[1]).state == "sent"


def test_an_offer_that_cannot_end_stops_no_other_and_waits_for_an_officer(offers_out, offered, now, signed_in):
    spoil(offers_out[0])
    at = now + WEEK
    assert offers.expire_offers(at=at) == 1
    assert [fresh(offer).state for offer in offers_out] == ["sent", "expired"]
    for _attempt in range(due_work.MAX_ATTEMPTS):
        at += timedelta(days=1)
        offers.expire_offers(at=at)
    failure = FailedWork.objects.get(job="expire_offer")
    assert failure.given_up_at and failure.object_id == offers_out[0].pk
    officer = signed_in(offered.officer, "en")
    assert "Work that stopped" in officer.get("/desk/").content.decode()
    page = officer.get("/desk/stopped/").content.decode()
    assert "Offers end at their hour" in page and f"/desk/offers/{offers_out[0].code}/" in page
    Application.objects.filter(pk=offers_out[0].application_id).update(state="offered")  # the cause is mended
    officer.post(f"/desk/stopped/{failure.code}/again/")
    assert offers.expire_offers(at=timezone.now() + timedelta(days=30)) == 1
    assert fresh(offers_out[0]).state == "expired" and not FailedWork.objects.exists()


def test_an_offer_ends_once_with_one_letter(offers_out, now):
    assert offers.expire_offers(at=now + WEEK) == 2
    assert offers.expire_offers(at=now + WEEK) == 0
    assert Letter.objects.filter(kind="offer_expired").count() == 2


def test_nothing_ends_before_its_hour(offers_out, now):
    assert offers.expire_offers(at=offers_out[0].deadline_at - timedelta(seconds=1)) == 0


def test_a_reminder_leaves_once_two_days_before(offers_out, now):
    soon = offers_out[0].deadline_at - timedelta(hours=47)
    assert offers.remind_of_offers(at=soon - timedelta(hours=2)) == 0
    assert offers.remind_of_offers(at=soon) == 2
    assert offers.remind_of_offers(at=soon) == 0
    assert Letter.objects.filter(kind="offer_reminder").count() == 2


def test_a_reminder_that_cannot_be_written_stops_no_other(offers_out, now, monkeypatch):
    as_it_is, bad = offers.offer_reminder, offers_out[0].pk
    monkeypatch.setattr(offers, "offer_reminder", lambda offer: 1 / 0 if offer.pk == bad else as_it_is(offer))
    soon = offers_out[0].deadline_at - timedelta(hours=47)
    assert offers.remind_of_offers(at=soon) == 1
    assert fresh(offers_out[0]).reminded_at is None  # nothing half done
    monkeypatch.setattr(offers, "offer_reminder", as_it_is)
    assert offers.remind_of_offers(at=soon + timedelta(minutes=2)) == 1


def test_an_extension_is_told_and_reminded_of_again(offers_out, offered, now):
    offer = offers_out[0]
    offers.remind_of_offers(at=offer.deadline_at - timedelta(hours=47))
    later = offer.deadline_at + timedelta(days=5)
    offers.extend_offer(offer=offer, deadline_at=later, reason="เน็ตล่ม", by=offered.officer, at=now)
    person = offer.application.applicant
    told = Letter.objects.get(kind="offer_extended", recipient=person)
    assert "เน็ตล่ม" not in told.body_text  # the reason is for the record
    assert offers.expire_offers(at=later - timedelta(minutes=1)) == 1  # the other one
    assert offers.remind_of_offers(at=later - timedelta(hours=47)) == 1
    assert Letter.objects.filter(kind="offer_reminder", recipient=person).count() == 2
    assert OfferExtension.objects.get().granted_by == offered.officer


def test_an_extension_goes_forward_with_a_reason_and_only_while_the_offer_waits(offers_out, offered, now):
    offer, words = offers_out[0], {"by": offered.officer, "at": now}
    later = offer.deadline_at + timedelta(days=1)
    refused("earlier", offers.extend_offer, offer=offer, deadline_at=offer.deadline_at, reason="x", **words)
    refused("earlier", offers.extend_offer, offer=offer, deadline_at=later, reason=" ", **words)
    past = {"deadline_at": later, "reason": "x", "by": offered.officer, "at": later + timedelta(days=1)}
    refused("past", offers.extend_offer, offer=offer, **past)
    offers.decline_offer(offer=offer, reason="", by=offer.application.applicant, at=now)
    refused("not_waiting", offers.extend_offer, offer=offer, deadline_at=later, reason="x", **words)


@pytest.mark.parametrize("who", ["applicant", "host", "reviewer", "stranger"])
def test_only_officers_extend(offers_out, offered, now, who):
    offer = next(row for row in offers_out if row.application.applicant_id != offered.applicant.pk)
    later = offer.deadline_at + timedelta(days=1)
    with pytest.raises((NotAllowed, NotVisible)):
        offers.extend_offer(offer=offer, deadline_at=later, reason="x", by=getattr(offered, who), at=now)


def test_nobody_is_offered_a_place_in_a_cohort_that_has_ended(offers_out, offered, now):
    offers.decline_offer(offer=offers_out[0], reason="", by=offers_out[0].application.applicant, at=now)
    waiting = offered.call.applications.get(state="reserve")
    words = {"opening": offers_out[0].opening, "run": None, "deadline_at": now + WEEK, "by": offered.officer, "at": now}
    today = timezone.localdate(now)
    Cohort.objects.update(starts_on=today - timedelta(days=300), ends_on=today - timedelta(days=1))
    waiting = Application.objects.get(pk=waiting.pk)
    refused("cohort_ended", offers.prepare_offer, application=waiting, **words)
    Cohort.objects.update(ends_on=today)  # its last day is a day of it
    offers.prepare_offer(application=Application.objects.get(pk=waiting.pk), **words)


def test_no_offer_is_extended_beyond_its_cohort(offers_out, offered, now):
    last = offered.cohort.ends_on - timezone.localdate(now)
    words = {"offer": offers_out[0], "reason": "x", "by": offered.officer, "at": now}
    refused("cohort_ended", offers.extend_offer, deadline_at=now + last + timedelta(days=1), **words)
    offers.extend_offer(deadline_at=now + last, **words)


def test_nobody_accepts_into_a_cohort_that_has_ended(offers_out, offered, now):
    offer, today = offers_out[0], timezone.localdate(now)
    Cohort.objects.update(starts_on=today - timedelta(days=300), ends_on=today - timedelta(days=1))
    words = {"typed_name": "ก", "by": offer.application.applicant, "at": now}
    refused("cohort_ended", offers.accept_offer, offer=fresh(offer), **words)
    assert fresh(offer).state == "sent" and not Placement.objects.exists()


def test_seats_are_never_oversubscribed_and_nobody_has_two_offers(offers_out, offered, now):
    words = {"run": None, "deadline_at": now + WEEK, "by": offered.officer, "at": now}
    waiting = offered.call.applications.get(state="reserve")
    refused("full", offers.prepare_offer, application=waiting, opening=offered.opening, **words)
    offered.opening.seats = 2
    offered.opening.save(update_fields=["seats"])
    refused("has_offer", offers.prepare_offer, application=offers_out[0].application, opening=offered.opening, **words)


def test_an_answer_is_given_once_in_time_and_by_the_person(offers_out, offered, now):
    offer = offers_out[0]
    person = offer.application.applicant
    with pytest.raises(NotVisible):
        offers.decline_offer(offer=offer, reason="", by=offered.stranger, at=now)
    refused("no_name", offers.accept_offer, offer=offer, typed_name=" ", by=person, at=now)
    refused("expired", offers.accept_offer, offer=offer, typed_name="ก", by=person, at=offer.deadline_at)
    offers.accept_offer(offer=offer, typed_name="ก", by=person, at=offer.deadline_at - timedelta(seconds=1))
    refused("answered", offers.decline_offer, offer=offer, reason="", by=person, at=now)


def test_a_withdrawn_application_frees_its_seat_and_ends_its_placement(offers_out, offered, now):
    offer = offers_out[0]
    offers.accept_offer(offer=offer, typed_name="ก", by=offer.application.applicant, at=now)
    offers.end_offers_of(offer.application, by=offer.application.applicant, at=now)
    assert fresh(offer).state == "revoked"
    assert not Placement.objects.filter(state__in=("planned", "active")).exists()


def test_revoking_needs_a_reason_that_the_person_reads(offers_out, offered, now):
    words = {"offer": offers_out[0], "by": offered.officer, "at": now}
    refused("no_reason", offers.revoke_offer, reason=" ", **words)
    offers.revoke_offer(reason="งบถูกตัด", **words)
    assert "งบถูกตัด" in Letter.objects.get(kind="offer_revoked").body_text


def test_an_offer_that_nobody_has_seen_is_revoked_without_a_letter(offers_out, offered, now):
    offer = offers_out[0]
    Offer.objects.filter(pk=offer.pk).update(state="prepared")
    Application.objects.filter(pk=offer.application_id).update(state="matched")
    offers.revoke_offer(offer=fresh(offer), reason="งบถูกตัด", by=offered.officer, at=now)
    assert fresh(offer).state == "revoked" and fresh(offer).application.state == "matched"
    assert not Letter.objects.filter(kind="offer_revoked").exists()
