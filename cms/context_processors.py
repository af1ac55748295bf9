"""What every page draws from the site: its menus, its name and how to reach the programme."""

from collections.abc import Callable

from django.apps import apps
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from wagtail.models import Page

from cms.frame import AN_HOUR
from cms.models import SiteWords
from programme.kernel.remembered import remembered

HELP = ("contactpage", "certificatepage", "datapage")


def site(request: HttpRequest) -> dict:
    return {
        "site_menu": SimpleLazyObject(lambda: _kept(request, "menu", _menu)),
        "site_words": SimpleLazyObject(lambda: _kept(request, "words", SiteWords.load)),
    }


def _kept(request: HttpRequest, name: str, make: Callable):
    return remembered(request, ("frame",), (name,), make, seconds=AN_HOUR)


def _menu() -> dict[str, list[dict]]:
    """The pages under the home page, in their order in the tree. One query, asked only when a menu is drawn.

    `main` are those that editors show in menus; the footer has the rest as `more`, `help` and `about`.
    """
    code = (get_language() or "th")[:2]
    rows = Page.objects.live().filter(locale__language_code=code, depth=3).order_by("path")
    menu: dict[str, list[dict]] = {"main": [], "more": [], "help": [], "about": []}
    for row in rows.values("slug", "title", "show_in_menus", "content_type__model"):
        model = row["content_type__model"]
        if model == "searchpage":
            continue
        page = {
            "url": f"{'/en' if code == 'en' else ''}/{row['slug']}/",
            "title": row["title"],
            "key": getattr(apps.get_model("cms", model), "menu_key", "") or row["slug"],
        }
        menu[_place(row, model)].append(page)
    return menu


def _place(row: dict, model: str) -> str:
    if row["show_in_menus"]:
        return "main"
    if model in HELP or row["slug"] == "help":
        return "help"
    return "about" if model == "standardpage" else "more"
