"""Who asked to be reminded of a deadline before having an application, or an account."""

from django.db import models

from programme.models import Coded


class CallReminder(Coded):
    """One address asked to hear before one call closes; silent until confirmed, erased once the call is over."""

    PERSONAL = {"email": "contact"}

    call = models.ForeignKey("programme.Call", models.CASCADE, related_name="reminders")
    email = models.EmailField()
    language = models.CharField(max_length=2, default="th")
    wording = models.CharField(max_length=500)  # what was agreed to, in these words
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)  # its owner followed the link of the first letter
    told_days = models.PositiveSmallIntegerField(null=True, blank=True)  # the last letter left so many days before

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "email"], name="call_reminder_once")]

    def __str__(self) -> str:
        return f"{self.call} · {self.asked_at:%Y-%m-%d}"
