"""What changed: an outcome, who had a part in it, and the money behind it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.models.claims import Claim


class Outcome(Claim):
    """Who changed what, when and where; with the state before and after."""

    class Change(models.TextChoices):
        PLAN = "plan", _("Project adopted in a plan")
        BUDGET = "budget", _("Budget approved")
        SERVICE = "service", _("Service launched")
        POLICY = "policy", _("Ordinance or policy")
        DATASET = "dataset", _("Dataset opened")
        SYSTEM = "system", _("System in use")
        PARTNERSHIP = "partnership", _("Partnership")
        INVESTMENT = "investment", _("Investment")
        BEHAVIOUR = "behaviour", _("People do something differently")
        CAPACITY = "capacity", _("People can do more")
        RECOGNITION = "recognition", _("Recognition")
        NEGATIVE = "negative", _("Negative or unintended effect")

    change = models.CharField(max_length=12, choices=Change)
    statement = models.CharField(max_length=400)
    domains = models.JSONField(default=list)
    measure = models.CharField(max_length=200, blank=True)  # what before and after are measured in
    unit = models.CharField(max_length=60, blank=True)
    before = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    after = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    before_text = models.CharField(max_length=300, blank=True)
    after_text = models.CharField(max_length=300, blank=True)
    significance = models.PositiveSmallIntegerField(default=3)
    contribution = models.TextField(blank=True)
    people_reached = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("outcome"), pgettext_lazy("records", "outcomes")

    def __str__(self) -> str:
        return self.statement


class Contributor(models.Model):
    """Another placement had a part in an outcome; shares add up to at most 100."""

    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="contributors")
    placement = models.ForeignKey("mentoring.Placement", models.PROTECT, related_name="contributions")
    share = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outcome", "placement"], name="contributor_once")]

    def __str__(self) -> str:
        return f"{self.outcome} · {self.placement}"


class FundingItem(models.Model):
    """One real budget line, whoever reports it. Requested, approved, disbursed and private money are never added."""

    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="funding")
    source = models.CharField(max_length=120)
    fiscal_year = models.PositiveSmallIntegerField()  # by the year it ends, common era
    document_no = models.CharField(max_length=80)
    line = models.CharField(max_length=80, blank=True)
    is_expansion = models.BooleanField(default=False)
    requested = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    approved = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    disbursed = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    invested = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)  # private money

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "fiscal_year", "document_no", "line"], name="budget_line_once")
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.document_no}"
