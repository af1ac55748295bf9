"""Figures frozen for a report, so that what was published stays what it was."""

from django.db import models

from mentoring.states import REPORT
from programme.models import Coded, Stateful


class Report(Coded, Stateful):
    """A dated set of figures of one cohort (or of all), with the words of the evaluator. Released reports never change."""

    MACHINE = REPORT

    title_th = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    cohort = models.ForeignKey("programme.Cohort", models.PROTECT, null=True, blank=True, related_name="reports")
    from_on = models.DateField()
    to_on = models.DateField()
    summary_th = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    highlight = models.ForeignKey(
        "mentoring.Outcome", models.PROTECT, null=True, blank=True, related_name="highlighted_in"
    )
    created_by = models.ForeignKey("programme.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    released_by = models.ForeignKey("programme.User", models.PROTECT, null=True, blank=True, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title_th


class FigureSnapshot(Coded):
    """One figure as it stood: value, filter, formula version, the codes of the rows behind it, and a hash. Never changed."""

    report = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="snapshots")
    key = models.CharField(max_length=10, db_index=True)  # F-01 …
    formula_version = models.PositiveSmallIntegerField()
    filters = models.JSONField(default=dict)
    value = models.JSONField()  # {"value": …, "lower": …, "unit": …} as the registry computed it
    row_codes = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    taken_by = models.ForeignKey("programme.User", models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.key} · {self.taken_at:%Y-%m-%d}"
