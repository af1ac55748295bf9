"""A generation of ambassadors, and the moments that its year hangs on."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programme.models.base import Coded, Named, in_language


class Cohort(Coded, Named):
    """One generation: its number, what the programme was called then, its dates and its size."""

    number = models.PositiveSmallIntegerField(unique=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    months = models.PositiveSmallIntegerField(default=12)
    target_places = models.PositiveIntegerField(default=0)
    target_people = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_on__gt=models.F("starts_on")), name="cohort_ends_later")
        ]


class Milestone(models.Model):
    """A moment or stretch of a cohort that people plan by, and who may know of it."""

    class Kind(models.TextChoices):
        APPLY = "apply", pgettext_lazy("milestone", "Applications")
        SCREEN = "screen", pgettext_lazy("milestone", "Screening")
        REVIEW = "review", pgettext_lazy("milestone", "Review")
        INTERVIEW = "interview", _("Interviews")
        MATCH = "match", pgettext_lazy("milestone", "Matching")
        ANNOUNCE = "announce", pgettext_lazy("milestone", "Results")
        ANSWER = "answer", _("Answers to offers")
        ORIENTATION = "orientation", _("Orientation")
        PLACEMENT = "placement", pgettext_lazy("milestone", "Placement")
        EVALUATION = "evaluation", pgettext_lazy("milestone", "Evaluation")
        CLOSING = "closing", pgettext_lazy("milestone", "Closing")

    class Audience(models.TextChoices):
        PUBLIC = "public", _("Everyone")
        PEOPLE = "people", _("People of the programme")
        STAFF = "staff", _("Programme staff")

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="milestones")
    kind = models.CharField(max_length=20, choices=Kind)
    label_th = models.CharField(max_length=120, blank=True)
    label_en = models.CharField(max_length=120, blank=True)
    label_or_empty = in_language("label")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.PUBLIC)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gte=models.F("starts_at")),
                name="milestone_ends_later",
            )
        ]

    @property
    def label(self) -> str:
        return self.label_or_empty or self.get_kind_display()

    def __str__(self) -> str:
        return f"{self.cohort} · {self.label}"
