"""An agency's door: a person is asked by letter to act for it, and answers."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from programme.models.agencies import HostAgency, Membership
from programme.models.base import Coded


class Invitation(Coded):
    """One letter to one address, asking whoever reads it to act for an agency. Open until answered, taken back or late."""

    PERSONAL = {"email": "contact"}

    agency = models.ForeignKey(HostAgency, models.CASCADE, related_name="invitations")
    email = models.EmailField()
    capacities = models.JSONField()  # keys of Membership.Capacity
    invited_by = models.ForeignKey("programme.User", models.SET_NULL, null=True, blank=True, related_name="+")
    invited_at = models.DateTimeField()
    sent_at = models.DateTimeField()  # the newest letter
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey("programme.User", models.SET_NULL, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)  # declined by the person, or taken back by the agency

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "agency", Lower("email"), condition=Q(accepted_at=None, closed_at=None), name="invitation_open_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.email} · {self.agency}"

    @property
    def capacity_labels(self) -> list[str]:
        return [str(Membership.Capacity(key).label) for key in self.capacities if key in Membership.Capacity.values]

    def is_open(self, at: datetime) -> bool:
        return self.accepted_at is None and self.closed_at is None and at < self.expires_at
