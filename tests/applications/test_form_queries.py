"""How often the form asks the database: the page, the saving by itself, the hand-in; the same however much is on it."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from applications.domain.documents import add_document
from applications.domain.forms import begin_version, publish_version
from applications.models import Application
from programme.kernel import lasting

pytestmark = pytest.mark.django_db
STEPS = {"openings": 12, "documents": 11, "referees": 12, "check": 12}
PAGE, AUTOSAVE, AUTOSAVE_SECRETS, HAND_IN = 10, 8, 11, 20
PERSON = {
    "given_name_th": "ณัฐริกา",
    "phone": "0812345678",
    "birth_on": "15/1/2544",
    "national_id": "1101700230708",
    "autosave": "1",
}
TEXTS = {"problem": "น้ำ", "first_90_days": "เดิน", "failure": "พลาด", "autosave": "1"}


@pytest.fixture
def process(settings):
    """A process that has drawn a form before, as in production: what never changes is read once."""
    settings.PUBLIC_CACHE = True
    lasting.forget()
    yield
    lasting.forget()


def fill(town, rows: int) -> Application:
    """So many people who apply, and so many openings on the list of the first of them."""
    openings = [town.opening, *(town.make_opening(town.agency, town.host) for _ in range(rows - 1))]
    for number in range(rows - 1):
        town.submitted(town.person(f"more{number}@t.example"))
    return town.fill(wanted=openings)


@pytest.mark.parametrize("rows", [1, 3])
def test_each_step_of_questions_asks_ten_times(town, signed_in, process, django_assert_num_queries, rows):
    fill(town, rows)
    browser = signed_in(town.applicant)
    browser.get("/apply/cohort-5/person/")
    for section in ("person", "background", "motivation"):
        with django_assert_num_queries(PAGE):
            assert browser.get(f"/apply/cohort-5/{section}/").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_each_other_step_asks_as_often_however_much_is_in_it(town, signed_in, process, rows):
    application = fill(town, rows)
    town.asks_referee(how_many=3)
    application.form.document_kinds.update(most=5)
    lasting.forget()
    for n in range(rows):
        town.asked(application, email=f"{n}@school.example")
        bring(application, n)
    browser, asked = signed_in(town.applicant), {}
    browser.get("/apply/cohort-5/check/")
    for section in STEPS:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(f"/apply/cohort-5/{section}/").status_code == 200
        asked[section] = len(queries)
    assert asked == STEPS


def bring(application: Application, n: int) -> None:
    kind = application.form.document_kinds.first().key
    picture = BytesIO()
    Image.new("RGB", (80 + n, 80)).save(picture, "JPEG")
    upload = SimpleUploadedFile(f"{n}.jpg", picture.getvalue(), "image/jpeg")
    add_document(application=application, kind=kind, upload=upload, by=application.applicant, at=application.started_at)


@pytest.mark.parametrize("rows", [1, 3])
def test_saving_by_itself_asks_eight_times(town, signed_in, process, django_assert_num_queries, rows):
    fill(town, rows)
    browser = signed_in(town.applicant)
    browser.get("/apply/cohort-5/person/")
    with django_assert_num_queries(AUTOSAVE):
        assert browser.post("/apply/cohort-5/motivation/", TEXTS | {"version": "1"}).json()["code"] == "saved"
    with django_assert_num_queries(AUTOSAVE_SECRETS):
        assert browser.post("/apply/cohort-5/person/", PERSON | {"version": "1"}).json()["code"] == "saved"


@pytest.mark.parametrize("rows", [1, 3])
def test_handing_in_asks_twenty_times(town, signed_in, process, django_assert_num_queries, rows):
    application = fill(town, rows)
    browser = signed_in(town.applicant)
    browser.get("/apply/cohort-5/person/")
    with django_assert_num_queries(HAND_IN):
        assert browser.post("/apply/cohort-5/check/", {"truth": "on"}).status_code == 302
    application.refresh_from_db()
    assert application.state == "submitted" and application.receipt_number == f"SCA5-{rows:05d}"


def test_a_corrected_form_is_read_anew(town, signed_in, process):
    """What is remembered is one version, never the call's form as such."""
    town.fill()
    browser = signed_in(town.applicant)
    assert "คำถามใหม่" not in browser.get("/apply/cohort-5/motivation/").content.decode()
    draft = begin_version(call=town.call, by=town.officer, at=town.now)
    draft.questions.filter(key="problem").update(label_th="คำถามใหม่")
    publish_version(form=draft, note="ถามให้ชัด", by=town.officer, at=town.now)
    assert "คำถามใหม่" in browser.get("/apply/cohort-5/motivation/").content.decode()
