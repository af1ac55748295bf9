"""Papers: taken in by content, as many of a kind as the call says, dated, and read by nobody who may not."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.blueprint import DocumentPart
from applications.domain import screening
from applications.domain.applications import save_choices, start_application
from applications.domain.documents import add_document, remove_document
from applications.domain.submission import submit_application
from applications.models import Document
from applications.queries.blueprints import as_blueprint
from programme.kernel.dates import clock, moment
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
    kept = add(town, draft).file.code
    assert signed_in(town.stranger).post(ADDRESS, {"act": "remove", "file": kept}).status_code == 404
    answer = signed_in(town.applicant).post(ADDRESS, {"act": "remove", "file": kept})
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
    assert answer.status_code == 422 and "Kept: บ้าน.pdf." in page
    assert draft.documents.get().kind == "house_registration" and 'href="#id_on_paper_transcript"' in page


# --- several of a kind


@pytest.fixture
def several(town, draft):
    """A call that takes up to three files of the transcript."""
    draft.form.document_kinds.filter(key="transcript").update(most=3)
    return draft


def pages(n: int) -> list[SimpleUploadedFile]:
    return [paper(f"หน้า {i}.pdf", PDF + b" " * i) for i in range(1, n + 1)]


def kept_names(draft) -> list[str]:
    return list(draft.documents.order_by("pk").values_list("file__original_name", flat=True))


def test_several_files_of_a_kind_go_along_at_once_and_no_more_than_the_call_says(town, several, signed_in):
    browser = signed_in(town.applicant, "en")
    answer = browser.post(ADDRESS, {"paper_transcript": pages(4)})
    page = answer.content.decode()
    assert answer.status_code == 422 and "3 files are the most here" in page and "All 3 files are here" in page
    assert kept_names(several) == ["หน้า 1.pdf", "หน้า 2.pdf", "หน้า 3.pdf"] and all(
        n in page for n in kept_names(several)
    )


def test_the_same_file_sent_twice_is_one(town, several, signed_in):
    browser = signed_in(town.applicant)
    for _time in range(2):
        assert browser.post(ADDRESS, {"paper_transcript": pages(2)}).status_code == 302
    assert kept_names(several) == ["หน้า 1.pdf", "หน้า 2.pdf"] and PrivateFile.objects.count() == 2


def test_a_photo_sent_twice_is_one_although_it_is_kept_as_another_file(town, several):
    one, other = (add(town, several, kind="transcript", upload=photo("ผล.heic")) for _time in range(2))
    assert one == other and one.file.sha256 != one.sent_sha256


def test_each_file_is_replaced_by_itself_and_what_nobody_handed_in_is_let_go(town, several, signed_in):
    first, second = (add(town, several, kind="transcript", upload=one) for one in pages(2))
    old = second.file
    answer = signed_in(town.applicant).post(ADDRESS, {f"instead_{old.code}": paper("ชัดกว่า.pdf", PDF + b"\n\n")})
    assert answer.status_code == 302 and kept_names(several) == ["หน้า 1.pdf", "ชัดกว่า.pdf"]
    assert not PrivateFile.objects.filter(pk=old.pk).exists() and several.documents.contains(first)


def test_a_full_kind_still_takes_one_that_replaces_another(town, several, signed_in):
    kept = [add(town, several, kind="transcript", upload=one) for one in pages(3)]
    sent = {
        f"instead_{kept[0].file.code}": paper("ใหม่.pdf", PDF + b"\n\n"),
        "paper_transcript": paper("เกิน.pdf", PDF + b"\n"),
    }
    answer = signed_in(town.applicant, "en").post(ADDRESS, sent)
    assert answer.status_code == 422 and kept_names(several) == ["หน้า 2.pdf", "หน้า 3.pdf", "ใหม่.pdf"]


def test_replacing_what_another_tab_removed_is_told_and_nothing_is_kept(town, several, signed_in):
    gone = add(town, several, kind="transcript")
    remove_document(document=gone, by=town.applicant, at=town.now)
    answer = signed_in(town.applicant, "en").post(ADDRESS, {f"instead_{gone.file.code}": paper()})
    assert answer.status_code == 422 and "no longer here" in answer.content.decode() and not Document.objects.exists()


def test_nobody_replaces_or_removes_through_their_own_page_what_belongs_to_another(town, several, signed_in):
    theirs = add(town, several, kind="transcript")
    start_application(call=town.call, applicant=town.stranger, at=town.now)
    browser = signed_in(town.stranger)
    answers = [
        browser.post(ADDRESS, {f"instead_{theirs.file.code}": paper()}).status_code,
        browser.post(ADDRESS, {"act": "remove", "file": theirs.file.code}).status_code,
    ]
    assert answers == [422, 404] and several.documents.get() == theirs


def test_a_removed_file_is_gone_from_the_disk_too(town, draft, django_capture_on_commit_callbacks):
    kept = add(town, draft)
    place, name = kept.file.file.storage, kept.file.file.name
    assert place.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        remove_document(document=kept, by=town.applicant, at=town.now)
    assert not place.exists(name) and not PrivateFile.objects.exists()


def test_what_was_handed_in_once_stays_although_it_is_replaced(town):
    application = town.submitted()
    old = application.documents.get().file
    screening.ask_correction(
        application=application, message="ถ่ายใหม่", parts=["documents"], by=town.officer, at=town.now
    )
    add(town, application, upload=paper("ใหม่.pdf", PDF + b"\n"))
    assert PrivateFile.objects.filter(pk=old.pk).exists()


def test_officers_and_the_applicant_tell_the_files_of_one_kind_apart(town, several, signed_in):
    application = town.fill(town.applicant)
    for one in pages(2):
        add(town, application, kind="transcript", upload=one)
    submit_application(application=application, by=town.applicant, at=town.now)
    for person, address in ((town.officer, f"/desk/applications/{application.code}/"),
                            (town.applicant, f"/my/applications/{application.code}/submitted/")):  # fmt: skip
        seen = signed_in(person, "en").get(address).content.decode()
        assert "Transcript, 1 of 2" in seen and "Transcript, 2 of 2" in seen
    desk = signed_in(town.officer).get(f"/desk/applications/{application.code}/").content.decode()
    assert "หน้า 1.pdf" not in desk, "a name that a person gave may tell who they are"


@pytest.mark.parametrize("address", [ADDRESS, "/apply/cohort-5/check/"])
def test_three_files_cost_no_more_than_one(town, several, signed_in, address):
    browser, counts = signed_in(town.applicant), []
    browser.get(address)
    for n in (1, 3):
        for one in pages(n):
            add(town, several, kind="transcript", upload=one)
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(address).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 25


def test_only_where_several_are_taken_can_several_be_chosen_at_once(town, several, signed_in):
    page = signed_in(town.applicant).get(ADDRESS).content.decode()
    chooser = {
        kind: re.search(rf'<input[^>]*name="paper_{kind}"[^>]*>', page)[0]
        for kind in ("house_registration", "transcript")
    }
    assert {kind: "multiple" in found for kind, found in chooser.items()} == {
        "house_registration": False,
        "transcript": True,
    }


# --- each sent by itself


def send(browser, **fields):
    return browser.post(ADDRESS, {"act": "", "autosave": "1"} | fields)


def test_a_file_sent_by_itself_is_answered_with_its_hour_and_its_card(town, several, signed_in):
    answer = send(signed_in(town.applicant, "en"), paper_transcript=pages(1)[0])
    said, kept = answer.json(), several.documents.get()
    assert (answer.status_code, said["code"], said["message"]) == (200, "saved", f"Kept at {clock(kept.added_at)}")
    assert kept.file.code in said["card"] and said["message"] in said["card"] and "up to 3" in said["card"]


def test_a_file_that_is_refused_by_itself_says_why_and_what_to_do(town, several, signed_in):
    answer = send(signed_in(town.applicant, "en"), paper_transcript=paper("ผล.docx", b"nothing"))
    said = answer.json()
    assert (answer.status_code, said["code"]) == (422, "wrong_type") and "Save it as one of these" in said["message"]
    assert "Not every file" not in said["message"] and not Document.objects.exists()


def test_while_the_scanner_is_silent_a_file_is_told_to_come_later_and_what_was_kept_stays(
    town, several, signed_in, settings
):
    kept = add(town, several, kind="transcript")
    settings.CLAMAV = ("127.0.0.1", 1)
    answer = send(signed_in(town.applicant, "en"), paper_transcript=pages(1)[0])
    assert answer.status_code == 422 and answer.json()["code"] == "scanner_away"
    assert "Try again in a while" in answer.json()["message"] and several.documents.get() == kept


def test_a_page_whose_session_has_ended_hears_so(town, several, client):
    assert client.post(ADDRESS, {"autosave": "1"}).json()["code"] == "signed_out"


# --- an identity card


@pytest.fixture
def card(draft):
    draft.form.document_kinds.filter(key="transcript").update(role="identity_card")
    return "/apply/cohort-5/documents/mask/transcript/"


def test_an_identity_card_can_be_covered_first_and_the_way_by_hand_is_told(town, draft, card, signed_in):
    browser = signed_in(town.applicant, "en")
    assert f'href="{card}"' in browser.get(ADDRESS).content.decode()
    page = browser.get(card).content.decode()
    assert "Lay a strip of paper" in page and 'action="/apply/cohort-5/documents/"' in page
    picture = re.search(r'<input[^>]*id="mask-picture"[^>]*>', page)[0]
    assert " name=" not in picture, "what has no name is never sent"


def test_other_papers_and_other_people_have_no_such_page(town, draft, card, signed_in):
    seen = [signed_in(person).get(card.replace("transcript", kind)).status_code
            for person, kind in ((town.applicant, "transcript"), (town.applicant, "house_registration"),
                                 (town.applicant, "nothing"), (town.stranger, "transcript"),
                                 (town.officer, "transcript"))]  # fmt: skip
    assert seen == [200, 404, 404, 404, 404]


def test_a_call_says_how_many_files_it_takes_and_carries_it_along_in_its_file(town, several):
    plan = as_blueprint(several.form)
    assert [(part.key, part.most) for part in plan.documents] == [("house_registration", 1), ("transcript", 3)]
    with pytest.raises(ValueError, match="most"):
        DocumentPart(key="x", label_th="x", most=11)
