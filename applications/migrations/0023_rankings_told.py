"""When the judges of an agency were told that there is somebody to judge."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0022_carried_papers'),
    ]

    operations = [
        migrations.AddField(
            model_name='hostranking',
            name='told_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
