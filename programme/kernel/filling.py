"""A page's form filled in as it was sent, in plain HTML, whoever drew it: nothing that was typed is lost."""

from collections import defaultdict
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.http import QueryDict

UNTOUCHED = {"hidden", "password", "file", "submit", "button", "image", "reset"}
NOT_TYPED = {"csrfmiddlewaretoken"}
Attributes = list[tuple[str, str | None]]


@dataclass
class Sheet:
    """One form of the page: where it goes, and its controls."""

    number: int
    action: str
    controls: list[dict[str, str]] = field(default_factory=list)

    def fits(self, typed: QueryDict) -> tuple[int, int]:
        """How well what was sent fits: hidden values and pressed buttons that agree, then fields of the same name."""
        same = [control for control in self.controls if control.get("name") in typed]
        agree = [c for c in same if c.get("type") in UNTOUCHED and c.get("value", "") in typed.getlist(c["name"])]
        return len(agree), len({control["name"] for control in same})


class _Copy(HTMLParser):
    """Writes a page as it is read; what a form says of itself is noted."""

    def __init__(self, page: str):
        super().__init__(convert_charrefs=False)
        self.page = page
        self.written: list[str] = []
        self.sheets: list[Sheet] = []
        self.sheet: Sheet | None = None

    def write(self, text: str) -> None:
        self.written.append(text)

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.sheet = Sheet(len(self.sheets), urlsplit(urljoin(self.page, found.get("action", ""))).path)
            self.sheets.append(self.sheet)
        elif self.sheet and "name" in found:
            kind = found.get("type", "submit" if tag == "button" else "text") if tag in ("input", "button") else tag
            self.sheet.controls.append(found | {"type": kind})
        self.write(self.start(tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.sheet = None
        self.write(f"</{tag}>")

    def start(self, tag: str, attrs: Attributes) -> str:
        return self.get_starttag_text() or ""

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        self.write(data)

    def handle_entityref(self, name: str) -> None:
        self.write(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.write(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.write(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.write(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        self.write(f"<?{data}>")

    def unknown_decl(self, data: str) -> None:
        self.write(f"<![{data}]>")


class _Filled(_Copy):
    """The same page with one form filled in."""

    def __init__(self, page: str, number: int, typed: QueryDict):
        super().__init__(page)
        self.number, self.typed = number, typed
        self.used: dict[str, int] = defaultdict(int)
        self.select, self.inside = "", ""

    def is_here(self) -> bool:
        return self.sheet is not None and self.sheet.number == self.number

    def start(self, tag: str, attrs: Attributes) -> str:
        found = {name: value or "" for name, value in attrs}
        name = found.get("name", "")
        if not self.is_here():
            return super().start(tag, attrs)
        if tag == "input" and name not in NOT_TYPED:
            return self.input(attrs, name, found.get("type", "text"), found.get("value", "on"))
        if tag == "textarea" and name in self.typed:
            self.inside = "textarea"
            return f"{super().start(tag, attrs)}\n{escape(self.next(name))}"
        if tag == "select":
            self.select = name if name in self.typed else ""
        if tag == "option" and self.select:
            return written(tag, attrs, "selected", found.get("value", "") in self.typed.getlist(self.select))
        return super().start(tag, attrs)

    def input(self, attrs: Attributes, name: str, kind: str, value: str) -> str:
        if kind == "checkbox" or (kind == "radio" and name in self.typed):
            return written("input", attrs, "checked", value in self.typed.getlist(name))
        if kind in UNTOUCHED or kind == "radio" or name not in self.typed:
            return super().start("input", attrs)
        return written("input", [pair for pair in attrs if pair[0] != "value"], "value", self.next(name))

    def next(self, name: str) -> str:
        """The values of one name in their order."""
        values = self.typed.getlist(name)
        self.used[name] += 1
        return values[min(self.used[name], len(values)) - 1]

    def handle_endtag(self, tag: str) -> None:
        if tag == self.inside:
            self.inside = ""
        if tag == "select":
            self.select = ""
        super().handle_endtag(tag)

    def write(self, text: str) -> None:
        """What stood in a text area gives way to what was typed; its own tags stay."""
        if not self.inside or text.startswith("<textarea"):
            super().write(text)


def written(tag: str, attrs: Attributes, name: str, value: str | bool) -> str:
    """A start tag with one attribute set, or a bare one there or gone."""
    rest = [pair for pair in attrs if pair[0] != name]
    if value is not False:
        rest.append((name, None if value is True else str(value)))
    parts = [key if said is None else f'{key}="{escape(said)}"' for key, said in rest]
    return f"<{' '.join([tag, *parts])}>"


def filled(html: str, *, page: str, sent_to: str, typed: QueryDict) -> str:
    """The page at the address `page` with its form that goes to the path `sent_to` filled in; as it is without one."""
    seen = _Copy(page)
    seen.feed(html)
    found = [sheet for sheet in seen.sheets if sheet.action == sent_to]
    if not found:
        return html
    best = max(found, key=lambda sheet: sheet.fits(typed))
    copy = _Filled(page, best.number, typed)
    copy.feed(html)
    copy.close()
    return "".join(copy.written)
