"""For the machines that watch the portal."""

from django.conf import settings
from django.core.files.storage import storages
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from huey.contrib.djhuey import HUEY


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


def readyz(request: HttpRequest) -> JsonResponse:
    """Database, queue and storage answer; 503 with the name of what does not."""
    parts = {"database": _database, "queue": HUEY.pending_count, "storage": _storage}
    report = {name: _works(check) for name, check in parts.items()}
    ready = all(report.values())
    return JsonResponse({"ready": ready, **report, "demo": settings.DEMO}, status=200 if ready else 503)


def _works(check) -> bool:
    try:
        check()
    except Exception:  # whatever is wrong, the answer is "not ready"
        return False
    return True


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _storage() -> None:
    storages["private"].exists("probe")
