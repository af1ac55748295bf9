"""The report of pages whose translation is missing or older."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cms.queries.translations import translation_rows
from programme.kernel.lists import shown_page
from programme.views.desk import require_staff


@login_required
def translation_report(request: HttpRequest) -> HttpResponse:
    require_staff(request)
    state = request.GET.get("state", "")
    page = shown_page(request, translation_rows(state), 50)
    return render(request, "cms/desk/translations.html", {"page_of": page, "state": state, "here": "translations"})
