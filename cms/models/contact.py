"""What visitors write to the programme office."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.models import Coded


class ContactMessage(Coded):
    """One message from the contact form; plain text, read and settled on the desk, erased after two years."""

    class Topic(models.TextChoices):
        APPLY = "apply", _("Applying")
        HOST = "host", _("Hosting an ambassador")
        PRESS = "press", _("Press")
        DATA = "data", _("Data and figures")
        SAFETY = "safety", _("Safety of a person")
        SITE = "site", _("This website")
        OTHER = "other", _("Something else")

    PERSONAL = {"name": "name", "email": "contact", "text": "sensitive"}

    topic = models.CharField(max_length=8, choices=Topic)
    name = models.CharField(max_length=120)
    email = models.EmailField()
    text = models.TextField()
    language = models.CharField(max_length=2, default="th")
    created_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey("programme.User", models.SET_NULL, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.get_topic_display()} · {self.created_at:%Y-%m-%d}"
