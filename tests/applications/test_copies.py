"""The PDF copy of what was handed in: made by the worker, for its applicant only, and read as it was written."""

import re

import pypdfium2 as pdfium
import pytest

from applications.domain.copies import make_due_copies
from applications.models import Application
from programme.kernel.policies import can
from programme.models import PrivateFile

pytestmark = pytest.mark.django_db
NUMBER = "1101700230708"


def tight(text: str) -> str:
    """Without what a reader of PDF puts between letters that stand above each other."""
    return re.sub(r"\s+", "", text)


def text_of(file: PrivateFile) -> str:
    with file.file.open("rb") as content:
        pages = pdfium.PdfDocument(content.read())
    return tight("".join(page.get_textpage().get_text_range() for page in pages))


def copy_of(application: Application) -> PrivateFile:
    return application.revisions.latest("number").copy


@pytest.fixture
def handed_in(town) -> Application:
    application = town.submitted()
    assert make_due_copies(at=town.now) == 1
    return application


@pytest.mark.parametrize("language", ["th", "en"])
def test_everything_handed_in_can_be_read_and_copied_out_of_it(town, language):
    town.applicant.profile.language = language
    town.applicant.profile.save()
    application = town.submitted()
    assert make_due_copies(at=town.now) == 1
    text = text_of(copy_of(application))
    said = ["ณัฐริกา", "น้ำท่วม โทร 081 234 5678", "เกิดที่นี่", application.receipt_number, "ทะเบียนบ้าน ณัฐริกา.pdf"]
    said += [{"th": "ปทุมธานี", "en": "Pathum Thani"}[language], {"th": "ผู้ช่วยงานน้ำ", "en": "Water"}[language]]
    assert [words for words in said if tight(words) not in text] == []
    assert application.documents.get().file.sha256 in text


def test_the_identity_number_is_masked(handed_in):
    text = text_of(copy_of(handed_in))
    assert NUMBER not in text and "•••708" in text


def test_the_copy_says_to_a_screen_reader_what_is_a_heading_and_in_which_language(handed_in):
    with copy_of(handed_in).file.open("rb") as content:
        raw = content.read()
    assert b"/StructTreeRoot" in raw and b"/Lang" in raw and b"/Marked true" in raw


def test_it_is_made_once_and_again_for_what_is_handed_in_again(town, handed_in):
    assert make_due_copies(at=town.now) == 0
    assert copy_of(handed_in).owner == town.applicant and copy_of(handed_in).purpose == "application_copy"


@pytest.mark.parametrize("who", ["officer", "reviewer", "host", "stranger"])
def test_nobody_else_opens_it(town, handed_in, signed_in, who):
    file, person = copy_of(handed_in), getattr(town, who)
    assert can(town.applicant, "view", file) and not can(person, "view", file)
    assert signed_in(person).get(f"/my/applications/{handed_in.code}/copy.pdf").status_code == 404
    assert signed_in(person).get(f"/files/{file.code}/").status_code == 404


def test_until_it_is_made_the_page_says_so(town, signed_in):
    application = town.submitted()
    browser = signed_in(town.applicant, "en")
    page = browser.get(f"/my/applications/{application.code}/copy.pdf", follow=True).content.decode()
    assert "about a minute" in page and "is being made" in page
    make_due_copies(at=town.now)
    answer = browser.get(f"/my/applications/{application.code}/copy.pdf", follow=True)
    assert answer["Content-Type"] == "application/pdf" and application.receipt_number in answer["Content-Disposition"]
    address = f"/my/applications/{application.code}/submitted/1/copy.pdf"
    assert address in browser.get(f"/my/applications/{application.code}/").content.decode()


def test_a_draft_has_no_copy(town, signed_in):
    application = town.fill()
    assert make_due_copies(at=town.now) == 0
    assert signed_in(town.applicant).get(f"/my/applications/{application.code}/copy.pdf").status_code == 404
