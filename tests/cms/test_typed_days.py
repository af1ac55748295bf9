"""Editors type days in Wagtail as everywhere: either era, one reading, refused in words; and upload only what is safe."""

import io
from datetime import datetime
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import ValidationError
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from wagtail.documents.models import Document

from cms.forms.dates import TypedMomentField
from programme.forms.fields import ThaiDayField
from programme.models import CityStatus
from tests.factories.town import PDF

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year


@pytest.mark.parametrize("typed", [f"{YEAR + 543}-12-31 16:30", f"31/12/{YEAR + 543} 16:30", f"{YEAR}-12-31 16:30"])
def test_a_moment_of_publication_is_read_in_either_era(typed):
    assert timezone.localtime(TypedMomentField().clean(typed)).strftime("%Y-%m-%d %H:%M") == f"{YEAR}-12-31 16:30"


@pytest.mark.parametrize("typed", [f"{YEAR + 1086}-12-31 16:30", "x", "31/12", f"31/12/{YEAR} 99:99", "9" * 40])
def test_what_is_no_moment_is_refused(typed):
    with pytest.raises(ValidationError):
        TypedMomentField().clean(typed)


def test_a_schedule_that_cannot_be_read_stays_as_typed_until_it_is_refused(public, signed_in):
    """Seen: 31/31/2570 was made this very minute by the control, and the story would have gone out at once."""
    address = reverse("wagtailadmin_pages:edit", args=[public.stories["th"].pk])
    page = signed_in(public.town.editor, "en").get(address)
    assert isinstance(page.context["form"].fields["go_live_at"], TypedMomentField)
    said = unescape(page.content.decode())
    assert '"validateOnBlur": false' in said and '"validateOnBlur": true' not in said


def test_when_a_page_appears_and_leaves_is_told_in_the_country_s_years(public, signed_in):
    page = public.stories["th"]
    page.go_live_at, page.expire_at = (timezone.make_aware(datetime(YEAR + 1, month, 5, 9, 30)) for month in (3, 4))
    page.has_unpublished_changes = True
    page.save_revision()
    page.save()
    said = signed_in(public.town.editor).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    for month in ("มี.ค.", "เม.ย."):
        assert f"5 {month} {YEAR + 544} เวลา 09:30 น." in unescape(said).replace("\xa0", " ")
    assert f"{month} {YEAR + 1}" not in said.replace("\xa0", " ")


def test_nothing_typed_is_no_moment():
    assert TypedMomentField(required=False).clean("") is None


def status_form(town, **typed) -> dict:
    return {"city": town.city.pk, "status": "smart_city", "source": "https://example.go.th/", **typed}


def test_the_status_of_a_city_keeps_the_year_that_was_meant(public, signed_in):
    editor, town = signed_in(public.town.editor, "en"), public.town
    address = reverse(CityStatus.snippet_viewset.get_url_name("add"))
    page = editor.get(address)
    form = page.context["form"]
    assert isinstance(form.fields["starts_on"], ThaiDayField) and "data-day-field" in page.content.decode()
    assert "day-field.js" in page.content.decode()
    wrong = editor.post(address, status_form(town, starts_on=f"1/10/{YEAR + 1085}"))
    assert f"1 October {YEAR - 1} (B.E. {YEAR + 542})" in wrong.content.decode()
    before = set(CityStatus.objects.values_list("pk", flat=True))
    editor.post(address, status_form(town, starts_on=f"1/10/{YEAR + 542}"))
    kept = CityStatus.objects.exclude(pk__in=before).get()
    assert str(kept.starts_on) == f"{YEAR - 1}-10-01"


@pytest.mark.parametrize("name", ["page.html", "picture.svg", "run.js", "setup.exe", "page.xhtml", "noending"])
def test_a_public_document_of_another_kind_is_refused(public, signed_in, name):
    upload = SimpleUploadedFile(name, b"<script>alert(1)</script>")
    answer = signed_in(public.town.editor).post(reverse("wagtaildocs:add"), {"title": "x", "file": upload})
    assert answer.status_code == 200 and not Document.objects.exists()


def test_a_public_document_of_a_safe_kind_is_taken(public, signed_in):
    upload = SimpleUploadedFile("plan.pdf", PDF)
    signed_in(public.town.editor).post(reverse("wagtaildocs:add"), {"title": "Plan", "file": upload})
    assert Document.objects.get().title == "Plan"


@pytest.mark.parametrize("kind", ["gif", "svg"])
def test_a_public_picture_is_a_photo_or_a_drawing_without_script(public, signed_in, kind):
    content = io.BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    if kind == "gif":
        Image.new("RGB", (9, 9)).save(content, "GIF")
    upload = SimpleUploadedFile(f"x.{kind}", content.getvalue())
    answer = signed_in(public.town.editor).post(reverse("wagtailimages:add"), {"title": "x", "file": upload})
    assert answer.status_code == 200 and "file" in answer.context["form"].errors
