"""Keeps one row of words per live page and per public record, in step with what is published and done."""

from collections.abc import Callable, Iterator

from django.utils.html import strip_tags
from django.utils.translation import override
from wagtail.models import Page

from cms.models import CallPage, SearchRow
from cms.search import records
from cms.search.records import Words
from programme.kernel.thai import in_arabic_digits, search_text

SKIPPED = ("HomePage", "SearchPage", "ContactPage", "CertificatePage")


def index_page(page: Page) -> None:
    """Writes the words of a live page and of the records below it; a page that is not public has none."""
    page = page.specific
    if not page.live or type(page).__name__ in SKIPPED or page.get_view_restrictions().exists():
        SearchRow.objects.filter(page_id=page.pk).delete()
        return
    _write(page, Words("", page.title, getattr(page, "lead", ""), " ".join(words_of(page))))
    for read in records.BELOW.get(type(page).__name__, ()):
        index_records(page, read)


def index_records(page: Page, read: Callable[..., Iterator[Words]], **narrowed) -> None:
    """Writes the rows of one kind of record below a page, all of them or those asked for; what is gone leaves."""
    with override(page.locale.language_code):
        found = list(read(**narrowed))
    if not narrowed:
        kept = [words.below for words in found]
        gone = SearchRow.objects.filter(page_id=page.pk, kind=read.__name__).exclude(below__in=kept)
        gone.delete()
    for words in found:
        _write(page, words, kind=read.__name__)


def index_record(kind: str, code: str) -> None:
    """One record that changed, in both languages: its words, or nothing where it is not public any more."""
    for name, reads in records.BELOW.items():
        for read in (read for read in reads if read.__name__ == kind):
            for page in Page.objects.live().filter(content_type__model=name.lower()).specific():
                gone = SearchRow.objects.filter(page_id=page.pk, kind=kind, below__contains=code)
                gone.delete()
                index_records(page, read, code=code)


def _write(page: Page, words: Words, kind: str = "") -> None:
    values = {
        "kind": kind,
        "language": page.locale.language_code,
        "title": words.title[:255],
        "lead": words.lead,
        "text": " ".join(words.text.split()),
        "title_found_by": search_text(words.title),
        "found_by": search_text(words.title, words.lead, words.text),
    }
    SearchRow.objects.update_or_create(page_id=page.pk, below=words.below, defaults=values)


def words_of(page: Page) -> Iterator[str]:
    """Plain text of what stands on a page: its body, and what its own fields say."""
    body = getattr(page, "body", None)
    for block in body or ():
        yield in_arabic_digits(strip_tags(str(block.render()).replace("<", " <")))
    for name in ("what_you_get", "what_did_not_work"):
        yield getattr(page, name, "")
    if getattr(page, "city", None) is not None:
        yield str(page.city)
    if isinstance(page, CallPage):
        for opening in page.call.openings.filter(state="approved").select_related("agency", "city__province"):
            with override(page.locale.language_code):
                yield f"{opening.title} {opening.agency.name} {opening.city.province.name}"


def index_everything() -> int:
    """All live pages anew; what is no longer live loses its row. Returns how many rows there are."""
    SearchRow.objects.exclude(page__live=True).delete()
    for page in Page.objects.live().filter(depth__gt=2).specific():
        index_page(page)
    return SearchRow.objects.count()
