"""Private files leave only here, and only when the policy of their purpose says so; published pictures are for all."""

from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.static import serve

from programme.kernel.errors import NotVisible
from programme.kernel.policies import can
from programme.models import PrivateFile

SHOWN_INLINE = {"image/jpeg", "image/png", "image/webp", "application/pdf"}


@login_required
def private_file(request: HttpRequest, code: str) -> HttpResponse:
    file = get_object_or_404(PrivateFile, code=code)
    if not can(request.user, "view", file):
        raise NotVisible
    with file.file.open("rb") as content:
        response = HttpResponse(content.read(), content_type=file.media_type)
    place = "inline" if file.media_type in SHOWN_INLINE else "attachment"
    response["Content-Disposition"] = f"{place}; filename*=UTF-8''{quote(safe_name(request, file))}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response._csp_config = {
        "default-src": ["'none'"],
        "img-src": ["'self'"],
        "style-src": ["'unsafe-inline'"],
        "sandbox": True,
    }
    return response


def published_picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """The sizes of a photo that pages show. Originals, with what a camera wrote into them, and documents stay inside."""
    try:
        response = serve(request, name, document_root=Path(settings.MEDIA_ROOT) / "images")
    except (OSError, ValueError):  # a name that no file can have: too long, or with a NUL
        raise NotVisible from None
    response["Cache-Control"] = "public, max-age=86400"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def safe_name(request: HttpRequest, file: PrivateFile) -> str:
    """The name a person gave may tell who they are: only the owner gets it back."""
    if file.owner_id == request.user.pk:
        return file.original_name
    extension = file.original_name.rpartition(".")[2] if "." in file.original_name else "bin"
    return f"{file.code}.{extension}"
