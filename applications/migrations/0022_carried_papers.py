"""A paper of an earlier call says so until its owner has looked at it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("applications", "0021_several_papers")]

    operations = [
        migrations.AddField(
            model_name="document",
            name="carried_from",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
