"""Decisions, hidden until released, and the offers that follow from them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.states import OFFER
from programme.models import Coded, Stateful


class Decision(models.Model):
    """What the programme decided about one application. Invisible to the applicant until `released_at`."""

    class Kind(models.TextChoices):
        SELECTED = "selected", _("Selected")
        RESERVE = "reserve", _("Reserve")
        NOT_SELECTED = "not_selected", _("Not selected this time")
        INELIGIBLE = "ineligible", _("Not eligible")

    application = models.OneToOneField("applications.Application", models.CASCADE, related_name="decision")
    kind = models.CharField(max_length=12, choices=Kind)
    reason = models.TextField(blank=True)  # for the person, in plain words
    decided_by = models.ForeignKey("programme.User", models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.application} · {self.get_kind_display()}"


class HostAnswer(models.TextChoices):
    """What the host says about the person placed with it. An objection is settled by the programme."""

    CONFIRMED = "confirmed", _("Confirmed by the host")
    OBJECTED = "objected", _("The host objects")
    SETTLED = "settled", _("Objection settled: the match stands")


class Offer(Coded, Stateful):
    """A seat at an opening is offered to one applicant until a moment. It is answered once."""

    MACHINE = OFFER
    PERSONAL = {"typed_name": "name"}

    application = models.ForeignKey("applications.Application", models.PROTECT, related_name="offers")
    opening = models.ForeignKey("programme.Opening", models.PROTECT, related_name="offers")
    run = models.ForeignKey("applications.MatchRun", models.PROTECT, null=True, blank=True, related_name="offers")
    prepared_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    deadline_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.TextField(blank=True)
    agreement = models.TextField(blank=True)  # the words as they stood when accepted
    agreement_hash = models.CharField(max_length=64, blank=True)
    typed_name = models.CharField(max_length=200, blank=True)
    agreement_file = models.ForeignKey(
        "programme.PrivateFile", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reminded_at = models.DateTimeField(null=True, blank=True)
    refilled_at = models.DateTimeField(null=True, blank=True)  # when the reserve list was asked about the freed seat
    revoke_reason = models.TextField(blank=True)
    host_answer = models.CharField(max_length=10, choices=HostAnswer, blank=True)  # empty: nothing said, which is a yes
    host_reason = models.TextField(blank=True)
    host_answered_at = models.DateTimeField(null=True, blank=True)
    host_answered_by = models.ForeignKey("programme.User", models.SET_NULL, null=True, blank=True, related_name="+")
    asked_again = models.TextField(blank=True)  # what a person wrote who came too late and would still say yes
    replaces = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaced_by"
    )  # whose seat this was

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(state__in=["prepared", "sent", "accepted"]),
                name="one_live_offer",
            )
        ]
        indexes = [models.Index(fields=["state", "deadline_at"], name="offer_deadline")]

    def __str__(self) -> str:
        return f"{self.application} → {self.opening}"


class OfferExtension(models.Model):
    """The deadline of one offer was moved, by whom and why."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="extensions")
    old_deadline_at = models.DateTimeField()
    new_deadline_at = models.DateTimeField()
    reason = models.TextField()
    granted_by = models.ForeignKey("programme.User", models.SET_NULL, null=True, related_name="+")
    granted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.offer} · {self.new_deadline_at:%Y-%m-%d %H:%M}"
