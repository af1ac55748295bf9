"""What an editor reads in Wagtail: its screens, its windows over a page, and the words that its scripts are given."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import Page

from programme.models import City
from tests.journeys.reading import foreign, texts

SAID = {"label", "title", "description", "help_text", "helpText", "placeholder", "string", "message"}  # keys of words
UNTITLED = {"None"}  # of a counter that is hidden until a script fills it
BOTH = re.compile(r"[ก-๛][ก-๛ ]*\([A-Z][A-Za-z ]+\)")  # rows of Wagtail say their names in both languages
FORMATS = re.compile(r"\b(?:JPEG|JPG|PNG|WEBP|CSV|XLSX|TSV|MB|Enter|English)\b")
CONTENT = re.compile(r"/(?:view_draft|copy)/")  # what it shows is the record's own English
ENGLISH_FIELD = re.compile(r'<textarea\s[^>]*name="\w+_en".*?</textarea>', re.S)  # what it holds is meant in English
SKIPPED = re.compile(r"logout|/localize/|page-types-usage|/api/|jsi18n|sprite|/autocomplete/|/preview/")
MOST = 170
ACTS = ("edit", "move", "delete", "unpublish", "history", "usage", "workflow_history", "set_privacy", "add_subpage")
WINDOWS = (
    "/admin/choose-page/", "/admin/choose-external-link/", "/admin/choose-email-link/", "/admin/choose-phone-link/",
    "/admin/choose-anchor-link/", "/admin/images/chooser/", "/admin/documents/chooser/", "/admin/choose_outcome/",
    "/admin/choose_person/", "/admin/snippets/choose/programme/city/", "/admin/embeds/chooser/",
)  # fmt: skip


class Editor:
    """Walks the editors' side as one person; `unread` holds what that person could not read, with its address."""

    def __init__(self, browser):
        self.browser, self.unread, self.seen, self.shapes, self.read = browser, [], set(), Counter(), 0
        english = Page.objects.filter(locale__language_code="en")
        self.english = {str(pk) for pk in english.values_list("pk", flat=True)}
        titles = {title for pair in english.values_list("title", "draft_title") for title in pair if title}
        self.titles = sorted(titles, key=len, reverse=True)  # content, not words of the screen

    def walk(self) -> list[tuple[str, str]]:
        """Screens that every editor needs, then what these lead to, one of each shape."""
        waiting = ["/admin/", *WINDOWS, *screens_of_pages(), *screens_of_cities()]
        wanted = set(waiting)
        while waiting and len(self.seen) < MOST + len(wanted):
            path = waiting.pop(0).split("#")[0].replace("&amp;", "&")
            shape = re.sub(r"\d+", "…", path.split("?")[0])
            if path in self.seen or SKIPPED.search(path) or self._is_english(path):
                continue
            if self.shapes[shape] and path not in wanted:
                continue
            self.seen.add(path)
            self.shapes[shape] += 1
            waiting += self._read(path)
        return self.unread

    def _is_english(self, path: str) -> bool:
        return bool(self.english & set(re.findall(r"/pages/(?:[a-z/]+/)?(\d+)/", path)))

    def _read(self, path: str) -> list[str]:
        answer = self.browser.get(path, secure=True)
        if answer.status_code in (301, 302):
            return [answer["Location"]] if answer["Location"].startswith("/admin/") else []
        if answer.status_code != 200 or answer.streaming or CONTENT.search(path):
            return []
        kind, body = answer.get("Content-Type", ""), answer.content.decode()
        if "json" in kind:
            window = json.loads(body)
            body = str(window.get("html") or "") if isinstance(window, dict) else ""
        elif "html" not in kind:
            return []
        self.read += 1
        self.unread += [(path, text) for text in words_of(body) if self._is_foreign(text)]
        return re.findall(r'(?:href|data-[\w-]*url[\w-]*)="(/admin/[^"]*)"', body)

    def _is_foreign(self, text: str) -> bool:
        for title in self.titles:
            text = text.replace(title, " ")
        return text not in UNTITLED and bool(foreign(FORMATS.sub(" ", BOTH.sub(" ", text))))


def screens_of_pages() -> list[str]:
    """For each kind of page: what can be done with one, and a new one."""
    kinds = {type(page): page for page in Page.objects.filter(depth__gt=1, locale__language_code="th").specific()}
    found = []
    for kind, page in kinds.items():
        found += [reverse(f"wagtailadmin_pages:{act}", args=[page.pk]) for act in ACTS]
        new = (kind._meta.app_label, kind._meta.model_name, page.get_parent().pk)
        found.append(reverse("wagtailadmin_pages:add", args=new))
        found.append(reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "earliest", "live"]))
    for act in ("publish", "unpublish", "delete", "move"):
        found.append(reverse("wagtail_bulk_action", args=["wagtailcore", "page", act]) + f"?id={page.pk}")
    return found


def screens_of_cities() -> list[str]:
    city = City.objects.order_by("pk")[0]
    names = ("edit", "usage", "history")
    return [reverse(f"wagtailsnippets_programme_city:{name}", args=[city.pk]) for name in names]


def words_of(html: str) -> Iterator[str]:
    """What is read on a screen, and in what its scripts draw: templates, and labels in the JSON of controls."""
    html = ENGLISH_FIELD.sub("", html)
    yield from texts(html)
    tree = BeautifulSoup(html, "html.parser")
    for part in tree.find_all("template"):
        yield from texts(part.decode_contents())
    for part in tree.find_all(True):
        given = [value for value in part.attrs.values() if isinstance(value, str) and value[:1] in "[{"]
        if part.name == "script" and "json" in (part.get("type") or "") and "ld+json" not in part["type"]:
            given.append(part.string or "")
        for value in given:
            yield from said_in(value)


def said_in(value: str) -> Iterator[str]:
    try:
        yield from told(json.loads(value))
    except ValueError:
        return


def told(value: Any, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from told(part, name)
    elif isinstance(value, list):
        for part in value:
            yield from told(part, key)
    elif isinstance(value, str) and "<" in value and ">" in value:
        yield from texts(value)
    elif isinstance(value, str) and key in SAID:
        yield value
