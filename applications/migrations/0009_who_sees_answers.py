"""Which answers readers of a blind round see is declared on each question, and never one that tells who it is."""

from django.db import migrations, models


def declare(apps, schema_editor):
    questions = apps.get_model("applications", "Question").objects
    questions.filter(sensitivity="normal").update(blind_readers_see=True)
    questions.exclude(sensitivity="normal").update(hosts_see=False)


class Migration(migrations.Migration):
    dependencies = [("applications", "0008_rules_by_their_names")]

    operations = [
        migrations.AddField("question", "blind_readers_see", models.BooleanField(default=False)),
        migrations.RunPython(declare, migrations.RunPython.noop),
        migrations.AddConstraint(
            "question",
            models.CheckConstraint(
                condition=models.Q(("sensitivity", "normal"), models.Q(("blind_readers_see", False), ("hosts_see", False)), _connector="OR"),
                name="blind_readers_see_nothing_telling",
            ),
        ),
    ]
