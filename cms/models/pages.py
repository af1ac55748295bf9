"""Home, impact and plain pages."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models.base import PortalPage, TextPage
from cms.models.calls import CallPage
from cms.models.stories import StoryPage
from cms.queries.impact import (
    by_province,
    headline_figures,
    impact_sheet,
    scope_of,
)
from programme.domains import CHOICES, HINTS, domain_short
from programme.kernel.dates import is_thai
from programme.kernel.lists import csv_lines, safe_cell
from programme.kernel.remembered import remembered
from programme.models import Region

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

    class Meta:
        verbose_name, verbose_name_plural = gettext_lazy("home page"), gettext_lazy("home pages")

    def structured_data(self, context: dict) -> list[dict]:
        return [
            {
                "@type": "Organization",
                "name": "The Smart City Ambassadors",
                "alternateName": "นักดิจิทัลพัฒนาเมืองรุ่นใหม่",
                "url": context["address"],
            }
        ]

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        stories = (
            StoryPage.objects.live()
            .filter(locale=self.locale)
            .select_related("city", "image", "locale")
            .order_by("-first_published_at", "-pk")[:4]
        )
        name = 2 if is_thai() else 1
        labels = [(row[0], row[name], *row[3:]) for row in LABELS]
        return context | {
            "open_call": CallPage.now_open(request, self.locale),
            "stories": stories,
            "figures": remembered(request, ("field",), ("headline",), headline_figures),
            "labels": labels,
            "domains": [(key, label, HINTS[key]) for key, label in CHOICES],
        }


class ImpactPage(PortalPage):
    """Figures, charts, the map and its table, narrowed as one likes; how we count; the table as CSV."""

    menu_key = "impact"
    max_count_per_parent = 1
    template = "cms/impact.html"
    subpage_types: list[str] = []

    class Meta:
        verbose_name, verbose_name_plural = gettext_lazy("impact page"), gettext_lazy("impact pages")

    def serve(self, request, *args, **kwargs):
        return self.as_csv(request) if request.GET.get("format") == "csv" else super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        scope, asked = scope_of(request.GET)
        sheet = remembered(request, ("field",), ("impact", *asked.values()), lambda: impact_sheet(scope))
        return context | sheet | {"asked": asked, "regions": Region.choices, "domains": CHOICES}

    def as_csv(self, request) -> HttpResponse:
        """The table of provinces with the same filters."""
        head = [_("Code"), _("Province"), _("Region"), _("Missions"), _("Main domain"), _("Verified outcomes")]
        rows = (
            [row["province"].iso_code, row["province"].name, row["province"].get_region_display(), row["missions"], domain_short(row["domain"]), row["outcomes"]]
            for row in by_province(scope_of(request.GET)[0])
        )  # fmt: skip
        lines = csv_lines([head, *([safe_cell(cell) for cell in row] for row in rows)])
        headers = {"Content-Disposition": f'attachment; filename="impact-{timezone.localdate():%Y%m%d}.csv"'}
        return HttpResponse("".join(lines), content_type="text/csv; charset=utf-8", headers=headers)


class StandardPage(TextPage):
    """About, questions and answers, privacy, accessibility, contact."""

    subpage_types = ["cms.StandardPage"]
    template = "cms/standard.html"

    class Meta:
        verbose_name, verbose_name_plural = gettext_lazy("standard page"), gettext_lazy("standard pages")


class NewsPage(TextPage):
    """A short dated news item."""

    parent_page_types = ["cms.NewsIndexPage"]
    menu_key = "news"
    subpage_types: list[str] = []
    template = "cms/standard.html"

    class Meta:
        verbose_name, verbose_name_plural = gettext_lazy("news page"), gettext_lazy("news pages")
