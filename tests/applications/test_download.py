"""The copy of one's own data: everything that is held, in the person's own words, and nothing that is undecided."""

import io
import json
import zipfile

import pytest
from django.core.files.storage import storages
from django.utils import timezone

from applications.domain import offers, screening
from applications.domain.copies import make_due_copies
from applications.models import Offer
from programme.domain import data_copies
from programme.kernel.privacy import archive, copies_for
from programme.models import AuditEntry, DataCopy, Letter, PrivateFile, Profile

pytestmark = pytest.mark.django_db


def taken(signed_in, person, language="en") -> tuple[dict, dict]:
    """The data and the files of the archive, as its owner unpacks it."""
    Profile.objects.filter(user=person).update(language=language)
    browser = signed_in(person, language)
    assert browser.post("/my/data/copy/").url == "/my/data/#copy"
    assert data_copies.make_due_archives(at=timezone.now()) == 1
    answer = browser.post("/my/data/copy/fetch/")
    assert answer.status_code == 200 and answer["Content-Type"] == "application/zip"
    packed = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert packed.testzip() is None
    files = {name: packed.read(name) for name in packed.namelist() if name.startswith("files/")}
    return json.loads(packed.read("my-data.json")), files


def test_the_copy_holds_answers_choices_sensitive_answers_and_documents(town, signed_in):
    town.submitted()
    data, files = taken(signed_in, town.applicant)
    row = data["applications"][0]
    said = {one["question"]: one["answer"] for one in row["handed in"][0]["answers"]}
    assert said["Identity number"] == "1-1017-00230-70-8"
    assert said["Highest degree"] == "Bachelor's degree" and said["I am a Thai national"] == "Yes"
    assert [one["rank"] for one in row["ranked openings"]] == [1, 2]
    assert files[row["documents"][0]["file"]].startswith(b"%PDF")
    assert {one["file"] for one in data["files"]} == set(files)


def test_nothing_undecided_is_in_it(town, signed_in):
    application = town.ranked()[0]
    town.selecting()
    run = town.computed()
    from applications.domain import adoption  # only this test adopts without a release

    adoption.adopt_run(run=run, by=town.officer2, at=town.now)
    application.refresh_from_db()
    assert application.state == "matched" and application.decision, "there is something that could leak"
    data, _files = taken(signed_in, town.applicant)
    row = data["applications"][0]
    assert row["state"] == "Under review" and row["result"] is None and row["offers"] == []
    text = json.dumps(data).lower()
    assert "matched" not in text and "selected" not in text


def test_an_exclusion_is_not_told_before_the_results(town, signed_in):
    application = town.submitted()
    screening.rule_out(application=application, reason="เอกสารไม่ตรง", by=town.officer, at=town.now)
    data, _files = taken(signed_in, town.applicant)
    assert data["applications"][0]["state"] == "Checking your documents"
    assert "เอกสารไม่ตรง" not in json.dumps(data, ensure_ascii=False)


def test_after_the_release_the_result_the_offer_and_the_agreement_are_there(town, signed_in):
    application = town.ranked()[0]
    town.selecting()
    town.release(town.computed())
    offer = Offer.objects.get(application=application)
    offers.accept_offer(offer=offer, typed_name="ณัฐริกา บุญเรือง", by=town.applicant, at=town.now)
    data, _files = taken(signed_in, town.applicant)
    row = data["applications"][0]
    assert row["offers"][0]["signed as"] == "ณัฐริกา บุญเรือง" and row["offers"][0]["state"] == "You accepted"
    assert row["result"]["decision"] == "Selected" and row["result"]["why"]
    assert data["placements"][0]["agency"] == town.agency.name


def test_the_field_is_in_it_with_its_photos(town, signed_in):
    placement = town.placement()
    town.mission(placement)
    town.log(placement, headline="ลงพื้นที่คลองหนึ่ง", people_n=12)
    town.outcome(placement)
    data, files = taken(signed_in, town.applicant)
    log = data["logs"][0]
    assert log["headline"] == "ลงพื้นที่คลองหนึ่ง" and log["people"][0]["number"] == 12
    assert log["state"] == "Draft" and files[log["evidence"][0]["file"]]
    assert data["missions"][0]["title"] == "เตือนน้ำ" and data["outcomes"][0]["after"] == "3.00"


def test_a_copy_holds_nobody_elses_records(town, signed_in):
    town.submitted()
    town.placement(town.stranger)
    data, files = taken(signed_in, town.stranger)
    assert data["applications"] == [] and files == {} and len(data["placements"]) == 1
    assert "applicant@t.example" not in json.dumps(data)


def test_taking_a_copy_is_written_down_and_needs_a_press_and_a_person(town, signed_in, client):
    assert client.post("/my/data/download/").status_code == 302
    assert signed_in(town.applicant).get("/my/data/download/").url == "/my/data/"
    taken(signed_in, town.applicant)
    assert AuditEntry.objects.get(act="take_copy").actor == town.applicant


def test_a_file_that_is_gone_from_the_disk_is_named_and_stops_nothing(town, signed_in):
    town.fill()
    file = PrivateFile.objects.get()
    storages["private"].delete(file.file.name)
    data_copies.ask_copy(user=town.applicant, at=town.now)
    data_copies.make_due_archives(at=town.now)
    answer = signed_in(town.applicant).post("/my/data/copy/fetch/")
    packed = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    assert file.original_name in packed.read("missing.txt").decode()
    assert json.loads(packed.read("my-data.json"))["applications"]


def test_the_archive_is_given_away_piece_by_piece():
    big = b"x" * (1024 * 1024)
    pieces = list(archive({"a": 1}, [("files/big", lambda: io.BytesIO(big))]))
    assert len(pieces) > 4
    packed = zipfile.ZipFile(io.BytesIO(b"".join(pieces)))
    assert packed.read("files/big") == big and json.loads(packed.read("my-data.json")) == {"a": 1}


def test_every_part_of_the_portal_says_what_it_holds(town):
    parts = set(copies_for(town.applicant))
    assert parts == {
        "account", "acts", "applications", "calls for help", "consents", "files", "letters", "logs", "missions", "outcomes", "placements",
        "problems", "roles", "ways_to_sign_in",
    }  # fmt: skip


def test_the_pdf_of_what_was_handed_in_goes_along(town, signed_in):
    application = town.submitted()
    make_due_copies(at=town.now)
    _data, files = taken(signed_in, town.applicant)
    name = application.revisions.get().copy.original_name
    assert [path for path, content in files.items() if path.endswith(name) and content.startswith(b"%PDF")]


def test_what_a_referee_wrote_stays_out(town, signed_in):
    town.asks_referee()
    application = town.fill()
    town.wrote(town.asked(application), text="เขามาสายทุกวัน")
    data, _files = taken(signed_in, town.applicant)
    assert data["applications"][0]["referees"][0]["state"] == "The reference came"
    assert "เขามาสายทุกวัน" not in json.dumps(data, ensure_ascii=False)


def test_while_it_is_made_the_page_says_so_and_reloads_itself_and_asking_twice_makes_one(town, signed_in):
    browser = signed_in(town.applicant, "en")
    browser.post("/my/data/copy/")
    browser.post("/my/data/copy/")
    DataCopy.objects.update(files_total=5, files_done=2)
    page = browser.get("/my/data/").content.decode()
    assert "Your copy is being made." in page and "2 of 5 files packed" in page and 'http-equiv="refresh"' in page
    assert DataCopy.objects.count() == 1 and AuditEntry.objects.filter(act="ask_copy").count() == 1


def test_it_is_told_by_letter_is_there_for_days_and_then_gone(town, signed_in, later):
    town.submitted()
    Profile.objects.filter(user=town.applicant).update(language="en")
    data_copies.ask_copy(user=town.applicant, at=town.now)
    assert [data_copies.make_due_archives(at=town.now) for _again in range(2)] == [1, 0]
    copy = DataCopy.objects.get()
    assert Letter.objects.get(kind="copy_ready").subject == "The copy of your data is ready"
    page = signed_in(town.applicant, "en").get("/my/data/").content.decode()
    assert "Your copy is ready." in page and "http-equiv" not in page
    assert data_copies.drop_old_archives(at=later(days=6, hours=23)) == 0
    assert data_copies.drop_old_archives(at=later(days=7)) == 1
    assert not DataCopy.objects.exists() and not storages["private"].exists(copy.file.name)
    gone = signed_in(town.applicant, "en").post("/my/data/copy/fetch/", follow=True)
    assert "There is no copy to fetch" in gone.content.decode()


def test_a_copy_is_nobody_elses_and_never_inside_the_next_one(town, signed_in):
    town.submitted()
    taken(signed_in, town.applicant)
    first = DataCopy.objects.get()
    other = signed_in(town.officer, "en").post("/my/data/copy/fetch/", follow=True)
    assert "There is no copy to fetch" in other.content.decode()
    assert signed_in(town.officer).get(f"/files/{first.code}/").status_code == 404
    _data, files = taken(signed_in, town.applicant)
    assert not [path for path in files if path.endswith(".zip")]
    assert DataCopy.objects.get() != first and not storages["private"].exists(first.file.name)


def test_a_worker_that_was_killed_leaves_no_second_archive(town):
    copy = data_copies.ask_copy(user=town.applicant, at=town.now)
    storages["private"].save(f"copies/{copy.code}.zip", io.BytesIO(b"half"))
    data_copies.make_due_archives(at=town.now)
    copy.refresh_from_db()
    assert copy.file.name == f"copies/{copy.code}.zip"
    with copy.file.open("rb") as packed:
        assert zipfile.ZipFile(packed).testzip() is None


def test_the_small_copy_is_there_at_once(town, signed_in):
    town.submitted()
    answer = signed_in(town.applicant).post("/my/data/download/")
    data = json.loads(answer.content)
    assert answer["Content-Type"].startswith("application/json") and data["applications"][0]["handed in"]
    assert AuditEntry.objects.get(act="take_copy").actor == town.applicant
