"""Links of the footer: plain pages of the site in the person's language."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from cms.models import StandardPage


def site_links(request: HttpRequest) -> dict:
    return {"site_links": SimpleLazyObject(_links)}


def _links() -> dict[str, list[dict]]:
    """One query; asked only when a footer is drawn."""
    code = (get_language() or "th")[:2]
    rows = (
        StandardPage.objects.live().filter(locale__language_code=code, depth=3).order_by("path").values("slug", "title")
    )
    prefix = "/en" if code == "en" else ""
    links = [{"url": f"{prefix}/{row['slug']}/", "title": row["title"], "slug": row["slug"]} for row in rows]
    return {
        "help": [row for row in links if row["slug"] == "help"],
        "about": [row for row in links if row["slug"] != "help"],
    }
