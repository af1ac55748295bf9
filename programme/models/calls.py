"""A public call for applications: its rules live here, its public face is a page of the site."""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.models.base import Coded, Stateful, in_language
from programme.states import CALL


class HometownMode(models.TextChoices):
    """What a home town counts for; each call says which one it uses."""

    NONE = "none", _("Home town does not count")
    SOFT = "soft", _("Home province comes first among equals")
    FIRST = "rank", _("Home province comes before everyone else")
    KEPT = "kept", _("One seat of each opening is kept for the home province, if somebody fits")
    HARD = "hard", _("Only openings in the home province")


class Call(Coded, Stateful):
    """One invitation to apply, for one cohort: when, and by which rules of the programme; its form is `applications.FormVersion`."""

    MACHINE = CALL

    cohort = models.ForeignKey("programme.Cohort", models.PROTECT, related_name="calls")
    slug = models.SlugField(max_length=80, unique=True)
    title_th = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    grace_minutes = models.PositiveSmallIntegerField(default=0)  # in which what was begun in time is still taken
    results_on = models.DateField(null=True, blank=True)
    hometown_mode = models.CharField(max_length=4, choices=HometownMode, default=HometownMode.SOFT)
    max_choices = models.PositiveSmallIntegerField(default=5)
    reviewers_per_application = models.PositiveSmallIntegerField(default=2)
    is_blind = models.BooleanField(default=True)
    reader_notes_told = models.BooleanField(default=False)  # after a no, readers' notes to the applicant are shown
    offer_days = models.PositiveSmallIntegerField(default=7)
    host_days = models.PositiveSmallIntegerField(default=5)  # days in which a host confirms or objects to a placement
    refills_automatically = models.BooleanField(default=False)  # freed seats go to the reserve list without a click
    late_choices_until = models.DateTimeField(
        null=True, blank=True
    )  # second round: reserve people add openings until then
    stipend_baht = models.PositiveIntegerField(null=True, blank=True)
    agreement_th = models.TextField(blank=True)  # what the applicant signs when accepting an offer
    agreement_en = models.TextField(blank=True)
    letter_words = models.JSONField(default=dict, blank=True)  # {letter: {"th", "en"}}: what it adds to its letters
    receipt_counter = models.PositiveIntegerField(default=0)  # last receipt number given; raised by compare-and-swap

    title, agreement = in_language("title"), in_language("agreement")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(closes_at__gt=models.F("opens_at")), name="call_closes_later")
        ]

    def __str__(self) -> str:
        return self.title

    def takes_entries(self, at: datetime) -> bool:
        """True while applications may come in. The clock decides, even when the closing job is late."""
        return self.state == "open" and self.opens_at <= at < self.closes_at

    def takes_what_was_begun(self, at: datetime) -> bool:
        """True while what was begun in time may still be changed and handed in: until the deadline and its grace."""
        is_grace = self.closes_at <= at < self.last_moment and self.state in ("open", "closed")
        return is_grace or self.takes_entries(at)

    @property
    def grace(self) -> timedelta:
        return timedelta(minutes=self.grace_minutes)

    @property
    def last_moment(self) -> datetime:
        """When nothing is taken any more. The deadline that people are told is `closes_at`."""
        return self.closes_at + self.grace


class CallAmendment(models.Model):
    """A published change to a call that was already open; those who had applied were told."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="amendments")
    text_th = models.TextField()
    text_en = models.TextField(blank=True)
    old_closes_at = models.DateTimeField(null=True, blank=True)
    new_closes_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey("programme.User", models.SET_NULL, null=True, related_name="+")
    text = in_language("text")

    def __str__(self) -> str:
        return f"{self.call} · {self.published_at:%Y-%m-%d}"


class DeadlineExtension(models.Model):
    """One person may enter one call until a later moment, for a written reason."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="extensions")
    user = models.ForeignKey("programme.User", models.CASCADE, related_name="deadline_extensions")
    until_at = models.DateTimeField()
    reason = models.TextField()
    granted_by = models.ForeignKey("programme.User", models.SET_NULL, null=True, related_name="+")
    granted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "user"], name="one_extension_per_person")]

    def __str__(self) -> str:
        return f"{self.call} · {self.user}"
