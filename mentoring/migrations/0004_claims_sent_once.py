"""The ids have moved: the old column goes, and the rules of both tables come."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("mentoring", "0003_calls_for_help"),
    ]

    operations = [
        migrations.RemoveField("activitylog", "old_uuid"),
        migrations.AddConstraint(
            "claim", models.UniqueConstraint(fields=("author", "client_uuid"), name="claim_sent_once")
        ),
        migrations.AddIndex("helpcall", models.Index(fields=["state", "asked_at"], name="help_open")),
        migrations.AddConstraint(
            "helpcall",
            models.UniqueConstraint(
                condition=models.Q(("claim__isnull", False), ("state", "open")),
                fields=("claim",),
                name="one_open_call_per_claim",
            ),
        ),
        migrations.AddConstraint(
            "helpcall",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at", None), ("answered_by", None)),
                    models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                    _connector="OR",
                ),
                name="help_answered_who_and_when",
            ),
        ),
        migrations.AddConstraint(
            "helpcall",
            models.CheckConstraint(
                condition=models.Q(
                    ("answered_by", None), models.Q(("answered_by", models.F("asked_by")), _negated=True), _connector="OR"
                ),
                name="help_answered_by_another",
            ),
        ),
    ]
