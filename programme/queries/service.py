"""What is missing in database, files and people before the portal can serve: each look is one question of the doctor."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from huey.contrib.djhuey import HUEY

from programme.kernel import service
from programme.models import Province, Role, RoleGrant

Problem = tuple[str, str, bool]


def database() -> list[Problem]:
    """The database does not answer:"""
    service.database()
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return [(f"{len(waiting)} migrations have not run.", "Run: python manage.py migrate", True)]
    return [*_tables(), *_rows()]


def _tables() -> list[Problem]:
    cache: dict[str, Any] = settings.CACHES["default"]
    if not cache["BACKEND"].endswith("DatabaseCache") or cache["LOCATION"] in connection.introspection.table_names():
        return []
    return [("The cache has no table.", "Run: python manage.py createcachetable", True)]


def _rows() -> list[Problem]:
    found = []
    if Province.objects.count() < 77:
        found.append(("There are no provinces, and perhaps no pages.", "Run: python manage.py setup_site", True))
    if not RoleGrant.objects.filter(role=Role.OFFICER, ended_at=None).exists():
        found.append(("There is no officer.", "Run: python manage.py grant_role someone@example.go.th officer", True))
    return found


def queue() -> list[Problem]:
    """The queue of jobs does not answer:"""
    initialize = getattr(HUEY.storage, "initialize_schema", None)
    if initialize:
        initialize()
    service.queue()
    return []


def files() -> list[Problem]:
    """Files cannot be written:"""
    service.storage()
    service.disk()
    return []


def scanner() -> list[Problem]:
    """The virus scanner does not answer:"""
    try:
        service.scanner()
    except OSError as error:
        what = f"The virus scanner at CLAMAV_ADDRESS does not answer: {error}"
        return [(what, "Start clamd. Until it answers, no file is taken; everything else goes on.", False)]
    return []


def built() -> list[Problem]:
    """What is built at set-up cannot be read:"""
    found = []
    if not (Path(settings.BASE_DIR) / "build" / "static" / "programme" / "public.css").exists():
        found.append(
            ("Icons, fonts and styles are not built.", "Run: npm ci, then: python manage.py build_assets", True)
        )
    if not all(source.with_suffix(".mo").exists() for source in Path(settings.BASE_DIR, "locale").rglob("*.po")):
        found.append(("Translations are not compiled.", "Run: python manage.py compile_words", True))
    manifest: str = getattr(staticfiles_storage, "manifest_name", "")
    if manifest and not staticfiles_storage.exists(manifest):
        found.append(("Static files are not collected.", "Run: python manage.py collectstatic --noinput", True))
    return found


LOOKS = (database, queue, files, scanner, built)
