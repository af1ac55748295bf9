"""What a page that saves as one types is told: when it was saved, or why it was not."""

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from programme.kernel.dates import clock
from programme.kernel.errors import Refusal
from programme.kernel.operations import Operation, errors_in_words


def signed_out() -> JsonResponse:
    return JsonResponse({"code": "signed_out"}, status=401)


def autosaved(request: HttpRequest, operation: Operation) -> JsonResponse:
    """The same act as the button's, of a row with a version and the moment it was saved."""
    form = operation.bound(request)
    if not form.is_valid():
        return JsonResponse({"code": "invalid", "message": errors_in_words(form)}, status=422)
    try:
        row = operation.do(**operation.given(form))
    except Refusal as no:
        return JsonResponse({"code": no.code, "message": str(no.message)}, status=409)
    return JsonResponse({"code": "saved", "version": row.version, "message": said_of(row)})


def said_of(row) -> str:
    return _("Draft saved %(time)s") % {"time": clock(row.saved_at)}
