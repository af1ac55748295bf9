"""The people of an agency: invited by letter, taken in, handed over, sent off."""

from datetime import timedelta

import pytest

from mentoring.models import RoleAssignment
from programme.domain import agencies, members
from programme.kernel.errors import NotAllowed, NotVisible, Refusal
from programme.models import AuditEntry, Invitation, Letter, Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def young(town):
    """An agency that an officer registered and nobody acts for yet."""
    fields = {"name_th": "อบต. ใหม่", "name_en": "New", "kind": "sao", "province": town.province}
    return agencies.register_agency(fields=fields, cities=[town.city], by=town.officer, at=town.now)


def invite(town, agency, *, email="new@t.example", capacities=("approver",), by=None, at=None) -> Invitation:
    return members.invite_member(
        agency=agency, email=email, capacities=list(capacities), by=by or town.officer, at=at or town.now
    )


def test_a_new_agency_comes_to_life_through_its_letter(town, young, signed_in, client):
    page = f"/host/people/{young.code}/"
    assert signed_in(town.stranger).get(page).status_code == 404
    answer = signed_in(town.officer).post(page, {"email": "New@T.example", "capacities": ["approver", "reviewer"]})
    assert answer.status_code == 302
    letter = Letter.objects.get(kind="member_invited")
    invitation = Invitation.objects.get()
    assert letter.to_address == "new@t.example" and f"/host/invitation/{invitation.code}/" in letter.body_text
    path = f"/host/invitation/{invitation.code}/"
    assert client.get(path)["Location"].startswith("/accounts/login/")
    person = town.person("new@t.example")
    browser = signed_in(person)
    assert young.name_th in browser.get(path).content.decode()
    assert browser.post(f"{path}accept/")["Location"] == page
    held = Membership.objects.filter(agency=young, user=person, ended_at=None).values_list("capacity", flat=True)
    assert sorted(held) == ["approver", "reviewer"]
    assert browser.get(page).status_code == 200
    assert browser.post(page, {"email": "third@t.example", "capacities": ["reviewer"]}).status_code == 302


def test_the_officer_who_registered_an_agency_does_not_approve_it(town, young):
    with pytest.raises(NotAllowed, match=r"registered|ลงทะเบียน"):
        agencies.decide_agency(agency=young, approve=True, reason="", by=town.officer, at=town.now)
    agencies.decide_agency(agency=young, approve=True, reason="", by=town.officer2, at=town.now)
    young.refresh_from_db()
    assert young.state == "approved"


def test_the_page_says_why_the_registering_officer_cannot_approve(town, young, signed_in):
    mine = signed_in(town.officer, "en").get(f"/desk/agencies/{young.code}/").content.decode()
    theirs = signed_in(town.officer2, "en").get(f"/desk/agencies/{young.code}/").content.decode()
    assert "Another officer has to approve it" in mine and 'name="approve" value="yes"' not in mine
    assert 'name="approve" value="yes"' in theirs


@pytest.mark.parametrize("who", ["host2", "reviewer", "evaluator", "applicant", "stranger"])
def test_only_who_signs_for_the_agency_or_the_office_manages_its_people(town, who):
    with pytest.raises((NotAllowed, NotVisible)):
        invite(town, town.agency, by=getattr(town, who))
    assert not Invitation.objects.exists() and not Letter.objects.filter(kind="member_invited").exists()


def test_a_member_who_does_not_sign_sees_the_people_and_changes_nothing(town, signed_in):
    members.add_member(agency=town.agency, user=town.stranger, capacity="reviewer", by=town.host, at=town.now)
    browser, page = signed_in(town.stranger, "en"), f"/host/people/{town.agency.code}/"
    body = browser.get(page).content.decode()
    assert "host@t.example" in body and "Send the invitation" not in body
    assert browser.post(page, {"email": "x@t.example", "capacities": ["reviewer"]}).status_code == 403


def test_an_invitation_is_for_its_address_only(town, young):
    invitation = invite(town, young)
    with pytest.raises(NotAllowed):
        members.accept_invitation(invitation=invitation, by=town.stranger, at=town.now)
    assert not Membership.objects.filter(agency=young).exists()


def test_the_page_of_a_forwarded_letter_offers_no_answer(town, young, signed_in):
    invitation = invite(town, young)
    body = signed_in(town.stranger, "en").get(f"/host/invitation/{invitation.code}/").content.decode()
    assert "written to another address" in body and "accept/" not in body


def test_a_late_answer_is_refused_and_says_what_to_do(town, young):
    invitation, person = invite(town, young), town.person("new@t.example")
    with pytest.raises(Refusal) as late:
        members.accept_invitation(invitation=invitation, by=person, at=town.now + timedelta(days=15))
    assert late.value.code == "closed" and not Membership.objects.filter(user=person).exists()


def test_saying_yes_twice_is_saying_yes_once(town, young):
    invitation, person = invite(town, young), town.person("new@t.example")
    for _press in range(2):
        members.accept_invitation(invitation=invitation, by=person, at=town.now)
    assert Membership.objects.filter(agency=young, user=person).count() == 1


def test_what_was_taken_back_or_declined_cannot_be_accepted(town, young):
    person = town.person("new@t.example")
    first = invite(town, young)
    members.take_back(invitation=first, by=town.officer, at=town.now)
    second = invite(town, young)
    members.decline_invitation(invitation=second, by=person, at=town.now)
    for invitation in (first, second):
        with pytest.raises(Refusal):
            members.accept_invitation(invitation=invitation, by=person, at=town.now)
        with pytest.raises(Refusal):
            members.send_again(invitation=invitation, by=town.officer, at=town.now + timedelta(hours=1))


def test_one_address_has_one_open_invitation_and_letters_keep_a_pause(town, young):
    invitation = invite(town, young)
    with pytest.raises(Refusal) as again:
        invite(town, young, email="NEW@t.example")
    assert again.value.code == "invited_already"
    with pytest.raises(Refusal) as soon:
        members.send_again(invitation=invitation, by=town.officer, at=town.now + timedelta(minutes=3))
    assert soon.value.code == "too_soon"
    members.send_again(invitation=invitation, by=town.officer, at=town.now + timedelta(minutes=11))
    assert Letter.objects.filter(kind="member_invited").count() == 2


def test_who_does_it_already_is_not_invited(town):
    with pytest.raises(Refusal) as already:
        invite(town, town.agency, email="Host@t.example", capacities=["approver"], by=town.host)
    assert already.value.code == "member_already"
    with pytest.raises(Refusal) as nothing:
        invite(town, town.agency, capacities=[], by=town.host)
    assert nothing.value.code == "no_capacity"


def held(town, capacity: str) -> Membership:
    return Membership.objects.get(agency=town.agency, user=town.host, capacity=capacity, ended_at=None)


def test_the_last_person_who_signs_hands_over_or_stays(town):
    with pytest.raises(Refusal) as last:
        members.end_membership(member=held(town, "approver"), successor=None, by=town.host, at=town.now)
    assert last.value.code == "last_approver"
    with pytest.raises(Refusal) as outsider:
        members.end_membership(member=held(town, "approver"), successor=town.stranger, by=town.host, at=town.now)
    assert outsider.value.code == "not_a_member"
    members.add_member(agency=town.agency, user=town.stranger, capacity="reviewer", by=town.host, at=town.now)
    members.end_membership(member=held(town, "approver"), successor=town.stranger, by=town.host, at=town.now)
    assert Membership.objects.filter(user=town.stranger, capacity="approver", ended_at=None).exists()
    assert Letter.objects.filter(kind="membership_ended", recipient=town.host).count() == 1


def test_nobody_hands_over_to_themselves(town):
    with pytest.raises(Refusal) as no:
        members.end_membership(member=held(town, "approver"), successor=town.host, by=town.host, at=town.now)
    assert no.value.code == "same_person"


def test_a_capacity_is_given_once(town):
    before = AuditEntry.objects.count()
    again = members.add_member(agency=town.agency, user=town.host, capacity="approver", by=town.officer, at=town.now)
    assert again == held(town, "approver") and AuditEntry.objects.count() == before


def test_the_office_can_send_the_last_one_off(town):
    members.end_membership(member=held(town, "approver"), successor=None, by=town.officer, at=town.now)
    assert not Membership.objects.filter(agency=town.agency, capacity="approver", ended_at=None).exists()


def test_a_supervisor_hands_over_openings_and_ambassadors(town):
    placement = town.placement()
    members.add_member(agency=town.agency, user=town.stranger, capacity="reviewer", by=town.host, at=town.now)
    members.end_membership(member=held(town, "supervisor"), successor=town.stranger, by=town.host, at=town.now)
    town.opening.refresh_from_db()
    assert town.opening.supervisor == town.stranger
    now = RoleAssignment.objects.filter(placement=placement, kind="supervisor", to_on=None)
    assert [role.user for role in now] == [town.stranger]
    assert AuditEntry.objects.filter(act="hand_over", object_code=placement.code).count() == 1


def test_who_has_left_sees_nothing_more(town, signed_in):
    for capacity in ("reviewer", "supervisor", "approver"):
        members.end_membership(member=held(town, capacity), successor=None, by=town.officer, at=town.now)
    assert signed_in(town.host).get(f"/host/people/{town.agency.code}/").status_code == 404


def test_ending_twice_is_refused(town):
    member = held(town, "reviewer")
    members.end_membership(member=member, successor=None, by=town.host, at=town.now)
    with pytest.raises(Refusal) as twice:
        members.end_membership(member=member, successor=None, by=town.host, at=town.now)
    assert twice.value.code == "ended"


@pytest.mark.parametrize("typed", [{}, {"email": "no address", "capacities": ["approver"]}, {"email": "a@b.co"}])
def test_a_half_filled_invitation_comes_back_with_what_was_typed(town, signed_in, typed):
    answer = signed_in(town.host).post(f"/host/people/{town.agency.code}/", typed)
    assert answer.status_code == 422
    assert typed.get("email", "") in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_people_costs_the_same_with_one_and_three(town, signed_in, count, django_assert_num_queries):
    for number in range(count):
        person = town.person(f"p{number}@t.example")
        members.add_member(agency=town.agency, user=person, capacity="reviewer", by=town.host, at=town.now)
        invite(town, town.agency, email=f"i{number}@t.example", by=town.host)
    browser = signed_in(town.host)
    browser.get("/my/")
    with django_assert_num_queries(10):
        browser.get(f"/host/people/{town.agency.code}/")
