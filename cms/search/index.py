"""Keeps one row of words per live page, in step with publishing."""

from collections.abc import Iterator

from django.utils.html import strip_tags
from django.utils.translation import override
from wagtail.models import Page

from cms.models import CallPage, CityIndexPage
from cms.models.search import SearchRow
from programme.kernel.thai import normalise, search_text
from programme.models import City

SKIPPED = ("HomePage", "SearchPage", "ContactPage", "CertificatePage")


def index_page(page: Page) -> None:
    """Writes the words of a live page; a page that is not public has none."""
    page = page.specific
    if not page.live or type(page).__name__ in SKIPPED or page.get_view_restrictions().exists():
        SearchRow.objects.filter(page_id=page.pk).delete()
        return
    _write(page, "", page.title, getattr(page, "lead", ""), " ".join(words_of(page)))
    if isinstance(page, CityIndexPage):
        for city in City.objects.select_related("province"):
            _write_city(page, city)


def index_city(city: City) -> None:
    """The rows of a city whose record has changed, in both languages."""
    for page in CityIndexPage.objects.live().select_related("locale"):
        _write_city(page, city)


def _write_city(page: CityIndexPage, city: City) -> None:
    with override(page.locale.language_code):
        names = f"{city.name} {city.province.name} {city.province.get_region_display()}"
        _write(page, f"{city.slug}/", city.name, city.summary or "", f"{names} {city.name_th} {city.name_en}")


def _write(page: Page, below: str, title: str, lead: str, text: str) -> None:
    values = {
        "language": page.locale.language_code,
        "title": title,
        "lead": lead,
        "text": " ".join(text.split()),
        "title_found_by": search_text(title),
        "found_by": search_text(title, lead, text),
    }
    SearchRow.objects.update_or_create(page_id=page.pk, below=below, defaults=values)


def words_of(page: Page) -> Iterator[str]:
    """Plain text of what stands on a page: its body, and what its own fields say."""
    body = getattr(page, "body", None)
    for block in body or ():
        yield normalise(strip_tags(str(block.render()).replace("<", " <")))
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
