"""Is the applicant eligible, and are the papers in order?"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.models import in_language


class Outcome(models.TextChoices):
    PASS = "pass", _("Meets the rule")
    FAIL = "fail", _("Does not meet the rule")
    OPEN = "open", _("Not decided")


class EligibilityResult(models.Model):
    """What one rule of the call said about one application at submission; a machine's word, not a decision."""

    application = models.ForeignKey("applications.Application", models.CASCADE, related_name="eligibility_results")
    rule = models.CharField(max_length=40)
    outcome = models.CharField(max_length=4, choices=Outcome)
    values = models.JSONField(default=dict, blank=True)  # what was worked out of the answers: {"age": 24}, {"km": 90}
    checked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "rule"], name="eligibility_rule_once")]

    def __str__(self) -> str:
        return f"{self.application} · {self.rule} · {self.outcome}"


class ScreeningPoint(models.Model):
    """One thing that an officer looks at in every application of a call."""

    call = models.ForeignKey("programme.Call", models.CASCADE, related_name="screening_points")
    key = models.SlugField(max_length=40)
    label_th = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    label = in_language("label")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["call", "key"], name="screening_point_once")]

    def __str__(self) -> str:
        return self.label


class ScreeningCheck(models.Model):
    """An officer looked at one point of one application and said what they found."""

    application = models.ForeignKey("applications.Application", models.CASCADE, related_name="screening_checks")
    key = models.CharField(max_length=40)
    outcome = models.CharField(max_length=4, choices=Outcome)
    note = models.CharField(max_length=500, blank=True)
    checked_by = models.ForeignKey("programme.User", models.SET_NULL, null=True, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "key"], name="screening_check_once")]

    def __str__(self) -> str:
        return f"{self.application} · {self.key} · {self.outcome}"


class Correction(models.Model):
    """An officer asked the applicant to correct parts of what was handed in, until a moment; only these are unlocked."""

    application = models.ForeignKey("applications.Application", models.CASCADE, related_name="corrections")
    message = models.TextField()  # what the applicant reads
    parts = models.JSONField(default=list)  # keys of sections of the form; empty: all of them
    asked_by = models.ForeignKey("programme.User", models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=models.Q(answered_at=None), name="one_open_correction"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.asked_at:%Y-%m-%d}"
