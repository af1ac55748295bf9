"""Editors meet the same rules in Wagtail as everywhere: refused with the reason and the next step."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from cms.choosers import outcome_chooser, person_chooser
from cms.domain.translations import make_translation
from cms.forms.dates import read_days_everywhere
from cms.forms.wagtail_labels import name_fields_of_wagtail
from cms.models import CallPage, StoryPage
from cms.viewsets import RegisterGroup
from programme.queries.calls import publication_gaps

read_days_everywhere()  # before Wagtail builds its first form
name_fields_of_wagtail()


@hooks.register("insert_global_admin_js")
def days_are_echoed() -> str:
    return format_html('<script src="{}" defer></script>', static("programme/day-field.js"))


@hooks.register("insert_global_admin_css")
def our_own_faces() -> str:
    """Editors read Thai on devices without a Thai font too."""
    sheets = ("programme/fonts.css", "cms/admin.css")
    return format_html_join("", '<link rel="stylesheet" href="{}">', ((static(sheet),) for sheet in sheets))


def keep_as_draft(request: HttpRequest, page: Page, reasons: list[str]) -> HttpResponseRedirect:
    """Not public, nothing lost: the draft stays, and the editor reads what is missing."""
    if not page.first_published_at:  # a new page is saved as live before anybody is asked
        page.live = False
        page.save(update_fields=["live"])
    page.save_revision(user=request.user)
    draft_in_the_other_language(request, page)
    for words in reasons:
        messages.error(request, words)
    return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


@hooks.register("before_publish_page")
def only_true_stories(request: HttpRequest, page: Page):
    """A story goes out only on verified facts and a living consent."""
    if isinstance(page, StoryPage) and (obstacles := page.obstacles()):
        return keep_as_draft(request, page, obstacles)
    return None


@hooks.register("before_publish_page")
def only_complete_calls(request: HttpRequest, page: Page):
    waits = isinstance(page, CallPage) and page.call.state in ("draft", "scheduled")
    if waits and (gaps := publication_gaps(page.call, timezone.now())):
        return keep_as_draft(request, page, gaps)
    return None


@hooks.register("after_create_page")
def draft_in_the_other_language(request: HttpRequest, page: Page) -> None:
    if twin := make_translation(page):
        words = _("A draft in the other language is ready; it waits for its words.")
        address = reverse("wagtailadmin_pages:edit", args=[twin.pk])
        messages.info(request, format_html('{} <a href="{}">{}</a>', words, address, _("Open it")))


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


register_snippet(RegisterGroup)


@hooks.register("register_admin_viewset")
def choosers():
    return [outcome_chooser, person_chooser]


@hooks.register("register_admin_menu_item")
def to_the_desk():
    return MenuItem(_("Programme desk"), reverse("desk_home"), icon_name="home", order=1)


@hooks.register("construct_reports_menu")
def no_report_for_programmers(request: HttpRequest, items: list[MenuItem]) -> None:
    """The use of page types is told by the names of their classes."""
    items[:] = [item for item in items if item.name != "page-types-usage"]
