"""Home, impact and plain pages."""

from django.utils import timezone

from cms.models.base import PortalPage, TextPage
from cms.models.calls import CallPage
from cms.models.stories import StoryPage
from cms.queries import all_figures, by_province, headline_figures, outcomes_by_domain
from programme.domains import CHOICES
from programme.kernel.dates import is_thai

# province on the map, English and Thai name, where the label stands
LABELS = [
    ("nan", "Nan", "น่าน", 70, -30, "start"),
    ("kkn", "Khon Kaen", "ขอนแก่น", 150, -100, "start"),
    ("ska", "Songkhla", "สงขลา", 66, -40, "start"),
    ("pte", "Pathum Thani", "ปทุมธานี", 176, 96, "start"),
    ("cmi", "Chiang Mai", "เชียงใหม่", -26, 110, "end"),
]


class HomePage(PortalPage):
    """The first page: promise, apply, figures, stories, domains, steps."""

    parent_page_types = ["wagtailcore.Page"]
    menu_key = "home"
    template = "cms/home.html"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        calls = (
            CallPage.objects.live()
            .filter(locale=self.locale)
            .select_related("call__cohort")
            .order_by("call__closes_at", "pk")
        )
        stories = (
            StoryPage.objects.live()
            .filter(locale=self.locale)
            .select_related("city", "image")
            .order_by("-first_published_at", "-pk")[:4]
        )
        name = 2 if is_thai() else 1
        labels = [(row[0], row[name], *row[3:]) for row in LABELS]
        open_call = next((page for page in calls if page.call.takes_entries(timezone.now())), None)
        return context | {
            "open_call": open_call,
            "stories": list(stories),
            "figures": headline_figures(),
            "labels": labels,
            "domains": CHOICES,
        }


class ImpactPage(PortalPage):
    """Figures, a chart, the map and its table; how we count."""

    menu_key = "impact"
    max_count_per_parent = 1
    template = "cms/impact.html"
    subpage_types: list[str] = []

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        rows, parts = by_province(), outcomes_by_domain()
        top = max((n for _key, n in parts), default=0) or 1
        return context | {
            "figures": all_figures(),
            "bars": [{"key": key, "n": n, "percent": n * 100 / top} for key, n in parts],
            "rows": [row for row in rows if row["missions"] or row["outcomes"]],
            "values": {row["province"].map_id: row["missions"] for row in rows if row["province"].map_id},
            "names": {row["province"].map_id: row["province"].name for row in rows if row["province"].map_id},
        }


class StandardPage(TextPage):
    """About, questions and answers, privacy, accessibility, contact."""

    subpage_types = ["cms.StandardPage"]
    template = "cms/standard.html"


class NewsPage(TextPage):
    """A short dated news item."""

    subpage_types: list[str] = []
    template = "cms/standard.html"
