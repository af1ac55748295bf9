"""Versions of a form: what is public never changes, by any door; a correction is told in words and published."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from applications.blueprint import shipped
from applications.domain import form_editing, form_versions, rubric_editing
from applications.domain.form_files import LARGEST, read_form_file
from applications.domain.forms import begin_version
from applications.models import Question
from applications.queries.blueprints import as_blueprint
from applications.queries.form_changes import changes_between
from programme.kernel.errors import Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def public_form(town):
    return town.call.form_versions.get(state="published")


@pytest.fixture
def draft(town, public_form):
    return begin_version(call=town.call, by=town.officer, at=town.now)


def done(town, form, **more):
    form.refresh_from_db()
    return {"form": form, "edition": form.edition, "by": town.officer, "at": town.now} | more


DOORS = {
    "add": lambda town, form: form_editing.add_part(part="section", fields={"label_th": "ก"}, **done(town, form)),
    "change": lambda town, form: form_editing.change_part(
        part="section", key="person", fields={"label_th": "ก"}, **done(town, form)
    ),
    "remove": lambda town, form: form_editing.remove_part(part="question", key="degree", **done(town, form)),
    "move": lambda town, form: form_editing.move_part(part="section", key="person", step="down", **done(town, form)),
    "place": lambda town, form: form_editing.place_part(
        part="section", key="motivation", before="person", **done(town, form)
    ),
    "weights": lambda town, form: rubric_editing.set_weights(weights={}, max_level=2, **done(town, form)),
    "terms": lambda town, form: rubric_editing.change_terms(fields={"is_blind": False}, **done(town, form)),
    "import": lambda town, form: form_versions.rewrite_form(plan=shipped("standard_form"), **done(town, form)),
    "publish": lambda town, form: form_versions.publish_correction(note_th="ก", note_en="", **done(town, form)),
    "give up": lambda town, form: form_versions.discard_version(**done(town, form)),
}


@pytest.mark.parametrize("door", DOORS)
def test_a_public_version_is_changed_through_no_door(town, public_form, door):
    before = as_blueprint(public_form)
    with pytest.raises(Refusal):
        DOORS[door](town, public_form)
    public_form.refresh_from_db()
    assert as_blueprint(public_form) == before and public_form.state == "published"


def test_the_pages_of_a_public_version_take_nothing(town, public_form, signed_in):
    browser, before = signed_in(town.officer), as_blueprint(public_form)
    for name, more, data in (
        ("desk_form_new", ["section"], {"label_th": "ก", "kind": "questions"}),
        ("desk_form_part", ["section", "person"], {"label_th": "ก"}),
        ("desk_form_remove", ["section", "person"], {}),
        ("desk_form_move", ["section", "person"], {"step": "down"}),
    ):
        path = reverse(name, args=[town.call.code, *more])
        browser.post(path, data | {"edition": str(public_form.edition)})
    assert as_blueprint(public_form) == before
    assert town.call.form_versions.count() == 1


def test_the_rubric_stands_while_people_apply(town, draft):
    with pytest.raises(Refusal) as no:
        rubric_editing.set_weights(weights={}, max_level=2, **done(town, draft))
    assert no.value.code == "judging_stands"


def test_how_two_versions_differ_is_said_in_words(town, public_form, draft):
    form_editing.remove_part(part="question", key="full_time", **done(town, draft))
    form_editing.add_part(
        part="question", **done(town, draft),
        fields={"section": "background", "kind": "text", "label_th": "งานอดิเรก", "label_en": "Hobby"},
    )  # fmt: skip
    degree = draft.questions.get(key="degree")
    options = [*degree.options, {"value": "new", "th": "อื่น", "en": "Other"}]
    fields = {"label_th": "วุฒิใหม่", "is_required": not degree.is_required, "options": options}
    form_editing.change_part(part="question", key="degree", fields=fields, **done(town, draft))
    changes = changes_between(as_blueprint(public_form), as_blueprint(draft))
    said = " ".join(change.words for change in changes)
    assert "“งานอดิเรก” เพิ่มใหม่" in said and "ถูกเอาออก" in said and "มีตัวเลือกใหม่ “อื่น”" in said
    assert ("ไม่บังคับ" if degree.is_required else "ต้องตอบ") in said
    assert [(one.before, one.after) for one in changes if one.after == "วุฒิใหม่"] == [(degree.label_th, "วุฒิใหม่")]


def test_equal_versions_have_no_differences(public_form, draft):
    assert changes_between(as_blueprint(public_form), as_blueprint(draft)) == []


def test_a_correction_is_published_with_its_amendment_and_letters(town, public_form, draft, signed_in):
    submitted = town.submitted(town.applicant)
    begun = town.fill(town.person("second@t.example"))
    form_editing.change_part(part="question", key="degree", fields={"label_th": "วุฒิใหม่"}, **done(town, draft))
    draft.refresh_from_db()
    answer = signed_in(town.officer).post(
        reverse("desk_form_publish", args=[town.call.code]),
        {"edition": draft.edition, "note_th": "ถามวุฒิให้ชัด", "note_en": "Clearer"},
    )
    assert answer.status_code == 302
    for row in (submitted, begun, draft, public_form):
        row.refresh_from_db()
    assert (draft.state, public_form.state) == ("published", "replaced")
    assert town.call.amendments.get().text_th == "ถามวุฒิให้ชัด"
    assert begun.form == draft and submitted.form == public_form
    assert submitted.applicant.letters.filter(kind="form_corrected").count() == 1
    assert begun.applicant.letters.filter(kind="call_amended").count() == 1
    assert not begun.applicant.letters.filter(kind="form_corrected").exists()


def test_a_correction_that_cannot_be_answered_is_not_published(town, public_form, draft):
    Question.objects.filter(form=draft, section="background").delete()
    with pytest.raises(Refusal) as no:
        form_versions.publish_correction(note_th="ก", note_en="", **done(town, draft))
    assert no.value.code == "not_ready"
    draft.refresh_from_db()
    assert draft.state == "draft" and not town.call.amendments.exists()


def test_a_correction_is_given_up_and_the_public_form_stands(town, public_form, draft, signed_in):
    signed_in(town.officer).post(reverse("desk_form_discard", args=[town.call.code]), {"edition": draft.edition})
    assert list(town.call.form_versions.all()) == [public_form]


def test_who_publishes_has_seen_the_newest_edition(town, draft):
    stale = done(town, draft)
    form_editing.move_part(part="section", key="person", step="down", **done(town, draft))
    with pytest.raises(Refusal) as no:
        form_versions.publish_correction(note_th="ก", note_en="", **stale)
    assert no.value.code == "stale_form"


def file_with(change) -> bytes:
    plan = shipped("standard_form").model_dump()
    change(plan)
    return json.dumps(plan).encode()


BAD_FILES = {
    "no text": b"\xff\xfe\x00",
    "no form": b"[1, 2]",
    "deep": b"[" * 100_000,
    "large": b" " * (LARGEST + 1),
    "NUL": file_with(lambda plan: plan["sections"][0].update(label_th="ก\x00")),
    "unknown field": file_with(lambda plan: plan.update(secret=1)),
    "unknown kind": file_with(lambda plan: plan["sections"][0]["questions"][0].update(kind="magic")),
    "no label": file_with(lambda plan: plan["sections"][0]["questions"][0].pop("label_th")),
    "key twice": file_with(lambda plan: plan["sections"][1].update(key=plan["sections"][0]["key"])),
    "reserved key": file_with(lambda plan: plan["sections"][0].update(key="check")),
    "telling and open": file_with(
        lambda plan: plan["sections"][0]["questions"][0].update(role="given_name", sensitivity="normal")
    ),
    "level without number": file_with(lambda plan: plan["criteria"][0].update(anchors=[{"th": "ก"}])),
    "options that are none": file_with(
        lambda plan: plan["sections"][1]["questions"][0].update(kind="choice", role="", options=[{"th": "ก"}])
    ),
}


@pytest.mark.parametrize("sort", BAD_FILES)
def test_a_file_that_is_no_form_is_refused_in_words_and_changes_nothing(town, draft, signed_in, sort):
    before = as_blueprint(draft)
    file = SimpleUploadedFile("form.json", BAD_FILES[sort], "application/json")
    path = reverse("desk_form_import", args=[town.call.code])
    answer = signed_in(town.officer).post(path, {"edition": draft.edition, "file": file})
    assert answer.status_code == 422 and answer.context["form"].errors["file"]
    assert as_blueprint(draft) == before


def test_what_is_wrong_in_a_file_is_named_by_its_place():
    with pytest.raises(Refusal) as no:
        read_form_file(BAD_FILES["no label"])
    assert "ส่วน 1, คำถาม 1, label_th: ขาดไป" in str(no.value)


def test_a_form_goes_out_as_a_file_and_comes_back_equal(town, draft, signed_in):
    browser = signed_in(town.officer)
    content = browser.get(reverse("desk_form_export", args=[town.call.code])).content
    before = as_blueprint(draft)
    form_editing.remove_part(part="section", key="person", **done(town, draft))
    draft.refresh_from_db()
    file = SimpleUploadedFile("form.json", content, "application/json")
    path = reverse("desk_form_import", args=[town.call.code])
    assert browser.post(path, {"edition": draft.edition, "file": file}).status_code == 302
    assert as_blueprint(draft) == before
