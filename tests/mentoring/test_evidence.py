"""Evidence: photos without their place, papers with their grade, read by those who may read what they back."""

import io
from datetime import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image

from mentoring.domain import claims, evidence, placements
from mentoring.models import Evidence
from programme.kernel.errors import NotAllowed, NotVisible
from programme.models import PrivateFile
from tests.factories.town import PDF, photo
from tests.mentoring.world import BANGKOK

pytestmark = pytest.mark.django_db
PAPER = {"kind": "letter", "grade": 2, "caption": "บันทึก", "url": "", "consent": "none"}


@pytest.fixture
def placement(town):
    return town.placement()


@pytest.fixture
def outcome(town, placement):
    return town.outcome(placement)


def located() -> SimpleUploadedFile:
    """A photo that says where and when it was taken."""
    content, exif = io.BytesIO(), Image.Exif()
    exif[ExifTags.Base.DateTime] = "2026:03:04 05:06:07"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = "2026:03:04 05:06:07"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (14.0, 1.0, 2.0)
    Image.new("RGB", (2400, 1200), (9, 9, 9)).save(content, "JPEG", exif=exif)
    return SimpleUploadedFile("p.jpg", content.getvalue(), "image/jpeg")


def test_a_photo_loses_its_place_and_keeps_its_moment(town, placement):
    upload = located()
    assert Image.open(upload).getexif().get_ifd(ExifTags.IFD.GPSInfo), "the place is there to be lost"
    found = evidence.add_photo(
        placement=placement, upload=upload, caption="คลอง", consent="none", by=town.applicant, at=town.now
    )
    with found.file.file.open() as content:
        kept = Image.open(content)
        assert not kept.getexif().get_ifd(ExifTags.IFD.GPSInfo) and max(kept.size) == 1600
    assert found.captured_at.astimezone(BANGKOK).replace(tzinfo=None) == datetime(2026, 3, 4, 5, 6, 7)
    assert (found.grade, found.kind) == (Evidence.Grade.C, "photo")


@pytest.mark.parametrize("content", [b"", b"no picture", PDF])
def test_what_is_no_picture_is_no_photo(town, placement, content):
    upload = SimpleUploadedFile("p.jpg", content, "image/jpeg")
    with pytest.raises(ValidationError):
        evidence.add_photo(
            placement=placement, upload=upload, caption="", consent="none", by=town.applicant, at=town.now
        )
    assert not Evidence.objects.exists() and not PrivateFile.objects.exists()


def test_a_paper_and_a_link_back_a_claim(town, outcome):
    upload = SimpleUploadedFile("minutes.pdf", PDF, "application/pdf")
    paper = evidence.add_evidence(claim=outcome, fields=PAPER, upload=upload, by=town.applicant, at=town.now)
    link = PAPER | {"url": "https://example.go.th/y"}
    evidence.add_evidence(claim=outcome, fields=link, upload=None, by=town.applicant, at=town.now)
    assert paper.file and outcome.evidence.count() == 3


@pytest.mark.parametrize("who", ("host", "officer", "mentor", "stranger"))
def test_only_the_author_adds(town, outcome, who):
    with pytest.raises((NotAllowed, NotVisible)):
        evidence.add_evidence(claim=outcome, fields=PAPER, upload=None, by=getattr(town, who), at=town.now)


def read(signed_in, town, who, item) -> int:
    return signed_in(getattr(town, who)).get(f"/files/{item.file.code}/").status_code


def test_what_backs_a_draft_is_read_by_its_author_alone(town, placement, signed_in):
    log = town.log(placement)
    item = log.evidence.get()
    assert read(signed_in, town, "applicant", item) == 200
    assert {read(signed_in, town, who, item) for who in ("host", "officer", "evaluator", "stranger")} == {404}
    claims.submit_claim(claim=log, by=town.applicant, at=town.now)
    assert {read(signed_in, town, who, item) for who in ("host", "officer")} == {200}
    assert {read(signed_in, town, who, item) for who in ("host2", "evaluator", "stranger", "editor")} == {404}
    claims.pull_back_claim(claim=log, by=town.applicant, at=town.now)
    assert read(signed_in, town, "host", item) == 404


def test_the_page_adds_evidence_and_keeps_what_was_typed(town, outcome, signed_in):
    browser, address = signed_in(town.applicant, "en"), f"/field/claims/{outcome.code}/"
    typed = {"act": "evidence", "kind": "letter", "grade": "1", "caption": "คำสั่งเทศบาล", "consent": "none"}
    nothing = browser.post(address, typed)
    assert nothing.status_code == 422 and "คำสั่งเทศบาล" in nothing.content.decode()
    fake = SimpleUploadedFile("photo.jpg", b"<script>", "image/jpeg")
    assert browser.post(address, typed | {"upload": fake}).status_code == 422
    wrong = SimpleUploadedFile("x.pdf", PDF, "application/pdf")
    assert browser.post(address, typed | {"kind": "photo", "upload": wrong}).status_code == 422
    assert browser.post(address, typed | {"upload": photo(), "kind": "photo"}).status_code == 302
    assert browser.post(address, typed | {"url": "https://example.go.th/z"}).status_code == 302
    assert outcome.evidence.count() == 3


def test_handing_in_takes_the_chosen_evidence_along_or_says_what_is_wrong_with_it(town, signed_in):
    outcome = town.outcome(town.placement())
    browser, address = signed_in(town.applicant, "en"), f"/field/claims/{outcome.code}/"
    before = outcome.evidence.count()
    typed = {"act": "submit", "kind": "photo", "grade": "3", "caption": "The canal", "consent": "none"}
    answer = browser.post(address, typed | {"url": ""})
    page = answer.content.decode()
    assert answer.status_code == 422 and "Add a file or a link." in page and "The canal" in page
    assert page.count('error-summary-title"') == 2, "one summary: its heading, and the name that points to it"
    outcome.refresh_from_db()
    assert outcome.state == "draft" and outcome.evidence.count() == before
    assert browser.post(address, typed | {"upload": photo()}).status_code == 302
    outcome.refresh_from_db()
    assert outcome.state == "submitted" and outcome.evidence.count() == before + 1


def test_handing_in_needs_no_evidence_beside_it(town, signed_in):
    outcome = town.outcome(town.placement())
    typed = {"act": "submit", "kind": "photo", "grade": "3", "caption": "", "url": "", "consent": "none"}
    before = outcome.evidence.count()
    assert signed_in(town.applicant).post(f"/field/claims/{outcome.code}/", typed).status_code == 302
    outcome.refresh_from_db()
    assert outcome.state == "submitted" and outcome.evidence.count() == before


@pytest.mark.parametrize("who", ["applicant", "host", "mentor"])
def test_whoever_reads_a_grade_reads_what_it_means_and_what_counts(town, signed_in, who):
    placement = town.placement()
    placements.assign_role(
        placement=placement, user=town.mentor, kind="host_mentor", on=placement.starts_on, by=town.officer, at=town.now
    )
    claim = town.outcome(placement, grade=Evidence.Grade.B)
    claims.submit_claim(claim=claim, by=town.applicant, at=town.now)
    area = "host" if who == "host" else "field"
    page = signed_in(getattr(town, who), "en").get(f"/{area}/claims/{claim.code}/").content.decode()
    meanings = page.split("What grades A to D mean")[1].split("</details>")[0]
    assert all(str(grade.label) in meanings for grade in Evidence.Grade)
    assert " ".join(meanings.split("at least:")[1].replace("&ensp;", " ").split("<")[0].split()) == (
        "Log C · Outcome B · City problem C"
    )
