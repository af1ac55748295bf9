"""What is wrong in a town, how large it is, and what became of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.models.claims import Claim


class Problem(Claim):
    """Who suffers what, and where; with its size once measured, and the answer once it has travelled up."""

    class Answer(models.TextChoices):
        NONE = "", _("No answer yet")
        IN_PLAN = "plan", _("In a plan")
        FUNDED = "funded", _("Funded")
        SOLVED = "solved", _("Solved")
        DEFERRED = "deferred", _("Put off")
        REFUSED = "refused", _("Refused, with reason")

    city = models.ForeignKey("programme.City", models.PROTECT, related_name="problems")
    title = models.CharField(max_length=200)
    statement = models.TextField()
    domains = models.JSONField(default=list)
    size_number = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    size_unit = models.CharField(max_length=80, blank=True)
    size_of = models.CharField(max_length=120, blank=True)  # the denominator in words
    size_measured_on = models.DateField(null=True, blank=True)
    size_method = models.CharField(max_length=300, blank=True)
    is_sensitive = models.BooleanField(default=False)
    answer = models.CharField(max_length=8, choices=Answer, default=Answer.NONE, blank=True)
    answer_text = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="merged")

    def __str__(self) -> str:
        return self.title

    @property
    def is_sized(self) -> bool:
        """A number says something only with what it counts."""
        return self.size_number is not None and bool(self.size_unit.strip())
