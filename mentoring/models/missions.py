"""Field missions: what an ambassador sets out to change."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.states import MISSION
from programme.models import Coded, Stateful


class Mission(Coded, Stateful):
    """One undertaking of one placement, with its aim, measures and end."""

    MACHINE = MISSION

    class Kind(models.TextChoices):
        ASSIGNED = "assigned", _("Set by the programme")
        HOST = "host", _("Asked for by the host")
        OWN = "own", _("Own idea")
        CROSS_CITY = "cross_city", _("Together with other cities")

    placement = models.ForeignKey("mentoring.Placement", models.PROTECT, related_name="missions")
    title = models.CharField(max_length=200)
    aim = models.TextField()
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.OWN)
    domains = models.JSONField(default=list)
    problems = models.ManyToManyField("mentoring.Problem", related_name="missions", blank=True)
    services = models.ManyToManyField("programme.DigitalService", related_name="+", blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    partners = models.CharField(max_length=300, blank=True)
    risks = models.TextField(blank=True)
    # what it is measured by: [{"label", "unit", "before", "target", "now", "on", "source"}]; numbers are decimal texts or
    # empty, `on` is the ISO day of the newest value
    measures = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField()
    agreed_by = models.ForeignKey("programme.User", models.SET_NULL, null=True, blank=True, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    decision_note = models.TextField(blank=True)
    what_changed = models.TextField(blank=True)
    what_did_not = models.TextField(blank=True)
    what_continues = models.TextField(blank=True)
    owner_after = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_on__gte=models.F("starts_on")), name="mission_ends_later")
        ]

    def __str__(self) -> str:
        return self.title
