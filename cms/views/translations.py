"""The report of pages whose translation is missing or older."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cms.queries.translations import translation_rows
from programme.views.desk import require_staff


@login_required
def translation_report(request: HttpRequest) -> HttpResponse:
    require_staff(request)
    state = request.GET.get("state", "")
    page = Paginator(translation_rows(state), 50).get_page(request.GET.get("page"))
    return render(request, "cms/desk/translations.html", {"page_of": page, "state": state, "here": "translations"})
