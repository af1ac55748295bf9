"""Handing in: checked anew, frozen as values, receipted once; a correction opens only what was asked for."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from applications.domain import answers, applications, documents, screening, submission
from applications.models import Application, EligibilityResult
from applications.queries.answers import given_in, latest_revision
from programme.domain.agencies import withdraw_opening
from programme.domain.calls import extend_deadline
from programme.kernel.errors import NotAllowed, NotVisible, Refusal
from programme.models import Letter
from tests.factories.town import PDF

pytestmark = pytest.mark.django_db


def submit(town, application, *, by=None, at=None):
    return submission.submit_application(application=application, by=by or town.applicant, at=at or town.now)


def refused(code, act, **words):
    with pytest.raises(Refusal) as refusal:
        act(**words)
    assert refusal.value.code == code
    return str(refusal.value)


def save(town, application, section, data, version=1):
    return answers.save_section(
        application=application, section=section, data=data, base_version=version, by=town.applicant, at=town.now
    )


def asked(town, parts, message="ถ่ายใหม่ให้เห็นครบ"):
    application = town.submitted()
    return screening.ask_correction(application=application, message=message, parts=parts, by=town.officer, at=town.now)


def test_what_is_handed_in_is_frozen_as_values_and_not_as_typed_text(town):
    application = town.fill()
    data = application.answers.get(section="person").data | {"birth_on": "15/1/2544", "phone": "081 234 5678"}
    save(town, application, "person", data | {"national_id": "1 1017 00203 45 0"})
    submit(town, application)
    given = given_in(latest_revision(application))
    assert given["birth_on"] == "2001-01-15" and given["phone"] == "+66812345678" and given["is_thai"] is True
    assert "national_id" not in given, "sensitive answers stay apart"
    assert str(application.birth_on) == "2001-01-15" and application.home_province == town.province
    paper = latest_revision(application).content["documents"][0]
    assert paper["name"] == "ทะเบียนบ้าน ณัฐริกา.pdf" and paper["size"] == len(PDF)


@pytest.mark.parametrize(
    ("section", "answer"),
    [
        ("person", {"national_id": "11017"}),
        ("person", {"birth_on": "2004-02-30"}),
        ("motivation", {"problem": "ก" * 2501}),
    ],
)
def test_validity_is_decided_again_at_submission(town, section, answer):
    application = town.fill()
    data = application.answers.get(section=section).data
    save(town, application, section, data | answer)
    words = refused(
        "incomplete", submission.submit_application, application=application, by=town.applicant, at=town.now
    )
    assert "%" not in words and application.revisions.count() == 0


def test_a_paper_that_the_call_requires_is_missed(town):
    application = town.fill()
    documents.remove_document(document=application.documents.get(), by=town.applicant, at=town.now)
    refused("incomplete", submission.submit_application, application=application, by=town.applicant, at=town.now)


def test_who_does_not_meet_the_rules_is_told_why_and_nothing_is_kept(town):
    application = town.fill()
    data = application.answers.get(section="person").data
    save(town, application, "person", data | {"birth_on": f"{town.now.year - 60}-01-01"})
    words = refused(
        "ineligible", submission.submit_application, application=application, by=town.applicant, at=town.now
    )
    assert "20" in words and "35" in words
    assert not EligibilityResult.objects.exists() and not application.revisions.exists()
    assert Application.objects.get().state == "draft" and Application.objects.get().receipt_number is None


def test_receipt_numbers_run_without_gaps_even_past_a_refusal(town):
    first = town.submitted()
    second, third = town.person("b@t.example"), town.person("c@t.example")
    stopped = town.fill(second)
    documents.remove_document(document=stopped.documents.get(), by=second, at=town.now)
    refused("incomplete", submission.submit_application, application=stopped, by=second, at=town.now)
    assert [first.receipt_number, town.submitted(third).receipt_number] == ["SCA5-00001", "SCA5-00002"]


@pytest.mark.parametrize("person", ["stranger", "officer", "host", "reviewer"])
def test_nobody_hands_in_for_another(town, person):
    application = town.fill()
    with pytest.raises((NotVisible, NotAllowed)):
        submit(town, application, by=getattr(town, person))
    assert Application.objects.get().state == "draft"


def test_one_letter_for_one_submission(town):
    town.submitted()
    letter = Letter.objects.get(kind="application_received")
    assert letter.recipient == town.applicant and "SCA5-00001" in letter.subject + letter.body_text


def test_a_personal_extension_lets_one_person_in(town):
    application, late = town.fill(), town.call.closes_at + timedelta(hours=1)
    refused("deadline", submission.submit_application, application=application, by=town.applicant, at=late)
    extend_deadline(
        call=town.call,
        user=town.applicant,
        until_at=late + timedelta(days=1),
        reason="ไฟดับ",
        by=town.officer,
        at=town.now,
    )
    assert submit(town, application, at=late).submitted_at == late


# ── corrections


def test_a_correction_keeps_the_hour_and_number_of_the_first_submission(town):
    application = asked(town, ["documents"])
    first, later = application.submitted_at, town.now + timedelta(days=2)
    upload = SimpleUploadedFile("ใหม่.pdf", PDF.replace(b"300", b"301"), "application/pdf")
    documents.add_document(
        application=application, kind="house_registration", upload=upload, by=town.applicant, at=later
    )
    submit(town, application, at=later)
    application.refresh_from_db()
    assert (application.submitted_at, application.receipt_number) == (first, "SCA5-00001")
    assert application.state == "screening" and application.due_at is None
    assert [row.submitted_at for row in application.revisions.order_by("number")] == [first, later]
    assert application.corrections.get().answered_at == later


def test_only_what_was_asked_for_is_unlocked(town):
    application = asked(town, ["documents"])
    refused(
        "not_asked", answers.save_section, application=application, section="motivation", data={"problem": "แก้"},
        base_version=1, by=town.applicant, at=town.now,
    )  # fmt: skip
    refused(
        "not_asked", applications.save_choices, application=application, openings=[town.opening2], by=town.applicant,
        at=town.now,
    )  # fmt: skip
    documents.remove_document(document=application.documents.get(), by=town.applicant, at=town.now)
    assert application.answers.get(section="motivation").data["problem"] != "แก้"


def test_the_time_for_a_correction_ends(town):
    application = asked(town, ["motivation"])
    late = application.due_at + timedelta(seconds=1)
    refused("deadline", submission.submit_application, application=application, by=town.applicant, at=late)
    refused(
        "deadline", answers.save_section, application=application, section="motivation", data={}, base_version=1,
        by=town.applicant, at=late,
    )  # fmt: skip


def test_an_officer_says_what_to_correct_and_why(town):
    application = town.submitted()
    ask = {"application": application, "by": town.officer, "at": town.now}
    refused("no_parts", screening.ask_correction, **ask, message="แก้", parts=[])
    refused("no_parts", screening.ask_correction, **ask, message="แก้", parts=["check", "nowhere"])
    refused("no_reason", screening.ask_correction, **ask, message=" ", parts=["documents"])
    with pytest.raises((NotVisible, NotAllowed)):
        screening.ask_correction(
            application=application, message="แก้", parts=["documents"], by=town.stranger, at=town.now
        )
    application.refresh_from_db()
    assert application.state == "submitted" and not application.corrections.exists()


def test_the_correction_page_shows_reason_and_deadline_and_locks_the_rest(town, signed_in):
    application = asked(town, ["documents"], message="ภาพทะเบียนบ้านไม่ชัด")
    browser = signed_in(town.applicant, "en")
    assert browser.get("/apply/cohort-5/")["Location"] == "/apply/cohort-5/documents/"
    page = browser.get("/apply/cohort-5/documents/").content.decode()
    assert "ภาพทะเบียนบ้านไม่ชัด" in page and "left" in page and "Only these parts are open" in page
    locked = browser.get("/apply/cohort-5/motivation/").content.decode()
    assert "This part is locked" in locked and "<textarea" not in locked and "เดิน" in locked
    home = browser.get("/my/").content.decode()
    assert "ภาพทะเบียนบ้านไม่ชัด" in home
    mine = browser.get(f"/my/applications/{application.code}/").content.decode()
    assert "ภาพทะเบียนบ้านไม่ชัด" in mine and "Answer by" in mine


def test_asked_a_second_time_the_newest_request_counts(town):
    application = asked(town, ["documents"])
    submit(town, application)
    screening.ask_correction(
        application=application, message="อีกครั้ง", parts=["person"], by=town.officer, at=town.now + timedelta(days=1)
    )
    refused(
        "not_asked", documents.remove_document, document=application.documents.get(), by=town.applicant, at=town.now
    )


# ── the check page


def test_the_check_page_shows_choices_papers_and_human_words(town, signed_in):
    town.fill()
    page = signed_in(town.applicant, "th").get("/apply/cohort-5/check/").content.decode()
    assert town.opening.title_th in page and "เทศบาลนครรังสิต" in page
    assert "ทะเบียนบ้าน ณัฐริกา.pdf" in page and "สำเนาทะเบียนบ้าน" in page
    assert f"15\u00a0ม.ค.\u00a0{town.now.year - 25 + 543}" in page and "081 234 5678" in page
    assert "+6681" not in page and "1101700230708" not in page
    assert 'href="/to/privacy/"' in page


def test_an_unticked_truth_gives_the_page_back_with_the_error(town, signed_in):
    town.fill()
    answer = signed_in(town.applicant, "en").post("/apply/cohort-5/check/", {})
    assert answer.status_code == 422 and "Tick that what you wrote is true" in answer.content.decode()
    assert Application.objects.get().state == "draft"


def test_a_refused_submission_gives_the_page_back_with_the_tick_and_the_reason(town, signed_in):
    application = town.fill()
    application.documents.all().delete()
    answer = signed_in(town.applicant, "en").post("/apply/cohort-5/check/", {"truth": "yes"})
    html = answer.content.decode()
    assert answer.status_code == 422 and 'role="alert"' in html
    assert " checked" in html.split('id="id_truth"')[1].split(">")[0]
    assert Application.objects.get().state == "draft"


def test_the_last_press_hands_in(town, signed_in):
    town.fill()
    answer = signed_in(town.applicant, "en").post("/apply/cohort-5/check/", {"truth": "yes"})
    application = Application.objects.get()
    assert answer["Location"] == f"/my/applications/{application.code}/" and application.state == "submitted"


@pytest.mark.parametrize("is_all", [True, False])
def test_a_list_that_lost_an_opening_is_refused_with_its_name_and_what_to_do(town, signed_in, is_all):
    """Both steps that are missing are told, and the withdrawn opening is not called forgotten."""
    application = town.fill(wanted=[town.opening] if is_all else [town.opening, town.opening2])
    withdraw_opening(opening=town.opening, reason="ไม่พร้อม", by=town.officer, at=town.now)
    with pytest.raises(Refusal) as refusal:
        submission.submit_application(application=application, by=town.applicant, at=town.now)
    said = str(refusal.value.message)
    assert refusal.value.code == "gone" and town.opening.title_th in said and "ก่อน" in said
    application.documents.all().delete()
    page = signed_in(town.applicant, "en").post("/apply/cohort-5/check/", {"truth": "on"})
    said = page.content.decode()
    assert page.status_code == 422 and "was withdrawn after you ranked it" in said
    assert "Complete these sections first" in said
