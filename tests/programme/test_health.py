"""The machines that watch the portal hear the truth; a full disk gives a clear answer and leaves no stump."""

import errno
import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import OperationalError
from django.test import Client, RequestFactory

from programme.kernel import service, storage
from programme.kernel.storage import DiskFull, WholeFileStorage, is_disk_full, room_left
from programme.views.errors import server_error
from tests.factories.town import PDF, photo


class BreaksHalfway(ContentFile):
    """A content whose writing meets this fault after the first bytes."""

    def __init__(self, fault: OSError):
        super().__init__(b"x" * 1000, "half.bin")
        self.fault = fault

    def chunks(self, chunk_size=None):
        yield b"x" * 100
        raise self.fault


def files_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def full(monkeypatch, settings):
    """A disk with less than the reserve left."""
    free = (settings.DISK_RESERVE_MB - 1) * storage.MEGABYTE
    monkeypatch.setattr(storage.shutil, "disk_usage", lambda folder: SimpleNamespace(free=free))


def test_the_process_answers_without_a_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok") and "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_ready_when_every_part_answers(client):
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {
        "ready": True, "database": True, "queue": True, "storage": True, "disk": True, "demo": False,
    }  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("part", ["database", "queue", "storage", "disk"])
def test_not_ready_names_the_part(client, monkeypatch, part):
    def broken():
        raise OSError("gone")

    monkeypatch.setitem(service.PARTS, part, broken)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    said = answer.json()
    assert said[part] is False and said["ready"] is False
    assert all(said[other] for other in service.PARTS if other != part)


@pytest.mark.django_db
def test_a_full_disk_is_not_ready(client, full):
    answer = client.get("/readyz")
    assert answer.status_code == 503 and answer.json()["disk"] is False and answer.json()["database"] is True


@pytest.mark.django_db
def test_a_folder_nobody_may_write_to_is_not_ready(client, settings, tmp_path):
    (tmp_path / "taken").write_text("a file where the folder should be")
    settings.STORAGES = settings.STORAGES | {
        "private": {"BACKEND": "programme.kernel.storage.WholeFileStorage", "OPTIONS": {"location": tmp_path / "taken"}}
    }
    answer = client.get("/readyz")
    assert answer.status_code == 503 and answer.json()["storage"] is False


# --- files


def test_a_file_is_written_whole_under_its_name(tmp_path):
    store = WholeFileStorage(location=tmp_path)
    assert store.save("a/b.pdf", ContentFile(PDF)) == "a/b.pdf"
    assert (tmp_path / "a/b.pdf").read_bytes() == PDF and files_in(tmp_path) == ["a/b.pdf"]
    assert (tmp_path / "a/b.pdf").stat().st_mode & 0o777 == 0o644
    second = store.save("a/b.pdf", ContentFile(b"other"))
    assert second != "a/b.pdf" and (tmp_path / "a/b.pdf").read_bytes() == PDF


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_disk_that_fills_while_writing_leaves_no_stump(tmp_path, number):
    with pytest.raises(DiskFull) as refusal:
        WholeFileStorage(location=tmp_path).save("a/half.bin", BreaksHalfway(OSError(number, "full")))
    assert refusal.value.code == "disk_full" and files_in(tmp_path) == []


def test_another_fault_is_no_full_disk_and_leaves_no_stump_either(tmp_path):
    with pytest.raises(PermissionError):
        WholeFileStorage(location=tmp_path).save("half.bin", BreaksHalfway(PermissionError(errno.EACCES, "no")))
    assert files_in(tmp_path) == []


def test_below_the_reserve_no_file_is_taken(tmp_path, full):
    assert room_left(tmp_path / "not" / "there" / "yet") < 0
    with pytest.raises(DiskFull):
        WholeFileStorage(location=tmp_path).save("x.bin", ContentFile(b"x"))
    assert files_in(tmp_path) == []


@pytest.mark.django_db
def test_an_upload_on_a_full_disk_is_refused_in_words_and_keeps_no_row(town, signed_in, full):
    from applications.domain.applications import start_application
    from applications.models import Application
    from programme.models import PrivateFile

    start_application(call=town.call, applicant=town.applicant, at=town.now)
    before = files_in(Path(storages["private"].location))
    browser = signed_in(town.applicant, "en")
    answer = browser.post("/apply/cohort-5/documents/", {"paper_transcript": photo()}, follow=True)
    assert answer.status_code < 500 and "no room for files" in answer.content.decode()
    assert not Application.objects.get().documents.exists() and not PrivateFile.objects.exists()
    assert files_in(Path(storages["private"].location)) == before


# --- rows


def test_a_full_sqlite_is_told_from_other_faults(tmp_path):
    connection = sqlite3.connect(tmp_path / "small.sqlite3")
    connection.execute("CREATE TABLE t (x TEXT)")
    connection.execute("PRAGMA max_page_count = 2")
    with pytest.raises(sqlite3.OperationalError) as full:
        connection.execute("INSERT INTO t VALUES (?)", ["x" * 100_000])
    with pytest.raises(sqlite3.OperationalError) as other:
        connection.execute("SELECT * FROM nothing")
    connection.close()
    assert is_disk_full(full.value) and not is_disk_full(other.value) and not is_disk_full(None)


def test_a_full_postgresql_is_known_by_its_code():
    from psycopg import errors

    try:
        try:
            raise errors.DiskFull("could not extend file")
        except errors.DiskFull as cause:
            raise OperationalError("could not extend file") from cause
    except OperationalError as fault:
        assert is_disk_full(fault)


@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [
        (OSError(errno.ENOSPC, "full"), 507, "พื้นที่เก็บข้อมูลเต็ม"),
        (OperationalError("connection refused"), 503, "พักระบบชั่วคราว"),
        (ValueError("x"), 500, "ระบบขัดข้อง"),
    ],
)
def test_the_page_for_what_went_wrong_says_what_it_was(fault, status, words):
    try:
        raise fault
    except Exception:
        answer = server_error(RequestFactory().get("/"))
    assert answer.status_code == status and words in answer.content.decode()


def test_a_full_disk_anywhere_in_a_view_is_a_507(monkeypatch):
    from programme.views import health

    def full_disk():
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(health.service, "report", full_disk)
    assert Client(raise_request_exception=False).get("/readyz").status_code == 507
