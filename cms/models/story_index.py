"""The list of stories, narrowed by domain, place, cohort and words."""

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.url_routing import RouteResult

from cms.models.base import PortalPage
from cms.models.stories import StoryFact, StoryPage
from programme.domains import CHOICES
from programme.kernel.lists import is_number, shown_page
from programme.kernel.remembered import remembered
from programme.kernel.thai import search_text
from programme.models import Cohort, Domain, Province

PER_PAGE = 12


class StoryIndexPage(PortalPage):
    """All stories, by domain and by words."""

    subpage_types = ["cms.StoryPage"]
    max_count_per_parent = 1
    menu_key = "stories"
    template = "cms/story_index.html"

    class Meta:
        verbose_name, verbose_name_plural = _("story index page"), _("story index pages")

    def route(self, request, path_components):
        """A story that was public once and is not any more is told so; it is not merely unknown."""
        try:
            return super().route(request, path_components)
        except Http404:
            once = StoryPage.objects.child_of(self).filter(live=False, first_published_at__isnull=False)
            page = once.filter(slug=path_components[0]).first() if len(path_components) == 1 else None
            if page is None:
                raise
            return RouteResult(page)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        rows = (
            StoryPage.objects.child_of(self)
            .live()
            .select_related("city", "image", "locale")
            .order_by("-first_published_at", "-pk")
        )
        asked = {
            key: request.GET.get(key, "")[:100].replace("\x00", "").strip()
            for key in ("domain", "q", "province", "cohort")
        }
        page = shown_page(request, narrowed(rows, asked), PER_PAGE)
        return context | {
            "page_of": page, "asked": asked, "domains": CHOICES,
            **remembered(request, ("field", "frame"), ("story filters", self.pk), self.filters),
        }  # fmt: skip

    def filters(self) -> dict:
        """The provinces and cohorts that stories are told of. Two queries."""
        told = StoryPage.objects.child_of(self).live()
        cohorts = Cohort.objects.filter(placements__claims__outcome__story_facts__page__in=told)
        return {
            "provinces": list(Province.objects.filter(cities__stories__in=told).distinct().order_by("order_key", "pk")),
            "cohorts": list(cohorts.distinct().order_by("-number")),
        }


def narrowed(rows, asked: dict[str, str]):
    """The stories that fit: words anywhere in them, without minding tone marks. Unknown values narrow nothing."""
    if asked["domain"] in Domain.values:
        rows = rows.filter(domain=asked["domain"])
    if asked["province"]:
        rows = rows.filter(city__province__iso_code=asked["province"])
    if is_number(asked["cohort"], digits=3):
        told = StoryFact.objects.filter(page=OuterRef("pk"), outcome__placement__cohort__number=int(asked["cohort"]))
        rows = rows.filter(Exists(told))
    for word in search_text(asked["q"]).split()[:8]:
        rows = rows.filter(search_rows__found_by__contains=word)
    return rows
