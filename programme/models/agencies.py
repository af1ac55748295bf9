"""Who takes ambassadors in: agencies, the people who act for them, and the openings they offer."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.kernel.columns import OrderKey
from programme.models.base import Coded, Named, Stateful, in_language
from programme.states import AGENCY, OPENING


class HostAgency(Coded, Named, Stateful):
    """A body that can take ambassadors in, once the programme office has verified it."""

    MACHINE = AGENCY

    class Kind(models.TextChoices):
        PROVINCIAL_ADMINISTRATION = "pao", _("Provincial administrative organisation")
        CITY_MUNICIPALITY = "city", _("City municipality")
        TOWN_MUNICIPALITY = "town", _("Town municipality")
        SUBDISTRICT_MUNICIPALITY = "subdistrict", _("Subdistrict municipality")
        SUBDISTRICT_ADMINISTRATION = "sao", _("Subdistrict administrative organisation")
        SPECIAL_AREA = "special", _("Special administrative area")
        PROVINCE = "province", _("Province")
        CENTRAL = "central", _("Central government agency")
        UNIVERSITY = "university", _("University")
        DEVELOPMENT_COMPANY = "company", _("City development company")
        PRIVATE = "private", _("Private organisation")
        OTHER = "other", _("Other")

    kind = models.CharField(max_length=12, choices=Kind)
    short_name_th = models.CharField(max_length=60, blank=True)
    short_name_en = models.CharField(max_length=60, blank=True)
    province = models.ForeignKey("programme.Province", models.PROTECT, related_name="agencies")
    cities = models.ManyToManyField("programme.City", related_name="agencies", blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    address_th = models.TextField(blank=True)
    authority_letter = models.ForeignKey(
        "programme.PrivateFile", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    registered_by = models.ForeignKey("programme.User", models.SET_NULL, null=True, blank=True, related_name="+")
    verified_by = models.ForeignKey("programme.User", models.SET_NULL, null=True, blank=True, related_name="+")
    verified_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(blank=True)

    PERSONAL = {"phone": "contact", "email": "contact"}

    class Meta:
        verbose_name_plural = "host agencies"

    short_or_empty = in_language("short_name")

    @property
    def short_name(self) -> str:
        """What tables call the agency: ทน. ทม. อบจ. and the place."""
        return self.short_or_empty or self.name


class Membership(models.Model):
    """A person acts for an agency in one capacity."""

    class Capacity(models.TextChoices):
        REVIEWER = "reviewer", _("Judges candidates")
        SUPERVISOR = "supervisor", _("Supervises ambassadors")
        APPROVER = "approver", _("Signs for the agency")

    user = models.ForeignKey("programme.User", models.CASCADE, related_name="memberships")
    agency = models.ForeignKey(HostAgency, models.CASCADE, related_name="memberships")
    capacity = models.CharField(max_length=12, choices=Capacity)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "agency", "capacity"], condition=models.Q(ended_at=None), name="membership_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.agency}"


class Opening(Coded, Stateful):
    """Seats that an agency offers in one call: what the person would do, where and with whom."""

    MACHINE = OPENING

    call = models.ForeignKey("programme.Call", models.PROTECT, related_name="openings")
    agency = models.ForeignKey(HostAgency, models.PROTECT, related_name="openings")
    city = models.ForeignKey("programme.City", models.PROTECT, related_name="openings")
    title_th = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    order_key = OrderKey(of=("title_th",))
    duties_th = models.TextField()
    duties_en = models.TextField(blank=True)
    domains = models.JSONField(default=list, blank=True)  # keys of Domain
    skills_th = models.CharField(max_length=300, blank=True)
    skills_en = models.CharField(max_length=300, blank=True)
    workplace_th = models.CharField(max_length=300, blank=True)
    workplace_en = models.CharField(max_length=300, blank=True)
    remote_share = models.PositiveSmallIntegerField(default=0)  # percent of the work that may be done away
    seats = models.PositiveSmallIntegerField()
    supervisor = models.ForeignKey("programme.User", models.SET_NULL, null=True, blank=True, related_name="+")
    mentor = models.ForeignKey("programme.User", models.SET_NULL, null=True, blank=True, related_name="+")
    submitted_by = models.ForeignKey("programme.User", models.SET_NULL, null=True, blank=True, related_name="+")
    decided_by = models.ForeignKey("programme.User", models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(blank=True)

    title, duties = in_language("title"), in_language("duties")
    skills, workplace = in_language("skills"), in_language("workplace")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(seats__gte=1), name="opening_has_a_seat")]

    def __str__(self) -> str:
        return f"{self.title} · {self.agency.short_name}"
