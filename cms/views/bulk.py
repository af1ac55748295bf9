"""Acts of Wagtail on many things at once, whose address anybody can type: what is no number is not found."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.bulk_action import index

from programme.kernel.text import LARGEST_ID


@require_admin_access
def bulk_action(request: HttpRequest, app_label: str, model_name: str, action: str) -> HttpResponseBase:
    asked = [one for one in (*request.GET.getlist("id"), *request.GET.getlist("childOf")) if one != "all"]
    if not all(one.isascii() and one.isdigit() and int(one[:20]) <= LARGEST_ID for one in asked):
        raise Http404
    return index(request, app_label, model_name, action)
