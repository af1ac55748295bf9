"""The door of every public page: found with one question, then served as Wagtail serves it, with all its hooks."""

from django.http import HttpRequest, HttpResponse
from wagtail.views import serve

from cms.frame import find_page


def serve_page(request: HttpRequest, path: str = "") -> HttpResponse:
    if not hasattr(request, "_wagtail_route_for_request") and (found := find_page(request, path)):
        request._wagtail_route_for_request = found  # Wagtail's own place for a route that is already known
    return serve(request, path)
