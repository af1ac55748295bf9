"""Pages that do something: search, contact, certificate check, open data."""

from django.utils.translation import gettext_lazy as _

from cms.models.base import PortalPage
from cms.opendata import DATASETS
from cms.queries.registers import certificate_of
from cms.search.find import find


class SearchPage(PortalPage):
    """The site's own search."""

    max_count_per_parent = 1
    subpage_types: list[str] = []
    template = "cms/search.html"
    is_indexed = False

    class Meta:
        verbose_name, verbose_name_plural = _("search page"), _("search pages")

    def get_context(self, request, *args, **kwargs):
        found = find(request.GET.get("q", ""), self.locale.language_code, request.GET.get("page"))
        return super().get_context(request, *args, **kwargs) | {"found": found, "is_private": True}


class ContactPage(PortalPage):
    """The contact form; its view lives in cms.views because it writes."""

    max_count_per_parent = 1
    subpage_types: list[str] = []
    template = "cms/contact.html"

    class Meta:
        verbose_name, verbose_name_plural = _("contact page"), _("contact pages")


class CertificatePage(PortalPage):
    """Is this certificate genuine? Asked by its number; the name is shown only where its owner agreed."""

    max_count_per_parent = 1
    subpage_types: list[str] = []
    template = "cms/certificate.html"

    class Meta:
        verbose_name, verbose_name_plural = _("certificate page"), _("certificate pages")

    def get_context(self, request, *args, **kwargs):
        number = request.GET.get("number", "")[:40].replace("\x00", "").strip()
        context = {
            "number": number,
            "placement": certificate_of(number) if number else None,
            "is_private": bool(number),
        }
        return super().get_context(request, *args, **kwargs) | context


class DataPage(PortalPage):
    """What can be taken along: every open dataset with its columns."""

    max_count_per_parent = 1
    subpage_types: list[str] = []
    menu_key = "data"
    template = "cms/data.html"
    licence = _("Creative Commons Attribution 4.0")

    class Meta:
        verbose_name, verbose_name_plural = _("data page"), _("data pages")

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {"datasets": DATASETS.values(), "licence": self.licence}
