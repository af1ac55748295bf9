"""Exemptions from rules, person by person."""

from django.db import models


class RuleWaiver(models.Model):
    """An officer exempted one person from one rule of one call, for a written reason; taken back, the row goes."""

    PERSONAL = {"reason": "application"}

    call = models.ForeignKey("programme.Call", models.CASCADE, related_name="rule_waivers")
    user = models.ForeignKey("programme.User", models.CASCADE, related_name="rule_waivers")
    rule = models.CharField(max_length=40)  # the key of an `EligibilityRule`, the same over versions of the form
    reason = models.CharField(max_length=500)
    waived_by = models.ForeignKey("programme.User", models.SET_NULL, null=True, related_name="+")
    waived_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "user", "rule"], name="rule_waived_once")]

    def __str__(self) -> str:
        return f"{self.call} · {self.user} · {self.rule}"
