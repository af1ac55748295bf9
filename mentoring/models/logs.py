"""A day in the field, and the people met."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mentoring.models.claims import Claim
from programme.models import Coded


class Week(models.Model):
    """One week of one placement, handed in as a whole. Starts on a Monday."""

    placement = models.ForeignKey("mentoring.Placement", models.CASCADE, related_name="weeks")
    starts_on = models.DateField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["placement", "starts_on"], name="week_once")]

    def __str__(self) -> str:
        return f"{self.placement} · {self.starts_on}"


class ActivityLog(Claim):
    """One thing done on one day: what, where, with how many people, and a photo."""

    class Activity(models.TextChoices):
        VISIT = "visit", _("Field visit")
        MEETING = "meeting", _("Meeting")
        WORKSHOP = "workshop", _("Workshop")
        DATA = "data", _("Data work")
        BUILD = "build", _("Building or prototype")
        EVENT = "event", _("Event")
        PROPOSAL = "proposal", _("Writing a proposal")
        COORDINATION = "coordination", _("Coordination")
        TRAINING = "training", _("Training received")
        OTHER = "other", _("Other")

    week = models.ForeignKey(Week, models.SET_NULL, null=True, blank=True, related_name="logs")
    activity = models.CharField(max_length=12, choices=Activity, default=Activity.VISIT)
    headline = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    place_name = models.CharField(max_length=200, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    accuracy_m = models.PositiveIntegerField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    next_step = models.CharField(max_length=300, blank=True)
    needs_help = models.BooleanField(default=False)
    device_time = models.DateTimeField(null=True, blank=True)
    seconds_to_log = models.PositiveIntegerField(null=True, blank=True)

    PERSONAL = {"latitude": "location", "longitude": "location"}

    def __str__(self) -> str:
        return self.headline


class PeopleGroup(Coded):
    """A group of people that logs keep meeting, without names; `size` counts once the host has confirmed it."""

    placement = models.ForeignKey("mentoring.Placement", models.CASCADE, related_name="groups")
    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="children")
    size = models.PositiveIntegerField(null=True, blank=True)
    size_source = models.CharField(max_length=200, blank=True)
    confirmed_by = models.ForeignKey("programme.User", models.SET_NULL, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["placement", "name"], name="group_name_once")]

    def __str__(self) -> str:
        return self.name


class PeopleCount(models.Model):
    """How many people of one group, or of no fixed group, took part in one log; and how many for the first time."""

    class Method(models.TextChoices):
        LIST = "list", _("Signed list")
        HEADS = "heads", _("Head count")
        ESTIMATE = "estimate", _("Estimate")

    log = models.ForeignKey(ActivityLog, models.CASCADE, related_name="people")
    group = models.ForeignKey(PeopleGroup, models.PROTECT, null=True, blank=True, related_name="counts")
    number = models.PositiveIntegerField()
    first_time = models.PositiveIntegerField(null=True, blank=True)
    method = models.CharField(max_length=8, choices=Method, default=Method.HEADS)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first_time=None) | models.Q(first_time__lte=models.F("number")),
                name="first_time_within_number",
            )
        ]

    def __str__(self) -> str:
        return f"{self.log} · {self.number}"
