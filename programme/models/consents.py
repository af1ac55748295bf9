"""What a person agreed to, per purpose, and when it was taken back."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Consent(models.Model):
    """A person said yes to one purpose, in these words; `withdrawn_at` ends it at once."""

    class Purpose(models.TextChoices):
        STORY = "story", _("My story may be published")
        PHOTO = "photo", _("Photos of me may be published")
        LISTED = "listed", _("My name, cohort and city may stand in the public list of ambassadors")
        ALUMNI = "alumni", _("You may contact me after the programme")
        SHARING = "sharing", _("My contact may be shared with other ambassadors")

    user = models.ForeignKey("programme.User", models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=12, choices=Purpose)
    wording = models.TextField()
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "purpose"], condition=models.Q(withdrawn_at=None), name="consent_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_purpose_display()}"
