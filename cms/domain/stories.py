"""Stories begin as drafts from released reports, and leave the site when their ground is gone."""

from datetime import datetime

from django.utils.translation import override
from wagtail.models import Page

from cms.models import StoryFact, StoryIndexPage, StoryPage
from mentoring.models import Claim, Outcome, Report
from programme.domains import domain_short
from programme.kernel.thai import latin_slug
from programme.models import City, Consent, User


def draft_story(*, report: Report, by: User | None, at: datetime) -> StoryPage | None:
    """A draft in Thai with its English twin, bound to the report's highlight. One report makes one pair."""
    outcome = report.highlight
    existing = StoryPage.objects.filter(report=report).first()
    if outcome is None or existing:
        return existing
    index = StoryIndexPage.objects.filter(locale__language_code="th").first()
    if index is None:
        return None
    thai = _add(index, outcome, report, "th", None)
    twin_index = index.get_translations().first()
    if twin_index:
        _add(twin_index.specific, outcome, report, "en", thai.translation_key)
    return thai


def _add(index: Page, outcome: Outcome, report: Report, language: str, key: object) -> StoryPage:
    placement = outcome.placement
    with override(language):
        title = outcome.statement[:120]
        lead = report.summary_en if language == "en" else report.summary_th
    page = StoryPage(
        title=title, slug=_slug(placement.city, outcome), lead=lead[:400], domain=(outcome.domains or ["gov"])[0], city=placement.city,
        ambassador=placement.ambassador, report=report, locale=index.locale, live=False, has_unpublished_changes=True,
    )  # fmt: skip
    if key:
        page.translation_key = key
    page.facts = [StoryFact(outcome=outcome, sort_order=0)]
    Page.objects.get(pk=index.pk).specific.add_child(instance=page)
    page.save_revision()
    return page


def _slug(city: City, outcome: Outcome) -> str:
    """Town, domain and a code: an address that can be read in both languages."""
    with override("en"):
        words = " ".join(domain_short(key) for key in outcome.domains[:1])
    return latin_slug(f"{city.slug} {words} {outcome.code[:4]}")


def stories_about(claim: Claim) -> list[StoryPage]:
    return list(StoryPage.objects.filter(facts__outcome__pk=claim.pk, live=True).distinct())


def take_off_stories(pages: list[StoryPage]) -> int:
    """Unpublishes stories in the same transaction in which their fact or consent ended."""
    for page in pages:
        page.unpublish(set_expired=False)
    return len(pages)


def stories_of_person(consent: Consent) -> list[StoryPage]:
    return (
        list(StoryPage.objects.filter(ambassador_id=consent.user_id, live=True))
        if consent.purpose == Consent.Purpose.STORY
        else []
    )
