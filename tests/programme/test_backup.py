"""A backup holds everything, is checked before anything is overwritten, and comes back elsewhere as it was."""

import io
import json
import sqlite3
import tarfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection

from programme.backups import archive, databases
from programme.backups.archive import opened_backup, restore, walk, write_backup
from programme.backups.manifest import BadBackup, Manifest, manifest_from, marks_of_keys, missing_keys
from programme.domain.files import store_file
from programme.domain.people import create_person
from programme.models import PrivateFile, User
from tests.factories.town import PDF
from tests.programme.portal_process import env_file, run

AT = datetime(2026, 11, 26, 3, 4, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_stores(settings, tmp_path, monkeypatch):
    whole = "programme.kernel.storage.WholeFileStorage"
    settings.MEDIA_ROOT = tmp_path / "here" / "media"
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": whole},
        "private": {"BACKEND": whole, "OPTIONS": {"location": tmp_path / "here" / "private", "base_url": None}},
    }
    monkeypatch.setattr(PrivateFile._meta.get_field("file"), "storage", storages["private"])


def person_with_a_file(email: str = "nan@t.example") -> PrivateFile:
    person = create_person(email=email, at=AT, given_name_th="น่าน")
    storages["default"].save("original_images/river.png", ContentFile(b"a river"))
    upload = SimpleUploadedFile("ทะเบียนบ้าน.pdf", PDF, "application/pdf")
    return store_file(upload=upload, purpose="application_document", by=person, at=AT)


# --- elsewhere and back


@pytest.mark.django_db(transaction=True)
def test_a_backup_restores_elsewhere_as_it_was(tmp_path):
    """Another database, another folder, another process: the same people, the same bytes."""
    file = person_with_a_file()
    call_command("backup", str(tmp_path / "kept"), verbosity=0)
    (backup,) = (tmp_path / "kept").iterdir()
    with elsewhere(tmp_path) as (url, ask):
        there = env_file(tmp_path, DATABASE_URL=url, DJANGO_SETTINGS_MODULE="programme.config.settings.development",
                         SENSITIVE_KEYS="other" * 8)  # fmt: skip
        checked = run(["manage.py", "restore", str(backup), "--check"], there)
        assert checked.returncode == 0 and "all of them whole" in checked.stdout, checked.stderr
        assert "lacks a key of the backup" in checked.stdout
        done = run(["manage.py", "restore", str(backup)], there)
        assert done.returncode == 0 and "Restored." in done.stdout, done.stderr
        assert ask("SELECT email FROM programme_user") == [("nan@t.example",)]
        assert ask("SELECT given_name_th FROM programme_profile") == [("น่าน",)]
        assert ask("SELECT sha256 FROM programme_privatefile") == [(file.sha256,)]
        var = tmp_path / "var"
        assert (var / "private" / file.file.name).read_bytes() == PDF
        assert (var / "media" / "original_images" / "river.png").read_bytes() == b"a river"
        again = run(["manage.py", "restore", str(backup)], there)
        assert again.returncode == 1 and "There are people in this database" in again.stderr
        ask("CREATE TABLE later (person_id bigint REFERENCES programme_user (id))")  # a schema newer than the backup
        replaced = run(["manage.py", "restore", str(backup), "--replace"], there)
        assert replaced.returncode == 0 and ask("SELECT count(*) FROM programme_user") == [(1,)], replaced.stderr


class elsewhere:
    """A new database of the same kind: its address, and a way to ask it."""

    def __init__(self, tmp_path: Path):
        self.path, self.name = tmp_path / "there.sqlite3", f"portal_elsewhere_{tmp_path.name[-12:].lower()}"

    def __enter__(self):
        if connection.vendor == "sqlite":
            return f"sqlite:///{self.path}", self.ask_sqlite
        self.create()
        return self.url(self.name), self.ask_postgresql

    def __exit__(self, *_):
        if connection.vendor != "sqlite":
            self.drop()

    def url(self, name: str) -> str:
        known = connection.settings_dict
        secret = f":{known['PASSWORD']}" if known["PASSWORD"] else ""
        return f"postgres://{known['USER']}{secret}@{known['HOST']}:{known['PORT'] or 5432}/{name}"

    def create(self):
        self.drop()
        with psycopg.connect(self.url("postgres"), autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{self.name}"')

    def drop(self):
        with psycopg.connect(self.url("postgres"), autocommit=True) as server:
            server.execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    def ask_sqlite(self, sql: str) -> list[tuple]:
        with closing(sqlite3.connect(self.path)) as there:
            return there.execute(sql).fetchall()

    def ask_postgresql(self, sql: str) -> list[tuple]:
        with psycopg.connect(self.url(self.name)) as there:
            answer = there.execute(sql)
            return answer.fetchall() if answer.description else []


@pytest.mark.django_db(transaction=True)
def test_what_came_after_the_backup_is_gone_after_restoring_here(tmp_path):
    person_with_a_file()
    backup = write_backup(folder=tmp_path, at=AT)
    later = create_person(email="later@t.example", at=AT)
    with opened_backup(backup) as (manifest, work):
        assert restore(manifest=manifest, work=work, replace=True) == {}
    assert not User.objects.filter(pk=later.pk).exists() and User.objects.get().email == "nan@t.example"


@pytest.mark.django_db(transaction=True)
def test_a_file_that_was_changed_or_lost_is_put_right_and_others_stay(tmp_path):
    file = person_with_a_file()
    backup = write_backup(folder=tmp_path, at=AT)
    store = storages["private"]
    Path(store.path(file.file.name)).write_bytes(b"spoilt")
    store.save("new", ContentFile(b"new"))
    storages["default"].delete("original_images/river.png")
    with opened_backup(backup) as (manifest, work):
        restore(manifest=manifest, work=work, replace=True)
    assert Path(store.path(file.file.name)).read_bytes() == PDF and store.exists("new")
    assert storages["default"].exists("original_images/river.png")


@pytest.mark.django_db(transaction=True)
def test_rows_that_do_not_agree_with_the_manifest_are_told(tmp_path):
    person_with_a_file()
    with opened_backup(write_backup(folder=tmp_path, at=AT)) as (manifest, work):
        manifest.rows["programme_user"] = 7
        assert restore(manifest=manifest, work=work, replace=True) == {"programme_user": (7, 1)}


# --- what it holds


@pytest.mark.django_db(transaction=True)
def test_the_manifest_tells_rows_files_and_no_secret(tmp_path, settings):
    file = person_with_a_file()
    backup = write_backup(folder=tmp_path, at=AT)
    assert backup.name == "portal-20261126-030405.tar.gz" and backup.stat().st_mode & 0o077 == 0
    with opened_backup(backup) as (manifest, _work):
        assert manifest.rows["programme_user"] == 1 and "django_session" not in manifest.rows
        assert set(manifest.files) == {
            databases.NAMES[connection.vendor],
            f"private/{file.file.name}",
            "media/original_images/river.png",
        }
        assert manifest.files[f"private/{file.file.name}"] == file.sha256
        assert settings.SENSITIVE_KEYS[0].encode() not in manifest.as_bytes() and not missing_keys(manifest)
    assert [path.name for path in tmp_path.iterdir() if path.name != "here"] == [backup.name]


def test_another_key_is_noticed(settings):
    manifest = Manifest(made_at="", database="sqlite", migrations=[], rows={}, keys=marks_of_keys())
    assert not missing_keys(manifest)
    settings.SENSITIVE_KEYS = ["n" * 40, *settings.SENSITIVE_KEYS]
    assert not missing_keys(manifest)
    settings.SENSITIVE_KEYS = ["n" * 40]
    assert missing_keys(manifest)


def test_unfinished_files_are_not_taken(tmp_path):
    store = storages["private"]
    store.save("a/b/c", ContentFile(b"x"))
    Path(store.location, ".incoming-1").write_bytes(b"half")
    assert list(walk(store)) == ["a/b/c"] and list(walk(storages["default"])) == []


# --- what is refused, before anything is touched


def rewritten(backup: Path, change) -> Path:
    """A copy of the archive whose members `change(name, content)` has gone over; None leaves one out."""
    target = backup.with_name("changed.tar.gz")
    with tarfile.open(backup) as old, tarfile.open(target, "w:gz") as new:
        for entry in old:
            content = change(entry.name, old.extractfile(entry).read())
            if content is not None:
                entry.size = len(content)
                new.addfile(entry, io.BytesIO(content))
    return target


def with_manifest(**values):
    def change(name, content):
        return json.dumps(json.loads(content) | values).encode() if name == archive.MANIFEST else content

    return change


@pytest.fixture
def backup(tmp_path, monkeypatch):
    """A small archive whose rows are three bytes: for what never gets as far as the rows."""
    monkeypatch.setattr(databases, "dump", lambda path: path.write_bytes(b"row") and {})
    monkeypatch.setattr(databases, "migrations", lambda: ["programme.0001_initial"])
    storages["private"].save("ab/secret", ContentFile(b"a letter"))
    return write_backup(folder=tmp_path, at=AT)


def refused(path: Path) -> str:
    with pytest.raises(BadBackup) as words, opened_backup(path):
        pass
    assert not list(path.parent.glob(".restore-*"))
    return str(words.value)


def test_a_changed_byte_a_missing_file_and_one_too_many_are_found(backup):
    spoilt = rewritten(backup, lambda name, content: b"A letter" if "secret" in name else content)
    assert "private/ab/secret" in refused(spoilt)
    assert "private/ab/secret" in refused(rewritten(backup, lambda n, c: None if "secret" in n else c))
    assert "no manifest" in refused(rewritten(backup, lambda n, c: None if n == archive.MANIFEST else c))
    assert "files are not what the manifest says" in refused(rewritten(backup, with_manifest(files={})))


def test_half_an_archive_and_no_archive_are_told(backup, tmp_path):
    half = tmp_path / "half.tar.gz"
    half.write_bytes(backup.read_bytes()[: backup.stat().st_size // 2])
    assert "not a whole one" in refused(half)
    text = tmp_path / "text.tar.gz"
    text.write_text("a letter home")
    assert "no backup" in refused(text)


@pytest.mark.parametrize("name", ["../outside", "/outside", "private/../../outside"])
def test_a_member_that_would_leave_the_folder_is_refused(tmp_path, name):
    path = tmp_path / "evil.tar.gz"
    with tarfile.open(path, "w:gz") as tar:
        entry = tarfile.TarInfo(name)
        entry.size = 1
        tar.addfile(entry, io.BytesIO(b"x"))
    assert "does not belong into a backup" in refused(path)
    assert not (tmp_path / "outside").exists() and not (tmp_path.parent / "outside").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"database": "oracle"}, "The backup is of oracle"),
        ({"migrations": ["programme.9999_from_the_future"]}, "newer portal"),
        ({"format": 9}, "format 9"),
        ({"made_at": 1, "surprise": 2}, "cannot be read"),
    ],
)
def test_what_cannot_be_restored_here_says_why(backup, values, words):
    with pytest.raises(BadBackup, match=words), opened_backup(rewritten(backup, with_manifest(**values))) as found:
        manifest, work = found
        restore(manifest=manifest, work=work, replace=True)
    assert Path(storages["private"].path("ab/secret")).read_bytes() == b"a letter"


def test_a_manifest_that_is_no_json_is_told():
    with pytest.raises(BadBackup, match="cannot be read"):
        manifest_from(b"{")


@pytest.mark.django_db
def test_people_who_are_here_are_not_overwritten_by_mistake(backup):
    create_person(email="here@t.example", at=AT)
    with pytest.raises(BadBackup, match="--replace"), opened_backup(backup) as (manifest, work):
        manifest.database = connection.vendor
        restore(manifest=manifest, work=work, replace=False)
    assert User.objects.get().email == "here@t.example"


def test_a_damaged_database_is_not_put_back(tmp_path):
    path = tmp_path / "rows.sqlite3"
    with closing(sqlite3.connect(path)) as rows:
        rows.execute("CREATE TABLE t (x TEXT)")
        rows.executemany("INSERT INTO t VALUES (?)", [["x" * 500]] * 200)
        rows.commit()
    content = bytearray(path.read_bytes())
    content[8192:40960] = b"\x07" * (40960 - 8192)
    path.write_bytes(content)
    with closing(sqlite3.connect(path)) as rows, pytest.raises(BadBackup, match="damaged"):
        databases.check_sqlite(rows)


def test_a_failed_backup_leaves_no_stump_and_says_why(tmp_path, monkeypatch):
    def no_room(path):
        path.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(databases, "dump", no_room)
    monkeypatch.setattr(databases, "migrations", list)
    with pytest.raises(CommandError, match=r"There is no backup: .*No space left"):
        call_command("backup", str(tmp_path / "kept"))
    assert list((tmp_path / "kept").iterdir()) == []


def test_missing_programs_of_postgresql_are_named(monkeypatch):
    monkeypatch.setattr(databases.shutil, "which", lambda name: None)
    with pytest.raises(BadBackup, match="pg_dump is not installed"):
        databases._tool("pg_dump")


def test_restoring_a_file_that_is_not_there_says_so(tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        call_command("restore", str(tmp_path / "nothing.tar.gz"))
