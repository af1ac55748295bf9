"""The public list of digital services that agencies may buy from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.models.base import Coded, Named, in_language


class DigitalService(Coded, Named):
    """A listed product of assured quality and reasonable price, valid between two days."""

    provider_th = models.CharField(_("provider, Thai"), max_length=200)
    provider_en = models.CharField(_("provider, English"), max_length=200, blank=True)
    summary_th = models.TextField(_("summary, Thai"), blank=True)
    summary_en = models.TextField(_("summary, English"), blank=True)
    domains = models.JSONField(_("domains"), default=list, blank=True)
    price_baht = models.DecimalField(_("price in baht"), max_digits=12, decimal_places=2, null=True, blank=True)
    unit_th = models.CharField(_("unit, Thai"), max_length=80, blank=True)
    unit_en = models.CharField(_("unit, English"), max_length=80, blank=True)
    listed_on = models.DateField(_("listed on"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    provider, summary, unit = in_language("provider"), in_language("summary"), in_language("unit")

    class Meta:
        verbose_name, verbose_name_plural = _("digital service"), _("digital services")
