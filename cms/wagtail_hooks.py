"""Editors meet the same rules in Wagtail as everywhere: refused with the reason and the next step."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from cms.models import CallPage, StoryPage


@hooks.register("before_publish_page")
def only_true_stories(request: HttpRequest, page: Page):
    """A story goes out only on verified facts and a living consent; the draft is kept either way."""
    if isinstance(page, StoryPage) and (obstacles := page.obstacles()):
        page.save_revision(user=request.user)
        for words in obstacles:
            messages.error(request, words)
        return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    return None


@hooks.register("before_publish_page")
def only_complete_calls(request: HttpRequest, page: Page):
    if isinstance(page, CallPage) and page.call.state in ("draft", "scheduled"):
        words = ""
        if not page.call.form_versions.exists():
            words = _("This call has no questions yet. Put them in place on the desk, then publish.")
        elif page.call.closes_at <= timezone.now():
            words = _("This call would close before it opens. Set a later closing time on the desk, then publish.")
        if words:
            page.save_revision(user=request.user)
            messages.error(request, words)
            return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    return None


@hooks.register("before_unpublish_page")
def open_calls_stay(request: HttpRequest, page: Page):
    """People rely on the page of an open call: it is extended or closed on the desk, not hidden."""
    page = page.specific
    if isinstance(page, CallPage) and page.call.state == "open":
        messages.error(
            request,
            _("This call is open and people are applying. It stays public until it closes; change it on the desk."),
        )
        return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    return None


@hooks.register("register_admin_menu_item")
def to_the_desk():
    return MenuItem(_("Programme desk"), reverse("desk_home"), icon_name="home", order=1)
