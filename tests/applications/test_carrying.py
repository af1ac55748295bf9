"""Beginning with the answers of an earlier call: by what a question means, marked until its owner has looked."""

from datetime import timedelta

import pytest

from applications.domain.applications import start_application
from applications.domain.carrying import start_with_earlier
from applications.domain.documents import add_document
from applications.domain.forms import prepare_form
from applications.models import Application
from applications.queries.carrying import answers_to_carry, earlier_application
from programme.domain import calls, cohorts
from programme.kernel.errors import Refusal
from tests.factories.town import photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def next_call(town):
    """A year later: the standard form again, with what each test changes before it opens."""
    town.earlier = town.submitted()
    fields = {
        "slug": "next-year", "title_th": "รับสมัครปีถัดไป", "title_en": "Next year", "opens_at": town.now - timedelta(days=1),
        "closes_at": town.now + timedelta(days=10),
    }  # fmt: skip
    call = cohorts.create_call(cohort=town.cohort, fields=fields, by=town.officer, at=town.now)
    prepare_form(call=call, by=town.officer, at=town.now)
    return call


def opened(town, call):
    town.make_opening(town.agency, town.host, call=call)
    return calls.publish_call(call=call, by=None, at=town.now)


def begin(town, call) -> Application:
    return start_with_earlier(call=opened(town, call), applicant=town.applicant, at=town.now)


def written(application) -> dict:
    return {key: value for row in application.answers.all() for key, value in row.data.items()}


def why(town, call, key: str) -> str:
    found = answers_to_carry(earlier_application(call, town.applicant), call.form_versions.get())
    return next(row.why for row in found if row.question.key == key)


def test_what_fits_is_taken_over_as_values_and_marked(town, next_call):
    application = begin(town, next_call)
    data = written(application)
    assert data["phone"] == "+66812345678" and data["home_province"] == str(town.province.pk)
    carried = {key for row in application.answers.all() for key in row.carried}
    assert carried == set(data), "each says from when it is"
    assert "national_id" not in data and not application.sensitive_answers.exists()
    assert application.state == "draft" and not application.preferences.exists()


def test_a_paper_is_copied_into_a_file_of_its_own(town, next_call):
    application = begin(town, next_call)
    copy, first = application.documents.get(), town.earlier.documents.get()
    assert copy.file_id != first.file_id and copy.file.file.name != first.file.file.name
    assert copy.file.sha256 == first.file.sha256 and copy.file.original_name == first.file.original_name


def test_a_role_is_followed_under_another_key_and_a_key_alone_is_not(town, next_call):
    form = next_call.form_versions.get()
    form.questions.filter(key="birth_on").update(key="born", label_th="เกิดเมื่อใด")
    form.questions.filter(key="problem").update(label_th="คำถามอื่นภายใต้คีย์เดิม")
    data = written(begin(town, next_call))
    assert data["born"] == f"{town.now.year - 25}-01-15"
    assert "problem" not in data and data["failure"] == "เคยพลาด"


def test_what_is_left_says_why(town, next_call):
    form = next_call.form_versions.get()
    form.questions.filter(key="problem").update(label_th="คำถามใหม่")
    form.questions.filter(key="degree").update(options=[{"value": "other", "th": "อื่น", "en": "Other"}])
    form.questions.filter(key="birth_on").update(kind="text")
    assert "ไม่ได้ถาม" in why(town, next_call, "problem") and "ไม่ได้ถาม" in why(town, next_call, "birth_on")
    assert "ไม่ตรง" in why(town, next_call, "degree")
    assert "ละเอียดอ่อน" in why(town, next_call, "national_id")
    assert why(town, next_call, "phone") == ""


def test_nothing_is_put_over_what_was_typed(town, next_call):
    application = begin(town, next_call)
    with pytest.raises(Refusal) as refusal:
        start_with_earlier(call=next_call, applicant=town.applicant, at=town.now)
    assert refusal.value.code == "begun" and application.answers.first().version == 1


def test_without_an_earlier_application_there_is_nothing_to_offer(town, next_call, signed_in):
    opened(town, next_call)
    page = signed_in(town.stranger, "en").get("/apply/next-year/").content.decode()
    assert "Start application" in page and "earlier answers" not in page
    with pytest.raises(Refusal):
        start_with_earlier(call=next_call, applicant=town.stranger, at=town.now)
    assert not Application.objects.filter(applicant=town.stranger).exists()


def test_a_draft_that_was_never_handed_in_is_not_offered(town, next_call):
    other = town.person("second@t.example")
    start_application(call=town.call, applicant=other, at=town.now)
    assert earlier_application(next_call, other) is None


def test_marked_until_its_page_is_saved_by_its_owner(town, next_call, signed_in):
    opened(town, next_call)
    browser = signed_in(town.applicant, "en")
    page = browser.get("/apply/next-year/").content.decode()
    assert "Start with my earlier answers" in page and "Sensitive answers are kept for one call only" in page
    assert browser.post("/apply/next-year/carry-over/")["Location"] == "/apply/next-year/"
    address, mark = "/apply/next-year/motivation/", "check whether it is still right"
    assert browser.get(address).content.decode().count(mark) == 3
    check = browser.get("/apply/next-year/check/").content.decode()
    assert "you have not looked at them yet" in check
    texts = {"problem": "น้ำ", "first_90_days": "เดิน", "failure": "พลาด"}
    browser.post(address, texts | {"version": "1", "autosave": "1"})
    assert mark in browser.get(address).content.decode(), "saved by itself is not looked at"
    browser.post(address, texts | {"version": "2"})
    assert mark not in browser.get(address).content.decode()


def test_a_paper_is_marked_until_its_owner_goes_on_from_it(town, next_call, signed_in):
    application, browser = begin(town, next_call), signed_in(town.applicant, "en")
    address, mark = "/apply/next-year/documents/", "check whether it is still right, then continue"
    unseen = "have not looked at them yet"
    application.answers.update(carried={})
    assert mark in browser.get(address).content.decode()
    assert unseen in browser.get("/apply/next-year/check/").content.decode()
    assert browser.post(address, {"act": "on"}).status_code == 302
    assert mark not in browser.get(address).content.decode()
    assert unseen not in browser.get("/apply/next-year/check/").content.decode()
    assert application.documents.get().carried_from is None and application.documents.get().file_id


def test_a_paper_that_takes_the_place_of_a_carried_one_is_of_today(town, next_call):
    application = begin(town, next_call)
    paper = application.documents.get()
    assert paper.carried_from == town.earlier.revisions.get().submitted_at
    words = {"application": application, "kind": paper.kind, "by": town.applicant, "at": town.now}
    assert add_document(upload=photo(), **words).carried_from is None
