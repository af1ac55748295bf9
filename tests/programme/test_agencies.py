"""Agencies and their openings: written down by one, approved by another, told to their people, taken back with a reason."""

import pytest

from applications.models import Offer
from programme.domain import agencies, calls
from programme.kernel.errors import NotAllowed, NotVisible, Refusal
from programme.models import AuditEntry, HostAgency, Letter, Opening

pytestmark = pytest.mark.django_db
OUTSIDERS = ("host2", "editor", "evaluator", "reviewer", "applicant", "stranger")


def refused(code, act, **words):
    with pytest.raises(Refusal) as no:
        act(**words)
    assert no.value.code == code


@pytest.fixture
def young(town):
    """An agency that nobody has approved yet."""
    fields = {"name_th": "เทศบาลใหม่", "name_en": "New", "kind": "city", "province": town.province}
    return agencies.register_agency(fields=fields, cities=[town.city], by=town.officer, at=town.now)


def offer_seats(town, by=None, **changes) -> Opening:
    fields = {"call": town.call, "agency": town.agency, "city": town.city, "title_th": "งาน", "seats": 1} | changes
    return agencies.submit_opening(fields=fields, by=by or town.host, at=town.now)


def decide(town, opening, approve=True, reason="", by=None) -> Opening:
    return agencies.decide_opening(opening=opening, approve=approve, reason=reason, by=by or town.officer2, at=town.now)


def test_a_registered_agency_waits_for_another_officer(town, young):
    assert (young.state, list(young.cities.all())) == ("pending", [town.city])
    refused("agency_not_approved", offer_seats, town=town, agency=young, by=town.officer)
    agencies.decide_agency(agency=young, approve=True, reason="", by=town.officer2, at=town.now)
    assert HostAgency.objects.get(pk=young.pk).verified_by == town.officer2
    assert offer_seats(town, agency=young, by=town.officer).state == "pending"


@pytest.mark.parametrize("who", OUTSIDERS)
def test_only_officers_register_and_decide_agencies(town, young, who):
    fields = {"name_th": "ก", "name_en": "A", "kind": "city", "province": town.province}
    with pytest.raises((NotAllowed, NotVisible)):
        agencies.register_agency(fields=fields, cities=[], by=getattr(town, who), at=town.now)
    with pytest.raises((NotAllowed, NotVisible)):
        agencies.decide_agency(agency=young, approve=True, reason="", by=getattr(town, who), at=town.now)


def test_a_no_to_an_agency_needs_a_reason_and_is_told_to_its_people(town, young):
    from programme.domain import members  # the agency has somebody to tell

    members.add_member(agency=young, user=town.stranger, capacity="approver", by=town.officer, at=town.now)
    words = {"agency": young, "approve": False, "by": town.officer2, "at": town.now}
    refused("no_reason", agencies.decide_agency, **words, reason="  ")
    assert not Letter.objects.filter(recipient=town.stranger, kind="agency_decided").exists()
    agencies.decide_agency(**words, reason="เอกสารไม่ครบ")
    assert (young.state, young.decision_reason) == ("rejected", "เอกสารไม่ครบ")
    letter = Letter.objects.get(recipient=town.stranger, kind="agency_decided")
    assert "เอกสารไม่ครบ" in letter.body_text


def test_a_host_offers_seats_and_reads_the_answer(town):
    opening = offer_seats(town)
    decide(town, opening)
    assert (opening.state, opening.decided_by) == ("approved", town.officer2)
    assert Letter.objects.filter(recipient=town.host, kind="opening_decided").count() == 1


def test_a_no_to_an_opening_needs_a_reason(town):
    opening = offer_seats(town)
    refused("no_reason", decide, town=town, opening=opening, approve=False)
    decide(town, opening, approve=False, reason="ไม่มีพี่เลี้ยง")
    assert opening.state == "rejected"
    assert "ไม่มีพี่เลี้ยง" in Letter.objects.get(recipient=town.host, kind="opening_decided").body_text


def test_who_decides_on_what_they_submitted_themselves_gets_no_letter(town):
    opening = offer_seats(town, by=town.officer)
    before = Letter.objects.count()
    decide(town, opening, approve=False, reason="ผิดรอบ", by=town.officer)
    assert opening.state == "rejected" and Letter.objects.count() == before


@pytest.mark.parametrize("who", (*OUTSIDERS, "host"))
def test_only_officers_decide_on_openings(town, who):
    with pytest.raises((NotAllowed, NotVisible)):
        decide(town, offer_seats(town), by=getattr(town, who))


def test_a_call_that_is_closed_takes_no_new_seats(town):
    calls.close_call(call=town.call, by=None, at=town.now)
    refused("call_closed", offer_seats, town=town)


def test_withdrawing_needs_a_reason_and_is_for_the_agency_and_the_office(town):
    words = {"opening": town.opening, "at": town.now}
    refused("no_reason", agencies.withdraw_opening, **words, reason=" ", by=town.host)
    for who in OUTSIDERS:
        with pytest.raises((NotAllowed, NotVisible)):
            agencies.withdraw_opening(**words, reason="งบถูกตัด", by=getattr(town, who))
    agencies.withdraw_opening(**words, reason="งบถูกตัด", by=town.host)
    assert town.opening.state == "withdrawn" and not Offer.objects.exists()
    assert AuditEntry.objects.get(object_code=town.opening.code, act="withdraw").reason == "งบถูกตัด"
