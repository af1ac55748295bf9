"""Records that the public pages show and editors keep: cities, their status, listed services."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.forms.registers import CityForm, ServiceForm
from cms.queries.cities import CRITERIA
from programme.models import City, CityStatus, DigitalService


def fields(*names: str) -> list[FieldPanel]:
    return [FieldPanel(name) for name in names]


class CityViewSet(SnippetViewSet):
    model = City
    icon = "site"
    menu_label = _("Cities")
    list_display = ("name_th", "province")
    search_fields = ("name_th", "name_en")
    edit_handler = ObjectList(
        [
            *fields(
                "name_th", "name_en", "slug", "province", "kind", "plan_type", "population", "latitude", "longitude"
            ),
            MultiFieldPanel(fields(*(f"met_{key}" for key in CRITERIA)), heading=_("The five criteria, in percent")),
            *fields("summary_th", "summary_en"),
        ],
        base_form_class=CityForm,
    )


class CityStatusViewSet(SnippetViewSet):
    model = CityStatus
    icon = "date"
    menu_label = _("Status of cities")
    list_display = ("city", "status", "starts_on", "expires_on")
    list_filter = ("status",)
    panels = fields("city", "status", "starts_on", "expires_on", "source")


class ServiceViewSet(SnippetViewSet):
    model = DigitalService
    icon = "clipboard-list"
    menu_label = _("Digital services")
    list_display = ("name_th", "provider_th", "valid_until")
    search_fields = ("name_th", "provider_th")
    edit_handler = ObjectList(
        fields(
            *("name_th", "name_en", "provider_th", "provider_en", "summary_th", "summary_en", "domains"),
            *("price_baht", "unit_th", "unit_en", "listed_on", "valid_until", "source"),
        ),
        base_form_class=ServiceForm,
    )


class RegisterGroup(SnippetViewSetGroup):
    items = (CityViewSet, CityStatusViewSet, ServiceViewSet)
    menu_label = _("Registers")
    menu_icon = "list-ul"
    menu_order = 250
