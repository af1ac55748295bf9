"""Screening: every point is looked at before an application passes; each "no" has its reason; only officers screen."""

import pytest
from django.urls import reverse

from applications.blueprint import shipped
from applications.domain import screening
from applications.models import Decision, ScreeningCheck
from programme.kernel.errors import NotAllowed, NotVisible, Refusal
from programme.models import Letter

POINTS = [part.key for part in shipped("standard_form").points]
pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(town):
    return town.submitted()


@pytest.fixture
def words(town, submitted):
    return {"application": submitted, "by": town.officer, "at": town.now}


def refuses(code, act, **given):
    with pytest.raises(Refusal) as refusal:
        act(**given)
    assert refusal.value.code == code


def check_all(words, **but):
    for key in POINTS:
        if but.get(key, "pass"):
            screening.note_check(key=key, outcome=but.get(key, "pass"), note="", **words)
    words["application"].refresh_from_db()


def test_nothing_passes_unlooked_at(words):
    refuses("unchecked", screening.pass_screening, **words)
    check_all(words, readable="")
    refuses("unchecked", screening.pass_screening, **words)
    screening.note_check(key="readable", outcome="open", note="", **words)
    refuses("unchecked", screening.pass_screening, **words)
    screening.note_check(key="readable", outcome="pass", note="", **words)
    assert screening.pass_screening(**words).state == "eligible"


@pytest.mark.parametrize("key", POINTS)
def test_one_failing_point_stops_the_pass_until_it_is_settled(words, key):
    check_all(words, **{key: "fail"})
    refuses("failing", screening.pass_screening, **words)
    screening.note_check(key=key, outcome="pass", note="ดูใหม่แล้ว", **words)
    assert screening.pass_screening(**words).state == "eligible"


def test_the_first_check_begins_the_screening_and_says_who_holds_it(words, town):
    check = screening.note_check(key="identity", outcome="pass", note="ก" * 900, **words)
    words["application"].refresh_from_db()
    assert (words["application"].state, words["application"].holder) == ("screening", town.officer)
    assert len(check.note) == 500 and check.checked_by == town.officer
    screening.note_check(key="identity", outcome="fail", note="", **words)
    assert ScreeningCheck.objects.get().outcome == "fail"  # the newest word counts


@pytest.mark.parametrize(("key", "outcome"), [("nonsense", "pass"), ("identity", "maybe"), ("", "")])
def test_there_are_no_other_points(words, key, outcome):
    refuses("unknown_check", screening.note_check, key=key, outcome=outcome, note="", **words)
    assert not ScreeningCheck.objects.exists()


def test_after_the_pass_no_point_is_changed_unless_it_is_opened_again(words):
    check_all(words)
    screening.pass_screening(**words)
    refuses("closed", screening.note_check, key="identity", outcome="fail", note="", **words)
    refuses("no_reason", screening.reopen_screening, reason=" ", **words)
    assert screening.reopen_screening(reason="เอกสารใหม่", **words).state == "screening"


def test_ruled_out_with_a_reason_that_waits_for_the_release(words):
    refuses("no_reason", screening.rule_out, reason="  ", **words)
    assert screening.rule_out(reason="อายุไม่ถึง", **words).state == "ineligible"
    decision = Decision.objects.get()
    assert (decision.kind, decision.reason, decision.released_at) == ("ineligible", "อายุไม่ถึง", None)
    assert not Letter.objects.filter(kind="result_released").exists()


def test_who_passes_after_all_leaves_no_hidden_no_behind(words):
    screening.rule_out(reason="อายุไม่ถึง", **words)
    screening.reopen_screening(reason="อ่านผิด", **words)
    check_all(words)
    screening.pass_screening(**words)
    assert not Decision.objects.exists()


def test_a_correction_names_parts_and_a_reason_and_is_told(words):
    refuses("no_reason", screening.ask_correction, message="", parts=["documents"], **words)
    refuses("no_parts", screening.ask_correction, message="ส่งใหม่", parts=["nonsense"], **words)
    assert screening.ask_correction(message="ส่งใหม่", parts=["documents"], **words).state == "correction"
    assert Letter.objects.filter(kind="correction_asked").count() == 1


@pytest.mark.parametrize("role", ["applicant", "reviewer", "host", "mentor", "editor", "evaluator", "stranger"])
def test_only_officers_screen(town, submitted, signed_in, role):
    person = getattr(town, role)
    given = {"application": submitted, "by": person, "at": town.now}
    for act, more in (
        (screening.note_check, {"key": "identity", "outcome": "pass", "note": ""}),
        (screening.pass_screening, {}),
        (screening.rule_out, {"reason": "เพราะ"}),
        (screening.ask_correction, {"message": "เพราะ", "parts": ["documents"]}),
    ):
        with pytest.raises((NotAllowed, NotVisible)):
            act(**given, **more)
    for address in ("desk_application", "desk_screen", "desk_assign", "desk_conflict"):
        page = reverse(address, args=[submitted.code])
        assert signed_in(person).post(page, {"act": "pass"}).status_code in (403, 404)
    submitted.refresh_from_db()
    assert submitted.state == "submitted" and not ScreeningCheck.objects.exists()


def test_the_page_says_what_is_missing_and_keeps_what_was_typed(town, submitted, signed_in):
    browser, page = signed_in(town.officer), reverse("desk_screen", args=[submitted.code])
    answer = browser.post(page, {"act": "pass", "reason": "คำที่พิมพ์ไว้"})
    said = answer.content.decode()
    assert answer.status_code == 422 and "คำที่พิมพ์ไว้" in said and "ยังไม่ได้ตรวจอีก 5 ข้อ" in said
    answer = browser.post(page, {"act": "correction", "reason": "ถ่ายใหม่", "part": ["documents", "nonsense"]})
    assert answer.status_code == 422 and "ถ่ายใหม่" in answer.content.decode()
    assert browser.post(page, {"act": "no-such-button"}).status_code in (302, 409)
    for key in POINTS:
        assert browser.post(page, {"act": f"pass-{key}"}).status_code == 302
    assert browser.post(page, {"act": "pass"}).url == reverse("desk_application", args=[submitted.code])
    submitted.refresh_from_db()
    assert submitted.state == "eligible"


@pytest.mark.parametrize("outcome", ["pass", "fail"])
def test_a_check_gives_back_what_was_typed_for_the_decision(town, submitted, signed_in, outcome):
    browser, page = signed_in(town.officer), reverse("desk_application", args=[submitted.code])
    typed = {"act": f"{outcome}-identity", "reason": "ภาพไม่ชัด ถ่ายใหม่", "part": ["documents"]}
    answer = browser.post(reverse("desk_screen", args=[submitted.code]), typed)
    assert answer.url == f"{page}#screening" and ScreeningCheck.objects.get().outcome == outcome
    said = browser.get(page).content.decode()
    assert "ภาพไม่ชัด ถ่ายใหม่</textarea>" in said and said.count(" checked") == 1
    assert "ภาพไม่ชัด" not in browser.get(page).content.decode(), "given back once"


@pytest.mark.parametrize("act", ["check", "pass-", "pass-nonsense", "open-identity", "fail-\x00"])
def test_a_check_that_cannot_be_is_never_a_fault_of_ours(town, submitted, signed_in, act):
    page = reverse("desk_screen", args=[submitted.code])
    assert signed_in(town.officer).post(page, {"act": act}).status_code in (302, 409, 422)
    assert not ScreeningCheck.objects.exists()
