"""Finds pages by words. Thai has no spaces, so a word is looked for inside the text, not between spaces."""

from dataclasses import dataclass, field
from difflib import SequenceMatcher

from django.core.paginator import Page as ResultPage
from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, Value, When
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from cms.models.search import SearchRow
from cms.search.highlight import marked, snippet
from programme.kernel.thai import search_text

LONGEST, MOST_WORDS, PER_PAGE, CLOSE = 100, 8, 10, 0.45

KINDS = {
    "cities": _("City"),
    "missions": _("Field mission"),
    "problems": _("City problem"),
    "services": _("Digital service"),
    "figures": _("Figure"),
}


@dataclass(frozen=True)
class Hit:
    """One page or record that was found, with the words marked."""

    url: str
    title: SafeString
    snippet: SafeString
    below: str = ""
    kind: str = ""

    @property
    def kind_word(self) -> str:
        """What was found, where it is no page."""
        return str(KINDS.get(self.kind, ""))


@dataclass
class Found:
    """What a search came to. `was_cut`: the question was longer than anybody reads."""

    asked: str
    words: list[str]
    was_cut: bool = False
    count: int = 0
    page: ResultPage | None = None
    hits: list[Hit] = field(default_factory=list)
    suggestions: list[SearchRow] = field(default_factory=list)


def find(question: str, language: str, number: str | None = None) -> Found:
    """All words have to occur; a word in the title counts more. Three queries at most, whatever is typed."""
    clean = " ".join("".join(char if char.isprintable() else " " for char in question[:LONGEST]).split())
    words = list(dict.fromkeys(search_text(clean).split()))[:MOST_WORDS]
    found = Found(asked=clean, words=words, was_cut=len(question) > LONGEST)
    if not words:
        return found
    rows = SearchRow.objects.filter(language=language)
    for word in words:
        rows = rows.filter(found_by__contains=word)
    in_title = sum(
        (
            Case(When(title_found_by__contains=word, then=1), default=Value(0), output_field=IntegerField())
            for word in words
        ),
        Value(0),
    )
    ranked = (
        rows.annotate(in_title=in_title).select_related("page").order_by("-in_title", "-page__last_published_at", "pk")
    )
    found.page = Paginator(ranked, PER_PAGE).get_page(number)
    found.count = found.page.paginator.count
    found.hits = [_hit(row, words) for row in found.page]
    if not found.count:
        found.suggestions = _close(words, language)
    return found


def _hit(row: SearchRow, words: list[str]) -> Hit:
    words_around = mark_safe(snippet(f"{row.lead} {row.text}".strip(), words))
    return Hit(row.url, mark_safe(marked(row.title, words)), words_around, row.below, row.kind)


def _close(words: list[str], language: str) -> list[SearchRow]:
    """Pages whose title resembles what was typed, nearest first."""
    asked = "".join(words)
    rows = SearchRow.objects.filter(language=language).select_related("page").order_by("pk")[:500]
    scored = [(likeness(asked, row.title_found_by.replace(" ", "")), row) for row in rows]
    near = sorted((item for item in scored if item[0] >= CLOSE), key=lambda item: (-item[0], item[1].pk))
    return [row for _score, row in near[:3]]


def likeness(asked: str, title: str) -> float:
    """How much of what was typed stands in the title in the same order, from 0 to 1."""
    blocks = SequenceMatcher(None, asked, title, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size > 1) / max(len(asked), 1)
