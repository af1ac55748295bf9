"""For the machines that watch the portal."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache

from programme.kernel import service


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Database, queue, storage and disk answer; 503 with the name of what does not. A set virus scanner is told of."""
    report = service.report()
    ready = all(report.values())
    return JsonResponse(
        {"ready": ready, **report, **service.told(), "demo": settings.DEMO}, status=200 if ready else 503
    )
