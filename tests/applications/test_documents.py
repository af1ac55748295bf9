"""Papers: taken in by content, one of a kind, dated, and read by nobody who may not."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from applications.domain import screening
from applications.domain.applications import add_document, remove_document, save_choices, start_application
from applications.domain.submission import submit_application
from applications.models import Document
from programme.kernel.dates import moment
from programme.kernel.errors import NotAllowed, NotVisible, Refusal
from programme.models import PrivateFile
from tests.factories.town import PDF, photo

pytestmark = pytest.mark.django_db
ADDRESS = "/apply/cohort-5/documents/"


@pytest.fixture
def draft(town):
    return start_application(call=town.call, applicant=town.applicant, at=town.now)


def paper(name="บ้าน.pdf", content=PDF):
    return SimpleUploadedFile(name, content, "application/pdf")


def add(town, draft, kind="house_registration", upload=None, by=None):
    return add_document(application=draft, kind=kind, upload=upload or paper(), by=by or town.applicant, at=town.now)


def test_the_newest_of_a_kind_counts(town, draft):
    add(town, draft)
    newer = add(town, draft, upload=photo("ใหม่.jpg"))
    assert list(draft.documents.all()) == [newer] and newer.file.media_type == "image/jpeg"


def test_a_kind_that_the_call_does_not_ask_for_is_refused(town, draft):
    with pytest.raises(Refusal) as refusal:
        add(town, draft, kind="tax_return")
    assert refusal.value.code == "unknown_kind" and not PrivateFile.objects.exists()


def test_what_is_no_paper_is_refused_by_its_content(town, draft):
    with pytest.raises(ValidationError):
        add(town, draft, upload=paper("page.pdf", b"<html>"))
    assert not Document.objects.exists()


@pytest.mark.parametrize("person", ["stranger", "officer", "host"])
def test_nobody_brings_or_takes_away_anothers_paper(town, draft, person):
    add(town, draft)
    for act, words in ((add_document, {"application": draft, "kind": "transcript", "upload": paper()}),
                       (remove_document, {"document": draft.documents.get()})):  # fmt: skip
        with pytest.raises((NotVisible, NotAllowed)):
            act(**words, by=getattr(town, person), at=town.now)
    assert draft.documents.count() == 1


def test_a_submitted_application_keeps_its_papers(town):
    application = town.submitted()
    with pytest.raises(Refusal) as refusal:
        remove_document(document=application.documents.get(), by=town.applicant, at=town.now)
    assert refusal.value.code == "locked"


def test_the_page_says_when_a_paper_was_received(town, draft, signed_in):
    add(town, draft)
    page = signed_in(town.applicant, "th").get(ADDRESS).content.decode()
    assert "ได้รับเมื่อ" in page and moment(town.now) in page


def test_without_a_file_the_page_says_so_and_a_wrong_file_keeps_the_old_one(town, draft, signed_in):
    add(town, draft)
    browser = signed_in(town.applicant, "en")
    answer = browser.post(ADDRESS, {})
    assert answer.status_code == 422 and "Choose a file first" in answer.content.decode()
    wrong = {"paper_house_registration": paper("x.pdf", b"nothing")}
    answer = browser.post(ADDRESS, wrong)
    assert answer.status_code == 422 and "บ้าน.pdf" in answer.content.decode()


def test_a_paper_is_removed_by_its_owner_only(town, draft, signed_in):
    add(town, draft)
    assert signed_in(town.stranger).post(ADDRESS, {"act": "remove", "kind": "house_registration"}).status_code == 404
    answer = signed_in(town.applicant).post(ADDRESS, {"act": "remove", "kind": "house_registration"})
    assert answer.status_code == 302 and not draft.documents.exists()


def test_who_may_open_a_paper(town, signed_in, client):
    application = town.submitted()
    address = f"/files/{application.documents.get().file.code}/"
    town.screened(application)
    seen = {name: signed_in(getattr(town, name)).get(address).status_code
            for name in ("applicant", "officer", "reviewer", "host", "mentor", "evaluator", "stranger")}  # fmt: skip
    assert seen == {
        "applicant": 200, "officer": 200, "reviewer": 404, "host": 404, "mentor": 404, "evaluator": 404, "stranger": 404,
    }  # fmt: skip
    assert client.get(address).status_code == 302


def test_while_a_correction_is_written_officers_read_what_was_handed_in(town, signed_in):
    application = town.submitted()
    old = application.documents.get().file
    screening.ask_correction(
        application=application, message="ถ่ายใหม่", parts=["documents", "openings"], by=town.officer, at=town.now
    )
    new = add(town, application, upload=paper("ใหม่.pdf", PDF + b"\n")).file
    save_choices(application=application, openings=[town.opening2], by=town.applicant, at=town.now)
    officer, own = signed_in(town.officer), signed_in(town.applicant)
    seen = officer.get(f"/desk/applications/{application.code}/").content.decode()
    assert old.code in seen and new.code not in seen and town.agency.short_name in seen
    opened = [officer.get(f"/files/{file.code}/").status_code for file in (old, new)]
    assert opened == [200, 404] and own.get(f"/files/{new.code}/").status_code == 200
    submit_application(application=application, by=town.applicant, at=town.now)
    assert [officer.get(f"/files/{file.code}/").status_code for file in (old, new)] == [404, 200]
    assert new.code in officer.get(f"/desk/applications/{application.code}/").content.decode()


@pytest.mark.parametrize("act", ["", "on"])
@pytest.mark.parametrize("name", ["paper_tax_return", "file"])
def test_a_kind_that_is_not_on_the_page_is_told_and_nothing_is_kept(town, draft, signed_in, name, act):
    answer = signed_in(town.applicant, "en").post(ADDRESS, {"act": act, name: paper()})
    assert answer.status_code == 422 and "does not ask for that document" in answer.content.decode()
    assert not Document.objects.exists() and not PrivateFile.objects.exists()


def test_going_on_brings_what_was_chosen_and_leaves_nothing_behind(town, draft, signed_in):
    browser = signed_in(town.applicant, "en")
    chosen = {"act": "on", "paper_house_registration": paper(), "paper_transcript": photo("ผล.jpg")}
    answer = browser.post(ADDRESS, chosen)
    assert answer.status_code == 302 and answer.url == "/apply/cohort-5/check/"
    assert set(draft.documents.values_list("kind", flat=True)) == {"house_registration", "transcript"}
    assert browser.post(ADDRESS, {"act": "on"}).url == "/apply/cohort-5/check/", "nothing chosen: on, without a word"


def test_one_file_that_cannot_be_read_keeps_no_other_from_being_kept(town, draft, signed_in):
    chosen = {"act": "on", "paper_house_registration": paper(), "paper_transcript": paper("ผล.pdf", b"nothing")}
    answer = signed_in(town.applicant, "en").post(ADDRESS, chosen)
    page = answer.content.decode()
    assert answer.status_code == 422 and "Kept: Copy of the house registration." in page
    assert draft.documents.get().kind == "house_registration" and 'href="#id_on_paper_transcript"' in page
