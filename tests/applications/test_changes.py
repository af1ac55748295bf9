"""Handed in, and changed until the deadline: what was handed in stands until it is handed in anew, and is never lost."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from applications.domain import answers, applications, changes, documents, screening, submission
from applications.models import Application
from applications.queries.answers import given_in, latest_revision, secrets_of
from applications.queries.differences import changes_of
from applications.queries.preferences import chosen_openings
from programme.domain.calls import extend_deadline
from programme.kernel.errors import NotAllowed, NotVisible, Refusal
from programme.models import AuditEntry, Letter, PrivateFile
from tests.factories.town import PDF

pytestmark = pytest.mark.django_db


@pytest.fixture
def handed_in(town):
    return town.submitted()


@pytest.fixture
def opened(town, handed_in):
    return changes.begin_change(application=handed_in, by=town.applicant, at=town.now + timedelta(hours=1))


def save(town, application, section="motivation", **data):
    row = application.answers.get(section=section)
    return answers.save_section(
        application=application, section=section, data=row.data | data, base_version=row.version,
        by=town.applicant, at=town.now + timedelta(hours=2),
    )  # fmt: skip


def hand_in(town, application, at=None):
    return submission.submit_application(
        application=application, by=town.applicant, at=at or town.now + timedelta(hours=3)
    )


def all_changed(town, application):
    """A word, a secret, the ranking and the paper, none of it handed in."""
    save(town, application, problem="แก้แล้ว")
    save(town, application, "person", national_id="1101700203450")
    words = {"application": application, "by": town.applicant, "at": town.now}
    applications.save_choices(openings=[town.opening2], **words)
    upload = SimpleUploadedFile("ใหม่.pdf", PDF.replace(b"300", b"301"), "application/pdf")
    documents.add_document(kind="house_registration", upload=upload, **words)


def said(application) -> tuple:
    """All that the draft says."""
    application = Application.objects.get(pk=application.pk)
    papers = [row.file.original_name for row in application.documents.order_by("pk")]
    texts = {row.section: row.data for row in application.answers.order_by("pk")}
    return texts["motivation"]["problem"], secrets_of(application), chosen_openings(application), papers


def refused(code, act, **words):
    with pytest.raises(Refusal) as refusal:
        act(**words)
    assert refusal.value.code == code


def test_opened_again_it_stays_handed_in_with_its_receipt(town, handed_in, opened):
    assert (opened.state, opened.receipt_number, opened.submitted_at) == ("submitted", "SCA5-00001", town.now)
    again = changes.begin_change(application=opened, by=town.applicant, at=town.now + timedelta(hours=2))
    assert again.changing_since == town.now + timedelta(hours=1), "pressed twice, opened once"


def test_officers_read_what_was_handed_in_while_it_is_changed(town, opened, signed_in):
    all_changed(town, opened)
    assert said(opened)[0] == "แก้แล้ว", "the draft could have leaked"
    page = signed_in(town.officer, "en").get(f"/desk/applications/{opened.code}/").content.decode()
    assert "แก้แล้ว" not in page and "ใหม่.pdf" not in page and "has been changing this since" in page
    assert page.index(town.opening.agency.short_name) < page.index(town.opening2.agency.short_name)


def test_handed_in_again_it_is_a_revision_with_its_own_hour_and_letter(town, opened):
    all_changed(town, opened)
    application = hand_in(town, opened)
    assert (application.receipt_number, application.submitted_at) == ("SCA5-00001", town.now)
    assert (application.state, application.changing_since) == ("submitted", None)
    assert [row.number for row in application.revisions.order_by("number")] == [1, 2]
    assert latest_revision(application).submitted_at == town.now + timedelta(hours=3)
    assert given_in(latest_revision(application))["problem"] == "แก้แล้ว"
    letters = Letter.objects.filter(kind="application_received").order_by("pk")
    assert [("ส่งอีกครั้ง" in letter.body_text) for letter in letters] == [False, True]
    assert letters[0].subject != letters[1].subject


def test_pressed_twice_nothing_is_handed_in_a_second_time(town, opened):
    hand_in(town, opened)
    refused("already", hand_in, town=town, application=Application.objects.get())
    assert Application.objects.get().revisions.count() == 2


def test_what_changed_is_told_in_words_to_both(town, opened, signed_in):
    all_changed(town, opened)
    hand_in(town, opened)
    (changed,) = changes_of(opened)
    told = {row.get("what") or row["question"].key: (row["before"], row["after"]) for row in changed["rows"]}
    assert told["problem"] == ("น้ำท่วม โทร 081 234 5678", "แก้แล้ว")
    assert told["papers"] == ("ทะเบียนบ้าน ณัฐริกา.pdf", "ใหม่.pdf")
    assert told["choices"][1].startswith("1. ") and town.opening2.agency.name in told["choices"][1]
    assert set(told) == {"problem", "choices", "papers"}, "what is the same is not told, nor a secret"
    own = signed_in(town.applicant, "en").get(f"/my/applications/{opened.code}/submitted/").content.decode()
    desk = signed_in(town.officer, "en").get(f"/desk/applications/{opened.code}/").content.decode()
    for page in (own, desk):
        assert "น้ำท่วม โทร 081 234 5678</del>" in page and "แก้แล้ว</ins>" in page
    first = signed_in(town.applicant, "en").get(f"/my/applications/{opened.code}/submitted/1/").content.decode()
    assert "<del>" not in first


def test_who_keeps_what_was_handed_in_gets_it_back_whole(town, handed_in):
    before = said(handed_in)
    changes.begin_change(application=handed_in, by=town.applicant, at=town.now)
    all_changed(town, handed_in)
    assert said(handed_in) != before
    changes.give_up_change(application=handed_in, by=town.applicant, at=town.now)
    assert said(handed_in) == before and not Application.objects.get().is_changing
    assert [row.number for row in handed_in.revisions.all()] == [1]
    assert PrivateFile.objects.filter(purpose="application_document").count() == handed_in.documents.count()


def test_a_paper_that_was_put_back_is_still_known_when_it_is_sent_again(town, handed_in):
    changes.begin_change(application=handed_in, by=town.applicant, at=town.now)
    all_changed(town, handed_in)
    changes.give_up_change(application=handed_in, by=town.applicant, at=town.now)
    changes.begin_change(application=handed_in, by=town.applicant, at=town.now)
    again = SimpleUploadedFile("ทะเบียนบ้าน.pdf", PDF, "application/pdf")
    documents.add_document(
        application=handed_in, kind="house_registration", upload=again, by=town.applicant, at=town.now
    )
    assert said(handed_in)[3] == ["ทะเบียนบ้าน ณัฐริกา.pdf"] and handed_in.documents.count() == 1


def test_who_forgets_keeps_what_was_handed_in_and_is_told_once(town, handed_in):
    before = said(handed_in)
    changes.begin_change(application=handed_in, by=town.applicant, at=town.now)
    all_changed(town, handed_in)
    late = town.call.closes_at
    assert changes.end_due_changes(at=late - timedelta(seconds=1)) == 0
    assert changes.end_due_changes(at=late) == 1 and changes.end_due_changes(at=late) == 0
    assert said(handed_in) == before
    assert Letter.objects.filter(kind="change_not_handed_in", recipient=town.applicant).count() == 1


def test_a_personal_extension_keeps_the_change_open(town, opened):
    late = town.call.closes_at + timedelta(hours=1)
    words = {"reason": "ไฟดับ", "by": town.officer, "at": town.now}
    extend_deadline(call=town.call, user=town.applicant, until_at=late, **words)
    assert changes.end_due_changes(at=late - timedelta(seconds=1)) == 0
    assert hand_in(town, opened, late - timedelta(seconds=1)).revisions.count() == 2


@pytest.mark.parametrize("act", ["check", "ask", "rule_out"])
def test_as_soon_as_screening_begins_what_was_handed_in_stands(town, handed_in, act):
    before = said(handed_in)
    changes.begin_change(application=handed_in, by=town.applicant, at=town.now)
    all_changed(town, handed_in)
    words = {"application": handed_in, "by": town.officer, "at": town.now}
    if act == "check":
        screening.note_check(key=town.call.screening_points.first().key, outcome="pass", note="", **words)
    elif act == "ask":
        screening.ask_correction(message="ถ่ายใหม่", parts=["documents"], **words)
    else:
        screening.rule_out(reason="ไม่ครบ", **words)
    assert said(handed_in) == before
    fresh = Application.objects.get()
    assert fresh.changing_since is None
    if act != "ask":
        refused("already", hand_in, town=town, application=fresh)
        refused("locked", changes.begin_change, application=fresh, by=town.applicant, at=town.now)


def test_after_the_deadline_nothing_is_opened_again(town, handed_in):
    refused("locked", changes.begin_change, application=handed_in, by=town.applicant, at=town.call.closes_at)
    refused("locked", save, town=town, application=handed_in, problem="x")


@pytest.mark.parametrize("person", ["stranger", "officer", "host", "reviewer"])
def test_nobody_opens_anothers(town, handed_in, person):
    for act in (changes.begin_change, changes.give_up_change):
        with pytest.raises((NotVisible, NotAllowed)):
            act(application=handed_in, by=getattr(town, person), at=town.now)
    assert not AuditEntry.objects.filter(act="begin_change").exists()


def test_withdrawn_while_it_is_changed_the_last_hand_in_is_what_is_kept(town, handed_in):
    before = said(handed_in)
    changes.begin_change(application=handed_in, by=town.applicant, at=town.now)
    all_changed(town, handed_in)
    applications.withdraw_application(application=handed_in, by=town.applicant, at=town.now)
    assert Application.objects.get().state == "withdrawn" and said(handed_in) == before


def test_the_database_knows_no_change_of_what_is_not_handed_in(town, opened):
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=opened.pk).update(state="screening")


def test_the_two_buttons_on_the_page(town, handed_in, signed_in):
    browser, address = signed_in(town.applicant, "en"), f"/my/applications/{handed_in.code}/"
    assert "Change what I handed in" in browser.get(address).content.decode()
    assert browser.get(f"{address}change/")["Location"] == address, "an address that only takes a press"
    answer = browser.post(f"{address}change/", follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain[-1][0] == "/apply/cohort-5/check/"
    assert "You are changing what you handed in" in page and "Hand in again" in page
    assert "Go on changing" in browser.get(address).content.decode()
    kept = browser.post(f"{address}keep/", follow=True).content.decode()
    assert "stays as it is and counts" in kept and "Change what I handed in" in kept
    assert signed_in(town.stranger).post(f"{address}change/").status_code == 404


def test_handed_in_again_through_the_page(town, opened, signed_in):
    save(town, opened, problem="แก้แล้ว")
    browser = signed_in(town.applicant, "en")
    answer = browser.post("/apply/cohort-5/check/", {"truth": "on"}, follow=True)
    page = answer.content.decode()
    assert "SCA5-00001" in page and page.count("/submitted/2/") == 1
    assert latest_revision(Application.objects.get()).number == 2


def test_ones_own_page_says_that_the_changes_are_not_handed_in(town, opened, signed_in):
    page = signed_in(town.applicant, "en").get("/my/").content.decode()
    assert "What you changed is not handed in yet" in page and opened.receipt_number in page
    assert f'href="/apply/{town.call.slug}/">Go on changing' in page
