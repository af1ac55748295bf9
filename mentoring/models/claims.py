"""What an ambassador says happened, until others have confirmed and verified it: one lifecycle for all kinds."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.states import CLAIM, REVISION
from programme.models import Coded, Stateful


class Claim(Coded, Stateful):
    """One statement that may count: a log, an outcome, a problem. Its kind's own table holds what is stated.

    The columns hold what counts now. A change after confirmation waits in a `ClaimRevision`, while these keep counting.
    """

    MACHINE = CLAIM

    class Kind(models.TextChoices):
        LOG = "log", _("Log")
        OUTCOME = "outcome", _("Outcome")
        PROBLEM = "problem", _("City problem")

    kind = models.CharField(max_length=8, choices=Kind, editable=False)
    placement = models.ForeignKey("mentoring.Placement", models.PROTECT, related_name="claims")
    mission = models.ForeignKey("mentoring.Mission", models.PROTECT, null=True, blank=True, related_name="claims")
    author = models.ForeignKey("programme.User", models.PROTECT, related_name="claims")
    happened_on = models.DateField()
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey("programme.User", models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey("programme.User", models.PROTECT, null=True, blank=True, related_name="+")
    verified_at = models.DateTimeField(null=True, blank=True)
    evidence = models.ManyToManyField("mentoring.Evidence", related_name="claims", blank=True)
    # made by the author's page or phone, so that sending twice keeps one; the digest tells other content apart
    client_uuid = models.UUIDField(null=True, blank=True)
    client_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "client_uuid"], name="claim_sent_once"),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None) | ~models.Q(confirmed_by=models.F("author")),
                name="confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(verified_by=None) | ~models.Q(verified_by=models.F("author")),
                name="verified_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None, confirmed_at=None)
                | models.Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="confirmed_who_and_when",
            ),
            models.CheckConstraint(
                condition=models.Q(verified_by=None, verified_at=None)
                | models.Q(verified_by__isnull=False, verified_at__isnull=False),
                name="verified_who_and_when",
            ),
        ]
        indexes = [models.Index(fields=["kind", "state", "happened_on"], name="claim_counting")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.code}"


class ClaimReview(models.Model):
    """One answer to a claim by one person in one role. Never changed."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey("programme.User", models.PROTECT, related_name="+")
    role = models.CharField(max_length=20)
    decision = models.CharField(max_length=20)  # the name of the move
    reason_code = models.CharField(max_length=30, blank=True)
    comment = models.TextField(blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.claim} · {self.decision}"


class ClaimRevision(Coded, Stateful):
    """A claim as stated at one submission, or a later correction that waits for a decision. Content never changes."""

    MACHINE = REVISION

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    author = models.ForeignKey("programme.User", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey("programme.User", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "number"], name="claim_revision_once"),
            models.UniqueConstraint(fields=["claim"], condition=models.Q(state="pending"), name="one_pending_revision"),
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("author")),
                name="revision_decided_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim} · {self.number}"
