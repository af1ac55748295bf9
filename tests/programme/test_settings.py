"""Settings come from one place, are read strictly, and unsafe ones stop every door of production."""

import pytest

from programme import checks
from programme.config import env
from programme.config.settings.address import base_url
from programme.config.settings.database import database_from, huey_from
from programme.config.settings.storage import storages_in
from tests.programme.portal_process import env_file, run

SAY = "from django.conf import settings as s; print(s.SETTINGS_MODULE, s.BASE_URL, s.TRUSTED_PROXY_COUNT)"
SAFE = {
    "CONFIG_MISTAKES": {},
    "SECRET_KEY": "k9" * 30,
    "SENSITIVE_KEYS": ["s7" * 20],
    "DEBUG": False,
    "DEMO": False,
    "ALLOWED_HOSTS": ["portal.example.go.th"],
    "STAFF_MFA_REQUIRED": True,
    "BASE_URL": "https://portal.example.go.th",
    "SENDGRID_API_KEY": "SG.x",
    "SENDGRID_WEBHOOK_KEY": "key",
    "PRODUCTION": True,
}


@pytest.fixture(autouse=True)
def _no_mistakes_left(monkeypatch):
    monkeypatch.setattr(env, "MISTAKES", {})


@pytest.fixture
def safe(settings):
    for name, value in SAFE.items():
        setattr(settings, name, value)
    return settings


# --- reading


@pytest.mark.parametrize(("value", "said"), [("1", True), ("Yes", True), ("on", True), ("0", False), ("FALSE", False)])
def test_a_flag_is_read_in_any_case(monkeypatch, value, said):
    monkeypatch.setenv("A_FLAG", value)
    assert env.flag("A_FLAG", not said) is said and env.MISTAKES == {}


def test_an_empty_value_is_the_same_as_none(monkeypatch):
    for name in ("A_FLAG", "A_NUMBER", "A_TEXT"):
        monkeypatch.setenv(name, "  ")
    assert env.flag("A_FLAG", True) is True and env.number("A_NUMBER", 7) == 7 and env.text("A_TEXT", "x") == "x"


def test_a_value_that_cannot_be_read_leaves_the_safe_default_and_words(monkeypatch):
    monkeypatch.setenv("STAFF_MFA_REQUIRED", "ture")
    monkeypatch.setenv("TRUSTED_PROXY_COUNT", "two")
    assert env.flag("STAFF_MFA_REQUIRED", True) is True and env.number("TRUSTED_PROXY_COUNT", 1) == 1
    assert list(env.MISTAKES) == ["STAFF_MFA_REQUIRED", "TRUSTED_PROXY_COUNT"]
    assert "whole number" in env.MISTAKES["TRUSTED_PROXY_COUNT"]


def test_a_password_may_hold_any_sign(monkeypatch):
    monkeypatch.setenv("A_TEXT", "$ecret#=x")
    assert env.text("A_TEXT") == "$ecret#=x"
    monkeypatch.setenv("SOME_WORDS", "a, b,,c ")
    assert env.words("SOME_WORDS") == ["a", "b", "c"]


@pytest.mark.parametrize(
    "url", ["postgres://u:p%40s@h:5433/portal?sslmode=require", "postgresql://u:p%40s@h:5433/portal"]
)
def test_the_address_of_a_postgresql(url):
    found = database_from(url)
    assert (found["NAME"], found["USER"], found["PASSWORD"], found["HOST"], str(found["PORT"])) == (
        "portal",
        "u",
        "p@s",
        "h",
        "5433",
    )
    assert found.get("OPTIONS", {}) == ({"sslmode": "require"} if "sslmode" in url else {})


def test_the_address_of_an_sqlite_file_and_what_is_no_address():
    found = database_from("sqlite:////srv/portal/rows.sqlite3")
    assert found["NAME"] == "/srv/portal/rows.sqlite3" and found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    for wrong in ("mysql://u@h/n", "postgres://", "postgres://u@h:x/n", "nonsense", "/srv/portal.sqlite3"):
        with pytest.raises(ValueError):
            database_from(wrong)


def test_jobs_lie_beside_the_rows_unless_told(tmp_path):
    rows = database_from("postgres://u:a'b%20c@h:5433/portal?sslmode=require")
    dsn = huey_from("", rows, tmp_path, connect=True)["connection"]["dsn"]
    assert "password='a\\'b c'" in dsn and "sslmode='require'" in dsn and "port='5433'" in dsn
    here = huey_from("", database_from("sqlite:////x"), tmp_path, connect=False)["connection"]
    assert here["filename"] == str(tmp_path / "huey.sqlite3") and here["create_tables"] is False
    assert huey_from("redis://h/0", rows, tmp_path, connect=True)["huey_class"] == "huey.RedisHuey"


@pytest.mark.parametrize(
    ("given", "said", "wrong"),
    [
        ("", "http://localhost:8108", False),
        ("https://portal.example.go.th/", "https://portal.example.go.th", False),
        ("portal.example.go.th", "http://localhost:8108", True),
        ("https://portal.example.go.th/portal", "http://localhost:8108", True),
    ],
)
def test_the_one_address_of_the_portal(given, said, wrong):
    assert base_url(given, 8108) == said and bool(env.MISTAKES) is wrong


def test_files_lie_on_the_disk_or_in_a_bucket_whose_private_part_stays_private(monkeypatch, tmp_path):
    here = storages_in(tmp_path, "")
    assert here["private"]["OPTIONS"] == {"location": tmp_path, "base_url": None}
    monkeypatch.setenv("S3_PUBLIC_HOST", "pictures.example.go.th")
    bucket = storages_in(tmp_path, "portal")
    assert bucket["private"]["OPTIONS"]["default_acl"] == "private"
    assert "querystring_auth" not in bucket["private"]["OPTIONS"]  # private addresses are signed
    assert bucket["default"]["OPTIONS"]["custom_domain"] == "pictures.example.go.th"


def test_pages_may_show_the_pictures_of_the_bucket(tmp_path):
    file = env_file(tmp_path, S3_BUCKET="portal", S3_PUBLIC_HOST="pictures.example.go.th")
    say = "from django.conf import settings as s; print(s.CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src'])"
    assert (
        "https://pictures.example.go.th"
        in run(["-c", "from programme.config.env import name_settings as n; n('x'); " + say], file).stdout
    )


# --- obeying `.env`


def test_every_command_obeys_the_file_and_the_environment_wins(tmp_path):
    file = env_file(tmp_path, ALLAUTH="", BASE_URL="https://one.example.go.th")
    said = run(
        ["manage.py", "shell", "-c", SAY.replace("s.TRUSTED_PROXY_COUNT", "s.ALLAUTH_TRUSTED_PROXY_COUNT")], file
    )
    assert "programme.config.settings.production https://one.example.go.th 1" in said.stdout, said.stderr
    said = run(
        ["manage.py", "shell", "-c", "from django.conf import settings as s; print(s.BASE_URL)"],
        file,
        BASE_URL="https://two.example.go.th",
    )
    assert "https://two.example.go.th" in said.stdout, said.stderr


def test_without_a_file_the_command_line_is_a_developers(tmp_path):
    said = run(
        ["manage.py", "shell", "-c", "from django.conf import settings as s; print(s.SETTINGS_MODULE, s.BASE_URL)"],
        tmp_path / "none",
        PORTAL_VAR=str(tmp_path),
        PORT="8123",
    )
    assert "programme.config.settings.development http://localhost:8123" in said.stdout, said.stderr


# --- unsafe settings


def test_safe_settings_have_no_problem_that_stops(safe):
    assert [what for what, _how, stops in checks.problems() if stops] == []
    checks.refuse_unsafe()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", ""),
        ("SENSITIVE_KEYS", []),
        ("SENSITIVE_KEYS", ["short"]),
        ("SENSITIVE_KEYS", ["b25seS1mb3ItdGhpcy1tYWNoaW5lLW5vdC1zZWNyZXQ="]),
        ("DEBUG", True),
        ("DEMO", True),
        ("ALLOWED_HOSTS", ["*"]),
        ("ALLOWED_HOSTS", []),
        ("STAFF_MFA_REQUIRED", False),
        ("BASE_URL", "http://localhost:8000"),
        ("CONFIG_MISTAKES", {"PORT": "PORT is no whole number."}),
    ],
)
def test_each_unsafe_setting_stops_production_and_only_it(safe, name, value):
    setattr(safe, name, value)
    stops = [(what, how) for what, how, stops in checks.problems() if stops]
    assert len(stops) == 1 and all(map(str.strip, stops[0]))
    with pytest.raises(checks.ImproperlyConfigured, match="does not start"):
        checks.refuse_unsafe()
    assert [error.level for error in checks.safe_for_production(None)].count(40) == 1
    safe.PRODUCTION = False
    checks.refuse_unsafe()
    assert not [error for error in checks.safe_for_production(None) if error.level >= 40]


def test_what_is_only_worth_a_note_stops_nothing(safe):
    safe.SENDGRID_API_KEY, safe.BASE_URL = "", "http://portal.example.go.th"
    notes = [what for what, _how, stops in checks.problems() if not stops]
    assert any("SENDGRID_API_KEY" in note for note in notes) and any("not https" in note for note in notes)
    safe.SENDGRID_API_KEY, safe.SENDGRID_WEBHOOK_KEY = "SG.x", ""
    assert any("bounces" in what for what, _how, _stops in checks.problems())
    checks.refuse_unsafe()


@pytest.mark.parametrize("door", ["wsgi", "asgi"])
def test_web_servers_do_not_start_with_unsafe_settings_and_do_with_safe_ones(tmp_path, door):
    load = ["-c", f"import programme.config.{door} as door; print('open', bool(door.application))"]
    shut = run(load, env_file(tmp_path, STAFF_MFA_REQUIRED="0"))
    assert shut.returncode != 0 and "Staff may sign in with a password alone" in shut.stderr
    opened = run(load, env_file(tmp_path))
    assert opened.returncode == 0 and "open True" in opened.stdout, opened.stderr


def test_the_worker_does_not_start_with_unsafe_settings(tmp_path):
    worker = run(["manage.py", "run_huey"], env_file(tmp_path, PORTAL_DEMO="1"))
    assert worker.returncode != 0 and "the demo's password is public" in worker.stderr


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    said = run(["manage.py", "check"], env_file(tmp_path, PORTAL_VAR=str(tmp_path / "file" / "var")))
    assert said.returncode != 0 and "no folder that can be written to" in said.stderr
