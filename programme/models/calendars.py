"""A person's dates, as a calendar outside the portal follows them."""

import secrets

from django.db import models


def new_token() -> str:
    return secrets.token_urlsafe(24)


class CalendarAddress(models.Model):
    """The secret address under which a person's calendar follows their own dates. Renewed, the old one is dead."""

    PERSONAL = {"token": "secret"}

    user = models.OneToOneField("programme.User", models.CASCADE, related_name="calendar_address")
    token = models.CharField(max_length=48, unique=True, default=new_token)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user} · {self.made_at:%Y-%m-%d}"


class CalendarEntry(models.Model):
    """One date of one person as a calendar was told of it last: when it differs, `changes` counts up."""

    user = models.ForeignKey("programme.User", models.CASCADE, related_name="calendar_entries")
    key = models.CharField(max_length=60)
    said = models.CharField(max_length=64)  # fingerprint of what was told
    changes = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "calendar entries"
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="calendar_entry_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.key}"
