"""Cities, ambassadors, problems, services and news: lists whose rows come from the records."""

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from cms.models.base import PortalPage
from cms.models.pages import NewsPage
from cms.models.stories import StoryPage
from cms.queries.cities import city_list, city_sheet, provinces_with_a_city
from cms.queries.registers import listed_services, public_ambassadors, public_problems
from mentoring.models import Problem
from programme.domains import CHOICES
from programme.kernel.lists import shown_page
from programme.kernel.remembered import remembered
from programme.models import City, CityStatus

PER_PAGE = 24


class ListingPage(PortalPage):
    """Base of pages that list records: filters from the address, pages of rows, one page in each tree."""

    max_count_per_parent = 1
    subpage_types: list[str] = []

    class Meta:
        abstract = True


class CityIndexPage(RoutablePageMixin, ListingPage):
    """All cities with their dated status, on a map and as its twin, the table; below it a page for each."""

    menu_key = "cities"
    template = "cms/city_index.html"
    shown: City | None = None  # the city that the route asks for

    class Meta:
        verbose_name, verbose_name_plural = gettext_lazy("city index page"), gettext_lazy("city index pages")

    def shared_name(self) -> str:
        return self.shown.slug if self.shown else "brand"

    @path("")
    def index(self, request):
        asked = {"province": request.GET.get("province", "")[:6], "status": request.GET.get("status", "")[:20]}
        found = remembered(request, ("field",), ("cities", *asked.values()), lambda: city_list(**asked))
        context = {
            **found, "page_of": shown_page(request, found["rows"], PER_PAGE), "asked": asked, "statuses": CityStatus.Status.choices,
            "provinces": remembered(request, ("field",), ("provinces with a city",), provinces_with_a_city),
        }  # fmt: skip
        return self.render(request, context_overrides=context)

    @path("<slug:slug>/")
    def city(self, request, slug):
        sheet = remembered(request, ("field",), ("city", slug), lambda: city_sheet(slug))
        if sheet is None:
            raise Http404
        found = sheet["city"]
        stories = (
            StoryPage.objects.live().filter(city=found, locale=self.locale).select_related("image", "city", "locale")
        )
        self.below, self.shown = f"{slug}/", found
        context = sheet | {"shared_title": found.name, "stories": stories.order_by("-first_published_at", "-pk")[:3]}
        return self.render(request, context_overrides=context, template="cms/city.html")

    def get_sitemap_urls(self, request=None):
        """The list and every city."""
        urls = super().get_sitemap_urls(request)
        base = urls[0]["location"] if urls else ""
        return urls + [
            {"location": f"{base}{slug}/"} for slug in City.objects.order_by("slug").values_list("slug", flat=True)
        ]

    def structured_data(self, context):
        city = self.shown
        if city is None:
            return []
        place = {
            "@type": "City",
            "name": city.name,
            "containedInPlace": {"@type": "AdministrativeArea", "name": city.province.name},
        }
        if city.latitude is not None and city.longitude is not None:
            place["geo"] = {"@type": "GeoCoordinates", "latitude": str(city.latitude), "longitude": str(city.longitude)}
        return [place]


class AmbassadorIndexPage(ListingPage):
    """People who agreed to stand here, by cohort."""

    menu_key = "ambassadors"
    template = "cms/ambassadors.html"

    class Meta:
        verbose_name, verbose_name_plural = (
            gettext_lazy("ambassador index page"),
            gettext_lazy("ambassador index pages"),
        )

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {
            "page_of": shown_page(request, public_ambassadors(), PER_PAGE)
        }


class RegisterPage(RoutablePageMixin, ListingPage):
    """Base of registers with a page for each of their rows, at the row's code."""

    row_template = ""

    class Meta:
        abstract = True

    def public_rows(self):
        """What may be read by anybody, with a `code`."""
        raise NotImplementedError

    @path("<slug:code>/")
    def row(self, request, code):
        found = self.public_rows().filter(code=code).first()
        if found is None:
            raise Http404
        self.below, self.shown = f"{code}/", found
        return self.render(
            request, context_overrides={"row": found, "shared_title": str(found)}, template=self.row_template
        )

    def get_sitemap_urls(self, request=None):
        urls = super().get_sitemap_urls(request)
        base = urls[0]["location"] if urls else ""
        codes = self.public_rows().order_by("code").values_list("code", flat=True)
        return urls + [{"location": f"{base}{code}/"} for code in codes]


class ProblemIndexPage(RegisterPage):
    """The problem register: what towns carried up, and what came back."""

    menu_key = "problems"
    template = "cms/problems.html"
    row_template = "cms/problem.html"

    class Meta:
        verbose_name, verbose_name_plural = gettext_lazy("problem index page"), gettext_lazy("problem index pages")

    def public_rows(self):
        return public_problems()

    @path("")
    def index(self, request):
        asked = {"answer": request.GET.get("answer", "")[:10], "domain": request.GET.get("domain", "")[:3]}
        answers = [("open", _("No answer yet")), *((key, label) for key, label in Problem.Answer.choices if key)]
        page_of = shown_page(request, public_problems(**asked), PER_PAGE)
        return self.render(
            request,
            context_overrides={"asked": asked, "answers": answers, "domains": CHOICES, "page_of": page_of},
        )


class ServiceIndexPage(RegisterPage):
    """The catalogue of listed digital services, valid today."""

    menu_key = "services"
    template = "cms/services.html"
    row_template = "cms/service.html"

    class Meta:
        verbose_name, verbose_name_plural = gettext_lazy("service index page"), gettext_lazy("service index pages")

    def public_rows(self):
        return listed_services()

    @path("")
    def index(self, request):
        asked = {"words": request.GET.get("q", "")[:100], "domain": request.GET.get("domain", "")[:3]}
        page_of = shown_page(request, listed_services(**asked), PER_PAGE)
        return self.render(request, context_overrides={"asked": asked, "domains": CHOICES, "page_of": page_of})


class NewsIndexPage(ListingPage):
    """Dated news, newest first."""

    subpage_types = ["cms.NewsPage"]
    menu_key = "news"
    template = "cms/news_index.html"

    class Meta:
        verbose_name, verbose_name_plural = gettext_lazy("news index page"), gettext_lazy("news index pages")

    def get_context(self, request, *args, **kwargs):
        rows = NewsPage.objects.child_of(self).live().select_related("locale").order_by("-first_published_at", "-pk")
        return super().get_context(request, *args, **kwargs) | {"page_of": shown_page(request, rows, PER_PAGE)}
