"""The public list of digital services that agencies may buy from."""

from django.db import models

from programme.models.base import Coded, Named, in_language


class DigitalService(Coded, Named):
    """A listed product of assured quality and reasonable price, valid between two days."""

    provider_th = models.CharField(max_length=200)
    provider_en = models.CharField(max_length=200, blank=True)
    summary_th = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    domains = models.JSONField(default=list, blank=True)
    price_baht = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    unit_th = models.CharField(max_length=80, blank=True)
    unit_en = models.CharField(max_length=80, blank=True)
    listed_on = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)

    provider, summary, unit = in_language("provider"), in_language("summary"), in_language("unit")
