"""A new page gets its draft in the other language at once, so that nobody has to know how trees are linked."""

from wagtail.models import Locale, Page

from cms.models import CallPage


def make_translation(page: Page) -> Page | None:
    """The draft of `page` in the other language, linked to it; None where there is one or its place is missing."""
    page = page.specific
    other = Locale.objects.exclude(pk=page.locale_id).first()
    if other is None or page.has_translation(other) or not page.get_parent().has_translation(other):
        return None
    twin = page.copy_for_translation(other)
    if isinstance(twin, CallPage):
        written = twin.call.title_en if other.language_code == "en" else twin.call.title_th
        twin.title = written or page.title
        twin.draft_title = twin.title
        twin.save_revision()
        twin.save(update_fields=["title", "draft_title"])
    return twin
