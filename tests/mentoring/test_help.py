"""A call for help has an owner by name and stays open until a person answers, whatever becomes of the log."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from mentoring.domain import claims, help, logs, placements, settling
from mentoring.models import ActivityLog, HelpCall
from programme.kernel.errors import NotAllowed, NotVisible, Refusal
from programme.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def placement(town):
    return town.placement()


def log_with_help(town, placement, *, asks=True) -> ActivityLog:
    fields = {
        "headline": "ชาวบ้านไม่ยอมคุย", "happened_on": timezone.localdate(town.now), "activity": "visit", "needs_help": asks,
    }  # fmt: skip
    return logs.write_log(
        placement=placement, client_uuid=uuid4(), fields=fields, people=[], photos=[], consent="none",
        by=placement.ambassador, at=town.now,
    )  # fmt: skip


def answer(town, call, *, by=None, words="โทรหาพี่พรุ่งนี้เก้าโมง"):
    return help.answer_help_call(call=call, answer=words, by=by or town.officer, at=town.now)


def test_a_log_that_asks_for_help_opens_a_call_with_an_owner_who_is_told(town, placement):
    log_with_help(town, placement)
    call = HelpCall.objects.get()
    assert (call.state, call.owner, call.words) == ("open", town.officer, "ชาวบ้านไม่ยอมคุย")
    assert "ชาวบ้านไม่ยอมคุย" in Letter.objects.get(kind="help_asked", recipient=town.officer).body_text


def test_a_log_that_does_not_ask_opens_none(town, placement):
    log_with_help(town, placement, asks=False)
    assert not HelpCall.objects.exists()


def gone(town, log) -> None:
    claims.discard_claim(claim=log, by=town.applicant, at=town.now)


def handed_in_and_returned(town, log) -> None:
    claims.submit_claim(claim=log, by=town.applicant, at=town.now)
    claims.return_claim(claim=log, reason="ก", by=town.host, at=town.now)


def verified(town, log) -> None:
    claims.submit_claim(claim=log, by=town.applicant, at=town.now)
    claims.confirm_claim(claim=log, by=town.host, at=town.now)
    claims.verify_claim(claim=log, by=town.officer, at=town.now)


def voided(town, log) -> None:
    claims.submit_claim(claim=log, by=town.applicant, at=town.now)
    settling.void_claim(claim=log, reason="ก", by=town.officer, at=town.now)


def unticked(town, log) -> None:
    fields = {"headline": "ก", "happened_on": log.happened_on, "activity": "visit", "needs_help": False}
    logs.change_log(
        log=log, fields=fields, people=[], photos=[], consent="none", by=town.applicant, at=town.now
    )  # fmt: skip


@pytest.mark.parametrize("what", [gone, handed_in_and_returned, verified, voided, unticked])
def test_the_call_stays_open_whatever_happens_to_the_log(town, placement, signed_in, what):
    what(town, log_with_help(town, placement))
    call = HelpCall.objects.get()
    assert call.state == "open"
    desk = signed_in(town.officer, "en")
    assert "Ambassadors asking for help" in desk.get("/desk/").content.decode()
    assert call.code in desk.get("/desk/help/?state=open").content.decode()
    today = signed_in(town.applicant, "en").get("/field/").content.decode()
    assert "You asked for help" in today and town.officer.get_full_name() in today


def test_only_an_answer_closes_it_and_goes_to_the_one_who_asked(town, placement, signed_in):
    log_with_help(town, placement)
    call = HelpCall.objects.get()
    with pytest.raises(Refusal) as no:
        answer(town, call, words="  ")
    assert no.value.code == "no_answer" and HelpCall.objects.get().state == "open"
    answer(town, call)
    found = HelpCall.objects.get()
    assert (found.state, found.answered_by, found.answered_at) == ("answered", town.officer, town.now)
    assert "เก้าโมง" in Letter.objects.get(kind="help_answered", recipient=town.applicant).body_text
    assert "Ambassadors asking for help" not in signed_in(town.officer, "en").get("/desk/").content.decode()
    with pytest.raises(Refusal):
        answer(town, found)


@pytest.mark.parametrize("who", ("applicant", "host", "host2", "mentor", "evaluator", "editor", "stranger"))
def test_who_does_not_answer(town, placement, who):
    log_with_help(town, placement)
    call = HelpCall.objects.get()
    for act in (lambda by: answer(town, call, by=by), lambda by: help.take_help_call(call=call, by=by, at=town.now)):
        with pytest.raises((NotAllowed, NotVisible)):
            act(getattr(town, who))


def test_a_log_kept_again_opens_no_second_call_but_a_new_need_does(town, placement):
    log = log_with_help(town, placement)
    fields = {"headline": "ยังไม่คุย", "happened_on": log.happened_on, "activity": "visit", "needs_help": True}
    again = {"fields": fields, "people": [], "photos": [], "consent": "none", "by": town.applicant, "at": town.now}
    logs.change_log(log=log, **again)
    assert HelpCall.objects.count() == 1
    answer(town, HelpCall.objects.get())
    logs.change_log(log=ActivityLog.objects.get(), **again)
    assert HelpCall.objects.filter(state="open").count() == 1 and HelpCall.objects.count() == 2


def test_the_officer_of_the_placement_owns_its_calls(town, placement):
    today = timezone.localdate(town.now)
    placements.assign_role(
        placement=placement, user=town.officer2, kind="officer", on=today, by=town.officer, at=town.now
    )
    log_with_help(town, placement)
    assert HelpCall.objects.get().owner == town.officer2


def test_calls_are_shared_out_to_who_has_fewest(town, placement):
    log_with_help(town, placement)
    log_with_help(town, placement)
    assert set(HelpCall.objects.values_list("owner", flat=True)) == {town.officer.pk, town.officer2.pk}


def test_an_officer_in_the_field_does_not_own_their_own_call(town):
    log_with_help(town, town.placement(town.officer))
    assert HelpCall.objects.get().owner == town.officer2


def test_without_any_officer_the_call_still_waits(town, placement):
    for officer in (town.officer, town.officer2):
        officer.grants.update(ended_at=town.now)
    log_with_help(town, placement)
    assert (HelpCall.objects.get().state, HelpCall.objects.get().owner) == ("open", None)


def test_another_officer_takes_it_over_and_the_person_sees_the_new_name(town, placement, signed_in):
    log_with_help(town, placement)
    call = HelpCall.objects.get()
    page = signed_in(town.officer2, "en").post(f"/desk/help/{call.code}/", {"act": "take"})
    assert page.status_code == 302 and HelpCall.objects.get().owner == town.officer2
    assert town.officer2.get_full_name() in signed_in(town.applicant).get("/field/").content.decode()


def test_an_answered_call_is_taken_over_by_nobody(town, placement):
    log_with_help(town, placement)
    call = HelpCall.objects.get()
    answer(town, call)
    with pytest.raises(Refusal) as no:
        help.take_help_call(call=HelpCall.objects.get(), by=town.officer2, at=town.now)
    assert no.value.code == "answered"


def test_the_desk_answers_on_the_page_and_keeps_a_refused_answer(town, placement, signed_in):
    log_with_help(town, placement)
    address = f"/desk/help/{HelpCall.objects.get().code}/"
    browser = signed_in(town.officer, "en")
    assert browser.post(address, {"act": "answer", "answer": "ก" * 4001}).status_code == 422
    assert browser.post(address, {"act": "answer", "answer": ""}).status_code == 422
    assert browser.post(address, {"act": "answer", "answer": "โทรมาได้เลย"}).status_code == 302
    assert "โทรมาได้เลย" in browser.get(address).content.decode()


@pytest.mark.parametrize("who", ("applicant", "host", "mentor", "evaluator", "stranger"))
def test_the_desk_page_of_a_call_is_for_officers(town, placement, signed_in, who):
    log_with_help(town, placement)
    assert signed_in(getattr(town, who)).get(f"/desk/help/{HelpCall.objects.get().code}/").status_code in (403, 404)


def test_late_is_late_after_a_day(town, placement):
    from mentoring.navigation import field_queues

    log_with_help(town, placement)
    HelpCall.objects.update(asked_at=timezone.now() - timedelta(hours=23))
    assert next((q.waiting, q.late) for q in field_queues(town.officer)) == (1, 0)
    HelpCall.objects.update(asked_at=timezone.now() - timedelta(hours=25))
    assert next((q.waiting, q.late) for q in field_queues(town.officer)) == (1, 1)


def test_a_mentor_raises_a_concern_that_the_ambassador_does_not_read(town, placement, signed_in):
    today = timezone.localdate(town.now)
    placements.assign_role(
        placement=placement, user=town.mentor, kind="expert_mentor", on=today, by=town.officer, at=town.now
    )
    browser = signed_in(town.mentor, "en")
    address = f"/mentor/{placement.code}/"
    assert browser.post(address, {"words": ""}).status_code == 422
    assert browser.post(address, {"words": "ดูเหนื่อยมาก"}).status_code == 302
    assert "ดูเหนื่อยมาก" in browser.get(address).content.decode()
    again = browser.post(address, {"words": "ดูเหนื่อยมาก "}, follow=True)
    assert "We have it already" in again.content.decode()
    assert HelpCall.objects.get().asked_by == town.mentor
    assert "ดูเหนื่อยมาก" not in signed_in(town.applicant).get("/field/").content.decode()


@pytest.mark.parametrize("who", ("host2", "evaluator", "stranger", "reviewer"))
def test_outsiders_call_for_nobody(town, placement, who):
    with pytest.raises((NotAllowed, NotVisible)):
        help.call_for_help(placement=placement, words="ก", by=getattr(town, who), at=town.now)


def test_an_open_call_says_what_its_log_says_now(town, placement, signed_in):
    log = log_with_help(town, placement)
    fields = {"headline": "ยังไม่คุย", "happened_on": log.happened_on, "activity": "visit", "needs_help": True}
    again = {"fields": fields, "people": [], "photos": [], "consent": "none", "by": town.applicant, "at": town.now}
    logs.change_log(log=log, **again)
    assert [(call.words, call.state) for call in HelpCall.objects.all()] == [("ยังไม่คุย", "open")]
    today = signed_in(town.applicant, "en").get("/field/").content.decode().split("You asked for help")[1]
    assert "ยังไม่คุย" in today and "ชาวบ้านไม่ยอมคุย" not in today


def test_an_answer_takes_the_place_of_the_question_on_the_first_page(town, placement, signed_in):
    log_with_help(town, placement)
    answer(town, HelpCall.objects.get())
    HelpCall.objects.update(answered_at=timezone.now())
    page = signed_in(town.applicant, "en").get("/field/").content.decode()
    assert "Your call for help is answered" in page and "เก้าโมง" in page and "You asked for help" not in page
    HelpCall.objects.update(answered_at=timezone.now() - timedelta(days=15))
    assert "Your call for help is answered" not in signed_in(town.applicant, "en").get("/field/").content.decode()


def test_a_need_that_was_answered_is_not_asked_for_again_by_changing_the_log(town, placement, signed_in):
    log = log_with_help(town, placement)
    page, browser = f"/field/log/{log.code}/", signed_in(town.applicant, "en")
    assert browser.get(page).context["form"]["needs_help"].value() is True
    answer(town, HelpCall.objects.get())
    assert browser.get(page).context["form"]["needs_help"].value() is False
