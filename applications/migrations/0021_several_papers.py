"""Several files of one kind of paper, each once. What is kept so far was kept as it came."""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def came_as_kept(apps, schema_editor):
    Document, PrivateFile = apps.get_model("applications", "Document"), apps.get_model("programme", "PrivateFile")
    kept = PrivateFile.objects.filter(pk=OuterRef("file")).values("sha256")[:1]
    Document.objects.update(sent_sha256=Subquery(kept))


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0020_carried_answers'),
        ('programme', '0011_words_for_editors'),
    ]

    operations = [
        migrations.AddField(
            model_name='document',
            name='sent_sha256',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='documentkind',
            name='most',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='documentkind',
            name='role',
            field=models.CharField(blank=True, choices=[('identity_card', 'Identity card')], max_length=20),
        ),
        migrations.RunPython(came_as_kept, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.UniqueConstraint(condition=models.Q(('sent_sha256', ''), _negated=True), fields=('application', 'kind', 'sent_sha256'), name='document_once'),
        ),
        migrations.AddConstraint(
            model_name='documentkind',
            constraint=models.CheckConstraint(condition=models.Q(('most__range', (1, 10))), name='document_kind_takes_some'),
        ),
    ]
