"""A person's own page: everything that waits for them, from every part of the portal."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from programme.kernel.home import cards_for
from programme.queries.letters import inbox_of


@login_required
def my_home(request: HttpRequest) -> HttpResponse:
    """Next actions first; then the letters. Each app contributes its own cards."""
    cards = cards_for(request.user)
    newest = inbox_of(request.user).order_by("-created_at", "-pk")[:3]
    return render(request, "programme/my_home.html", {"cards": cards, "letters": newest, "area": "my", "here": "home"})
