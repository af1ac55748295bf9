"""A file that was cut short is refused where it is brought, in words, with everything typed beside it kept."""

import io
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.documents.models import Document as PublicDocument

from applications.models import Document
from cms.models import Picture
from mentoring.models import ActivityLog
from programme.kernel.files import check_upload
from programme.kernel.papers import pages_of
from programme.models import PrivateFile
from tests.factories.town import PDF

pytestmark = pytest.mark.django_db
KINDS = ("JPEG", "PNG", "WEBP")


def whole(kind: str) -> bytes:
    content = io.BytesIO()
    Image.effect_noise((300, 200), 90).convert("RGB").save(content, kind)
    return content.getvalue()


def cut(kind: str) -> SimpleUploadedFile:
    content = whole(kind)
    return SimpleUploadedFile(f"cut.{kind.lower()}", content[: len(content) * 2 // 3], f"image/{kind.lower()}")


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_read_to_its_last_byte(kind):
    assert check_upload(SimpleUploadedFile("whole", whole(kind)))
    with pytest.raises(ValidationError):
        check_upload(cut(kind))


@pytest.mark.parametrize("content", [b"%PDF-", b"%PDF-1.4 garbage", PDF[:80], PDF.replace(b"3 0 obj", b"5 0 obj")])
def test_a_pdf_has_a_page_that_opens(content):
    assert pages_of(SimpleUploadedFile("x.pdf", PDF)) == 1
    with pytest.raises(ValidationError):
        check_upload(SimpleUploadedFile("x.pdf", content))


def test_a_log_keeps_what_was_typed_and_blames_the_photo(town, signed_in):
    town.placement()
    typed = {
        "client_uuid": uuid4(),
        "headline": "เปิดบ้าน",
        "note": "ฝนตก",
        "activity": "visit",
        "happened_on": "1/1/2569",
    }
    typed |= {"people": "3", "consent": "none", "photo": cut("JPEG")}
    page = signed_in(town.applicant, "en").post("/field/log/", typed)
    assert page.status_code == 422 and {"เปิดบ้าน", "ฝนตก"} <= {
        page.context["form"][n].value() for n in ("headline", "note")
    }
    assert "photo" in page.context["form"].errors
    assert not ActivityLog.objects.exists() and not PrivateFile.objects.exists()


@pytest.mark.parametrize("kind", ["photo", "letter"])
def test_evidence_keeps_what_was_typed(town, signed_in, kind):
    outcome = town.outcome(town.placement())
    before = outcome.evidence.count()
    typed = {"act": "evidence", "kind": kind, "grade": "1", "caption": "คำสั่งเทศบาล", "consent": "none"}
    page = signed_in(town.applicant, "en").post(f"/field/claims/{outcome.code}/", typed | {"upload": cut("JPEG")})
    assert page.status_code == 422 and "คำสั่งเทศบาล" in page.content.decode()
    assert "cannot be read" in page.content.decode() and outcome.evidence.count() == before


def test_a_paper_that_cannot_be_read_is_no_paper(town, signed_in):
    town.fill(town.applicant).documents.all().delete()
    browser, address = signed_in(town.applicant, "en"), "/apply/cohort-5/documents/"
    for upload in (cut("PNG"), SimpleUploadedFile("x.pdf", b"%PDF-1.4 garbage")):
        page = browser.post(address, {"paper_house_registration": upload})
        assert page.status_code == 422 and not Document.objects.exists()
    typed = {"paper_house_registration": SimpleUploadedFile("x.pdf", PDF)}
    assert "1 page." in browser.post(address, typed, follow=True).content.decode()


@pytest.mark.parametrize("name", ["wagtailimages:add", "wagtailimages:add_multiple"])
def test_an_editor_s_picture_is_refused_with_words(public, signed_in, name):
    field = "files[]" if name.endswith("multiple") else "file"
    answer = signed_in(public.town.editor, "en").post(
        reverse(name), {"title": "x", field: cut("JPEG")}, headers={"x-requested-with": "XMLHttpRequest"}
    )
    assert answer.status_code == 200 and "cannot be read" in answer.content.decode()
    assert not Picture.objects.exists()


def test_a_public_pdf_is_refused_with_words(public, signed_in):
    upload = SimpleUploadedFile("plan.pdf", b"%PDF-1.4 garbage")
    answer = signed_in(public.town.editor, "en").post(reverse("wagtaildocs:add"), {"title": "x", "file": upload})
    assert "cannot be opened" in answer.content.decode() and not PublicDocument.objects.exists()
