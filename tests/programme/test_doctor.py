"""The doctor says everything that is wrong in plain words, and never dies of what it should report."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from cms.domain.site import ensure_site
from programme.domain.people import create_person, grant_role
from programme.domain.places import ensure_places
from programme.kernel import service as parts
from programme.queries import service
from tests.programme.portal_process import env_file, run


def said_by_doctor(capsys) -> tuple[str, bool]:
    """What it says, and whether something stops production."""
    stopped = False
    try:
        call_command("doctor")
    except SystemExit as end:
        stopped = end.code == 1
    return capsys.readouterr().out, stopped


def test_a_new_folder_with_safe_settings(tmp_path):
    said = run(["manage.py", "doctor"], env_file(tmp_path))
    assert said.returncode == 1 and "Traceback" not in said.stderr
    assert "migrations have not run" in said.stdout and "python manage.py migrate" in said.stdout
    assert "Static files are not collected." in said.stdout


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is missing or short."),
        ({"DATABASE_URL": "postgres://postgres@127.0.0.1:1/none"}, "The database does not answer:"),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL is no address of a database"),
        ({"PORTAL_VAR": "/dev/null/var"}, "is no folder that can be written to"),
        ({"TRUSTED_PROXY_COUNT": "two"}, "TRUSTED_PROXY_COUNT is no whole number."),
        ({"DJANGO_SETTINGS_MODULE": "nonsense"}, "The portal cannot be loaded: No module named 'nonsense'"),
    ],
)
def test_it_tells_what_other_commands_die_of(tmp_path, values, words):
    said = run(["manage.py", "doctor"], env_file(tmp_path, **values))
    assert said.returncode == 1 and "Traceback" not in said.stderr
    assert f"STOP  {words}" in said.stdout + said.stderr or words in said.stdout + said.stderr


@pytest.mark.django_db
def test_a_site_without_places_and_officer(capsys):
    words = " ".join(what for what, _how, _stops in service.database())
    assert "no provinces" in words and "no officer" in words
    _said, stopped = said_by_doctor(capsys)
    assert stopped


@pytest.mark.django_db
def test_a_site_that_is_set_up_has_nothing_wrong_with_its_rows():
    ensure_places()
    ensure_site()
    officer = create_person(email="officer@t.example", at=timezone.now())
    grant_role(user=officer, role="officer", by=None, at=timezone.now())
    assert service.database() == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("part", "words"), [("queue", "queue of jobs does not answer:"), ("storage", "Files cannot be written:")]
)
def test_a_part_that_falls_over_is_one_line_and_the_rest_is_told(monkeypatch, capsys, part, words):
    def broken():
        raise RuntimeError("it is\nnot there")

    monkeypatch.setattr(parts, part, broken)
    said, stopped = said_by_doctor(capsys)
    assert stopped and f"{words} it is not there" in said and "There is no officer." in said


def test_what_was_not_built_is_named(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    (tmp_path / "locale").mkdir()
    (tmp_path / "locale" / "django.po").write_text("")
    assert [how for _what, how, _stops in service.built()] == [
        "Run: npm ci, then: python manage.py build_assets",
        "Run: python manage.py compile_words",
    ]


@pytest.mark.django_db
def test_a_cache_in_the_database_needs_its_table(settings):
    ensure_places()
    backend = "django.core.cache.backends.db.DatabaseCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "no_such_table"}}
    assert ("The cache has no table.", "Run: python manage.py createcachetable", True) in service.database()
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "programme_city"}}  # one that is there
    assert "The cache has no table." not in [what for what, _how, _stops in service.database()]


def test_static_files_that_were_not_collected_are_named(as_production, settings, tmp_path):
    as_production()
    assert service.built() == []
    settings.STATIC_ROOT = tmp_path
    assert [how for _what, how, _stops in service.built()] == ["Run: python manage.py collectstatic --noinput"]
