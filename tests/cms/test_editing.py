"""Editors meet good blocks, honest pictures, a second pair of eyes, and a report of what is not translated."""

import io
import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image
from wagtail.images.forms import get_image_form
from wagtail.models import Collection, GroupApprovalTask, GroupCollectionPermission, Page, Workflow

from cms.blocks import BODY
from cms.domain.editors import EDITORS, MODERATION, WRITERS, ensure_editors
from cms.models import Picture, StandardPage
from cms.queries.translations import translation_rows
from mentoring.domain import settling
from programme.domain import people
from programme.models import Consent, Role

pytestmark = pytest.mark.django_db


def upload() -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (1300, 900), (10, 80, 120)).save(content, "JPEG")
    return SimpleUploadedFile("canal.jpg", content.getvalue(), "image/jpeg")


WORDS = {"title": "คลอง", "alt_th": "เสาวัดน้ำริมคลอง", "alt_en": "A water gauge", "credit": "ณัฐริกา", "people": "nobody"}


@pytest.mark.parametrize("missing", ["alt_th", "alt_en", "credit", "people"])
def test_a_picture_without_its_words_is_refused_with_the_reason(public, missing):
    form = get_image_form(Picture)(WORDS | {missing: ""}, {"file": upload()}, user=public.town.editor)
    assert not form.is_valid() and missing in form.errors


def picture() -> Picture:
    return Picture.objects.create(file=upload(), **WORDS)


def show(page, *blocks):
    """The page with only these blocks, published, as a reader gets it."""
    page = page.specific
    page.body = list(blocks)
    page.save_revision().publish()
    return page


def test_a_photo_comes_in_small_formats_with_its_words_and_credit(public, client):
    about = StandardPage.objects.get(slug="about", locale__language_code="th")
    page = show(about, ("photo", {"image": picture(), "caption": "ก่อนน้ำมา"}))
    body = client.get(page.url).content.decode()
    assert 'type="image/avif"' in body and 'type="image/webp"' in body and 'alt="เสาวัดน้ำริมคลอง"' in body
    assert "ณัฐริกา" in body and 'width="' in body


def test_every_block_is_drawn(public, client):
    people.give_consent(user=public.town.applicant, purpose=Consent.Purpose.LISTED, wording="ยินยอม", at=public.town.now)
    photo = {"image": picture(), "caption": "ภาพ"}
    about = StandardPage.objects.get(slug="about", locale__language_code="th")
    page = show(
        about,
        ("heading", "หัวข้อ"),
        ("text", "<p>ข้อความ</p>"),
        ("quote", {"text": "เราไม่ได้ขาดเครื่องวัด", "by": "ป้าสมใจ"}),
        ("figure", {"key": "F-13"}),
        ("measure", {"outcome": public.outcome.code}),
        ("callout", "ระวัง"),
        ("photo", photo),
        ("gallery", [photo, photo]),
        ("steps", [{"title": "เดิน", "text": "ถามทุกบ้าน"}, {"title": "วัด", "text": ""}]),
        ("people", {"people": [public.placement.code]}),
        ("map", {"caption": "ทั้งประเทศ"}),
    )
    body = client.get(page.url).content.decode()
    for words in ("หัวข้อ", "ป้าสมใจ", "beforeafter", "ถามทุกบ้าน", "ณัฐริกา", "ทั้งประเทศ", "ปทุมธานี"):
        assert words in body, words
    assert {name for name, _block in BODY} - {block.block_type for block in page.body} == {"file"}


def test_blocks_follow_the_records_they_stand_on(public, client):
    people.give_consent(user=public.town.applicant, purpose=Consent.Purpose.LISTED, wording="ยินยอม", at=public.town.now)
    about = StandardPage.objects.get(slug="about", locale__language_code="th")
    page = show(about, ("measure", {"outcome": public.outcome.code}), ("people", {"people": [public.placement.code]}))
    assert "beforeafter" in client.get(page.url).content.decode()
    people.withdraw_consent(user=public.town.applicant, purpose=Consent.Purpose.LISTED, at=public.town.now)
    settling.void_claim(claim=public.outcome, reason="ตรวจซ้ำแล้วไม่ตรง", by=public.town.officer, at=public.town.now)
    body = client.get(page.url).content.decode()
    assert "beforeafter" not in body and "ณัฐริกา" not in body


def test_nobody_can_type_a_number_into_a_figure(public, signed_in):
    choices = dict(BODY)["figure"].child_blocks["key"].field.choices
    assert {key for key, _label in choices if key} == {
        f"F-{n}" for n in ("01", "02", "03", "09", "10", "11", "12", "13")
    }
    with pytest.raises(Exception, match=r"choice|ตัวเลือก"):
        dict(BODY)["figure"].child_blocks["key"].clean("999")


def test_writers_hand_in_and_editors_publish(public, signed_in):
    town = public.town
    about = StandardPage.objects.get(slug="about", locale__language_code="th")
    assert about.permissions_for_user(town.editor).can_publish()
    writer = about.permissions_for_user(town.evaluator)
    assert writer.can_edit() and not writer.can_publish() and writer.can_submit_for_moderation()
    assert about.get_workflow() == Workflow.objects.get(name=MODERATION)
    assert GroupCollectionPermission.objects.filter(
        group__user=town.editor, permission__codename="add_picture"
    ).exists()
    assert signed_in(town.evaluator).get("/admin/").status_code == 200
    assert signed_in(town.applicant).get("/admin/").status_code in (302, 403)


def test_who_loses_the_role_loses_the_way_in(public, signed_in):
    grant = public.town.editor.grants.get(role=Role.EDITOR)
    people.end_role(grant=grant, by=public.town.officer, at=public.town.now)
    assert signed_in(public.town.editor).get("/admin/").status_code in (302, 403)


def test_the_report_lists_missing_and_older_translations(public, signed_in):
    town = public.town
    desk = signed_in(town.editor, "en")
    assert not translation_rows().exists()
    public.stories["en"].unpublish()
    assert [row.pk for row in translation_rows("missing")] == [public.stories["th"].pk]
    later = town.now + timedelta(hours=1)
    Page.objects.filter(pk=public.calls["th"].pk).update(last_published_at=later)
    assert [row.pk for row in translation_rows("older")] == [public.calls["th"].pk]
    body = desk.get("/desk/translations/").content.decode()
    assert public.stories["th"].title in body and "Missing" in body and "Older" in body
    assert signed_in(town.applicant).get("/desk/translations/").status_code == 403


def test_the_report_costs_the_same_with_one_and_with_three_rows(public, signed_in):
    desk, costs = signed_in(public.town.editor), []
    for page in (
        public.stories["en"],
        public.calls["en"],
        StandardPage.objects.get(slug="help", locale__language_code="en"),
    ):
        page.unpublish()
        desk.get("/desk/translations/")
        with CaptureQueriesContext(connection) as queries:
            assert desk.get("/desk/translations/").status_code == 200
        costs.append(len(queries))
    assert len(set(costs)) == 1 and costs[0] <= 10


def test_the_sites_name_and_contact_are_the_editors(public, signed_in, client):
    editor = signed_in(public.town.editor)
    words = {"name_th": "นักพัฒนาเมือง", "name_en": "", "email": "ask@example.go.th", "phone": "02 123 4567"}
    form = {name: "" for name in ("promise_th", "promise_en", "line_id", "address_th", "address_en")} | words
    page = editor.get("/admin/settings/cms/sitewords/", follow=True)
    assert editor.post(page.request["PATH_INFO"], form | {"phone": "call me"}).status_code == 200
    assert "call me" not in client.get("/").content.decode()
    assert editor.post(page.request["PATH_INFO"], form).status_code == 302
    body = client.get("/").content.decode()
    assert "ask@example.go.th" in body and "นักพัฒนาเมือง" in body


def test_the_menu_is_what_editors_show_in_menus(public, client):
    assert 'href="/news/"' in client.get("/").content.decode().split("<footer")[1]
    Page.objects.filter(slug="stories").update(show_in_menus=False)
    header = client.get("/about/").content.decode().split("</header>")[0]
    assert 'href="/stories/"' not in header and 'href="/calls/"' in header


@pytest.mark.parametrize(("role", "may"), [("editor", True), ("officer", True), ("evaluator", False)])
@pytest.mark.parametrize("address", ["/admin/documents/multiple/add/", "/admin/images/multiple/add/"])
def test_who_publishes_brings_files_in_and_who_only_writes_does_not(public, signed_in, role, may, address):
    browser = signed_in(getattr(public.town, role))
    assert browser.get("/admin/").status_code == 200
    assert (browser.get(address).status_code == 200) is may


def test_a_writer_who_could_bring_files_in_before_no_longer_can(public):
    writers = Group.objects.get(name=WRITERS)
    add = Permission.objects.get(codename="add_document", content_type__app_label="wagtaildocs")
    files = Collection.get_first_root_node()
    GroupCollectionPermission.objects.create(group=writers, collection=files, permission=add)
    ensure_editors(Page.objects.get(depth=1))
    assert not GroupCollectionPermission.objects.filter(group=writers, permission=add).exists()
    assert GroupCollectionPermission.objects.filter(group__name=EDITORS, permission=add).exists()


def test_an_editor_reads_kinds_of_pages_scenes_and_buttons_in_thai(public, town, signed_in):
    editor, story = signed_in(town.editor), public.stories["th"]
    page = editor.get(f"/admin/pages/{story.pk}/edit/").content.decode()
    assert "หน้าเรื่องเล่า" in page and "คลองกับบ้านเรือน" in page and ">khlong<" not in page
    listing = editor.get(f"/admin/pages/{story.get_parent().pk}/").content.decode()
    assert "Exploring" not in listing and "Toggle side panel" not in listing


def test_a_site_with_the_former_names_keeps_its_groups_and_its_workflow(public):
    Group.objects.filter(name=EDITORS).update(name="Editors")
    Workflow.objects.filter(name=MODERATION).update(name="A second pair of eyes")
    before = set(Group.objects.values_list("pk", flat=True))
    ensure_editors(Page.objects.get(depth=1))
    assert set(Group.objects.values_list("pk", flat=True)) == before
    assert Group.objects.filter(name=EDITORS).exists() and not Group.objects.filter(name="Editors").exists()
    assert Workflow.objects.filter(name=MODERATION).count() == 1


def test_names_that_every_reader_meets_are_in_one_language(public):
    names = [
        name for model in (Group, Workflow, GroupApprovalTask) for name in model.objects.values_list("name", flat=True)
    ]
    names += [Page.get_first_root_node().title, Collection.get_first_root_node().name]
    assert len(names) >= 6 and not [name for name in names if re.search("[A-Za-z]", name)]


@pytest.mark.parametrize(("role", "leads"), [("evaluator", False), ("editor", True), ("officer", True)])
def test_the_desk_leads_those_to_pages_and_translations_who_look_after_them(public, signed_in, role, leads):
    said = signed_in(getattr(public.town, role)).get(reverse("desk_home"), follow=True).content.decode()
    for name in ("desk_translations", "wagtailadmin_home"):
        assert (f'href="{reverse(name)}"' in said) is leads


def test_editors_read_wagtail_in_our_own_faces(public, client):
    """A device of an editor may have no Thai font: Wagtail's own face has no Thai letters."""
    client.force_login(public.town.editor)
    html = client.get("/admin/", headers={"accept-language": "th"}).content.decode()
    assert "programme/fonts" in html and "cms/admin" in html
    assert "นักดิจิทัลพัฒนาเมือง" in html.split("<main")[1]
