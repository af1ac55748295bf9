"""Somebody asked for help, and has it until a person has answered."""

from django.db import models

from mentoring.states import HELP
from programme.models import Coded, Stateful


class HelpCall(Coded, Stateful):
    """One call for help from a placement: by the ambassador with a log, or by somebody who stands beside them.

    It belongs to `owner` and stays open until answered, whatever becomes of the log that it came with.
    """

    MACHINE = HELP
    PERSONAL = {"words": "message", "answer": "message"}

    placement = models.ForeignKey("mentoring.Placement", models.PROTECT, related_name="help_calls")
    claim = models.ForeignKey("mentoring.Claim", models.SET_NULL, null=True, blank=True, related_name="help_calls")
    words = models.TextField(blank=True)
    asked_by = models.ForeignKey("programme.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    owner = models.ForeignKey("programme.User", models.PROTECT, null=True, blank=True, related_name="help_calls")
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey("programme.User", models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["claim"], condition=models.Q(state="open", claim__isnull=False), name="one_open_call_per_claim"
            ),
            models.CheckConstraint(
                condition=models.Q(answered_by=None, answered_at=None)
                | models.Q(answered_by__isnull=False, answered_at__isnull=False),
                name="help_answered_who_and_when",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_by=None) | ~models.Q(answered_by=models.F("asked_by")),
                name="help_answered_by_another",
            ),
        ]
        indexes = [models.Index(fields=["state", "asked_at"], name="help_open")]

    def __str__(self) -> str:
        return f"{self.placement} · {self.code}"
