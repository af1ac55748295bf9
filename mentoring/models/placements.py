"""An ambassador's year at a host, and who stands by them in it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.states import PLACEMENT
from programme.models import Coded, Stateful


class Placement(Coded, Stateful):
    """One ambassador works at one host for some time. Every field record hangs on a placement, not on the person."""

    MACHINE = PLACEMENT

    ambassador = models.ForeignKey("programme.User", models.PROTECT, related_name="placements")
    cohort = models.ForeignKey("programme.Cohort", models.PROTECT, related_name="placements")
    opening = models.ForeignKey("programme.Opening", models.PROTECT, related_name="placements")
    offer = models.OneToOneField("applications.Offer", models.PROTECT, null=True, blank=True, related_name="placement")
    agency = models.ForeignKey("programme.HostAgency", models.PROTECT, related_name="placements")
    employer = models.ForeignKey("programme.HostAgency", models.PROTECT, null=True, blank=True, related_name="+")
    city = models.ForeignKey("programme.City", models.PROTECT, related_name="placements")
    starts_on = models.DateField()
    ends_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)  # the real last day, when it is over
    exit_kind = models.CharField(max_length=20, blank=True)
    exit_reason = models.TextField(blank=True)
    pseudonym = models.CharField(max_length=20, unique=True)  # what evaluators see instead of a name

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_on__gt=models.F("starts_on")), name="placement_ends_later"),
            models.UniqueConstraint(
                fields=["ambassador"],
                condition=models.Q(state__in=["planned", "active", "on_leave", "completing"]),
                name="one_live_placement",
            ),
        ]

    def __str__(self) -> str:
        return self.pseudonym

    @property
    def where(self) -> str:
        """The agency, and the city where the agency's name does not say it already."""
        agency, city = self.agency.name, self.city.name
        return agency if city in agency else f"{agency} · {city}"

    @property
    def certificate_number(self) -> str:
        """What the certificate of a completed year is checked by; empty before."""
        return f"SCA{self.cohort.number}-{self.code.upper()}" if self.state == "completed" else ""


class RoleAssignment(models.Model):
    """A person stands by one placement in one role from a day to a day. Helping and verifying are separate roles."""

    class Kind(models.TextChoices):
        SUPERVISOR = "supervisor", _("Host supervisor")
        HOST_MENTOR = "host_mentor", _("Mentor at the host")
        EXPERT_MENTOR = "expert_mentor", _("Expert mentor")
        OFFICER = "officer", _("Programme officer")
        STAND_IN = "stand_in", _("Stand-in reviewer")

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="roles")
    user = models.ForeignKey("programme.User", models.PROTECT, related_name="placement_roles")
    kind = models.CharField(max_length=14, choices=Kind)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "user", "kind"], condition=models.Q(to_on=None), name="placement_role_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.placement} · {self.get_kind_display()}"


class Leave(models.Model):
    """Days on which nothing is expected of an ambassador."""

    placement = models.ForeignKey(Placement, models.CASCADE, related_name="leaves")
    from_on = models.DateField()
    to_on = models.DateField()
    reason = models.CharField(max_length=200, blank=True)

    PERSONAL = {"reason": "sensitive"}

    def __str__(self) -> str:
        return f"{self.placement} · {self.from_on}"
