"""Who reads which application, by which rubric, and what they think."""

from django.db import models

from applications.states import ASSIGNMENT
from programme.models import Coded, Stateful, in_language


class Rubric(models.Model):
    """How the applications of one call are judged; published with the call."""

    call = models.OneToOneField("programme.Call", models.CASCADE, related_name="rubric")
    max_level = models.PositiveSmallIntegerField(default=4)

    def __str__(self) -> str:
        return f"{self.call}"


class Criterion(models.Model):
    """One thing that is judged, its weight in percent, and what each level means."""

    rubric = models.ForeignKey(Rubric, models.CASCADE, related_name="criteria")
    key = models.SlugField(max_length=40)
    label_th = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200, blank=True)
    weight = models.PositiveSmallIntegerField()
    anchors = models.JSONField(default=list)  # [{"level": 1, "th": …, "en": …}, …]
    position = models.PositiveSmallIntegerField(default=0)
    label = in_language("label")

    class Meta:
        verbose_name_plural = "criteria"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["rubric", "key"], name="criterion_once")]

    def __str__(self) -> str:
        return self.label


class ReviewAssignment(Coded, Stateful):
    """One reviewer was asked to read one application until some moment."""

    MACHINE = ASSIGNMENT

    application = models.ForeignKey("applications.Application", models.CASCADE, related_name="assignments")
    reviewer = models.ForeignKey("programme.User", models.PROTECT, related_name="review_assignments")
    assigned_by = models.ForeignKey("programme.User", models.SET_NULL, null=True, related_name="+")
    assigned_at = models.DateTimeField()
    due_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "reviewer"], name="assignment_once")]

    def __str__(self) -> str:
        return f"{self.application} · {self.reviewer_id}"


class Conflict(models.Model):
    """A person has a stake in an application and sees nothing more of it."""

    application = models.ForeignKey("applications.Application", models.CASCADE, related_name="conflicts")
    person = models.ForeignKey("programme.User", models.PROTECT, related_name="conflicts")
    reason = models.TextField(blank=True)
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "person"], name="conflict_once")]

    def __str__(self) -> str:
        return f"{self.application} · {self.person_id}"


class Review(models.Model):
    """A reviewer's judgement of one revision. Draft until `submitted_at`; then locked."""

    PERSONAL = {"comment": "confidential", "note_to_applicant": "application"}

    assignment = models.OneToOneField(ReviewAssignment, models.CASCADE, related_name="review")
    revision = models.ForeignKey("applications.Revision", models.PROTECT, related_name="reviews")
    comment = models.TextField(blank=True)  # to the panel and the office
    note_to_applicant = models.TextField(blank=True)  # shown after a no, where the call says so
    total = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)  # weighted, 0–100
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.assignment}"


class Score(models.Model):
    """The level given for one criterion."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "criterion"], name="score_once")]

    def __str__(self) -> str:
        return f"{self.criterion} · {self.level}"
