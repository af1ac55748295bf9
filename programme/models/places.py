"""Where the programme works: provinces, cities, and the dated status of each city."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programme.kernel.dates import day
from programme.models.base import Coded, Named, in_language


class Region(models.TextChoices):
    """The regions by which seats are balanced."""

    NORTH = "north", _("North")
    NORTHEAST = "northeast", _("Northeast")
    CENTRAL = "central", _("Central")
    EAST = "east", _("East")
    WEST = "west", _("West")
    SOUTH = "south", _("South")


class Province(Named):
    """One of the 77 provinces. `iso_code` is ISO 3166-2; `map_id` is its shape on the map; its point is its seat."""

    iso_code = models.CharField(max_length=5, unique=True)
    region = models.CharField(max_length=10, choices=Region)
    map_id = models.CharField(max_length=6, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("province"), _("provinces")
        ordering = ["order_key", "pk"]


class City(Coded, Named):
    """A place that develops itself as a smart city: a town, a whole province or a site."""

    class Kind(models.TextChoices):
        CITY = "city", _("City or town")
        PROVINCE = "province", _("Whole province")
        SITE = "site", pgettext_lazy("kind of city", "Site")

    class PlanType(models.TextChoices):
        LIVABLE = "livable", _("Existing city made liveable")
        NEW = "new", _("New city")

    slug = models.SlugField(_("name in the address"), max_length=80, unique=True)
    province = models.ForeignKey(Province, models.PROTECT, related_name="cities", verbose_name=_("province"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.CITY)
    plan_type = models.CharField(_("kind of plan"), max_length=10, choices=PlanType, default=PlanType.LIVABLE)
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    has_data_platform = models.BooleanField(default=False)
    criteria = models.JSONField(
        _("five criteria"), default=dict, blank=True
    )  # the five criteria, each 0–100 percent with a date
    summary_th = models.TextField(_("summary, Thai"), blank=True)
    summary_en = models.TextField(_("summary, English"), blank=True)
    summary = in_language("summary")

    class Meta:
        verbose_name, verbose_name_plural = _("city"), _("cities")


class CityStatus(models.Model):
    """A city had this status from this day, by this source; the newest that has begun is the one in force."""

    class Status(models.TextChoices):
        PROMOTION_ZONE = "promotion_zone", _("Smart City Promotion Zone")
        SMART_CITY = "smart_city", _("Smart City")
        RENEWED = "renewed", _("Smart City, renewed")
        EXPIRED = "expired", _("Status expired")
        REVOKED = "revoked", _("Status revoked")

    city = models.ForeignKey(City, models.CASCADE, related_name="statuses", verbose_name=_("city"))
    status = models.CharField(_("status"), max_length=20, choices=Status)
    starts_on = models.DateField(_("from"))
    expires_on = models.DateField(_("until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        verbose_name, verbose_name_plural = _("city status"), _("city statuses")
        constraints = [models.UniqueConstraint(fields=["city", "starts_on", "status"], name="city_status_once")]

    def __str__(self) -> str:
        return f"{self.city} · {self.get_status_display()} · {day(self.starts_on)}"
