"""A claim's id from its author's device moves to the claim and belongs to its author; calls for help get their own row."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import programme.models.base


def keep_ids(apps, schema_editor):
    Claim, Log = apps.get_model("mentoring", "Claim"), apps.get_model("mentoring", "ActivityLog")
    for pk, key in Log.objects.values_list("pk", "old_uuid").iterator():
        Claim.objects.filter(pk=pk).update(client_uuid=key)


def open_calls(apps, schema_editor):
    """Who asked for help with a log that nobody verified yet still waits for an answer."""
    Log, Call = apps.get_model("mentoring", "ActivityLog"), apps.get_model("mentoring", "HelpCall")
    for log in Log.objects.filter(needs_help=True).exclude(state__in=("verified", "voided")).iterator():
        Call.objects.create(
            placement_id=log.placement_id, claim_id=log.pk, words=log.headline, asked_by_id=log.author_id,
            asked_at=log.created_at, state="open", state_changed_at=log.created_at,
        )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("mentoring", "0002_remove_placement_is_public"),
    ]

    operations = [
        migrations.RenameField("activitylog", "client_uuid", "old_uuid"),
        migrations.AddField("claim", "client_uuid", models.UUIDField(blank=True, null=True)),
        migrations.AddField("claim", "client_digest", models.CharField(blank=True, max_length=64)),
        migrations.CreateModel(
            name="HelpCall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        default=programme.models.base.new_code, editable=False, max_length=20, unique=True
                    ),
                ),
                ("state", models.CharField(db_index=True, max_length=20)),
                ("state_changed_at", models.DateTimeField(blank=True, null=True)),
                ("words", models.TextField(blank=True)),
                ("asked_at", models.DateTimeField()),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="help_calls",
                        to="mentoring.claim",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="help_calls",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "placement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="help_calls", to="mentoring.placement"
                    ),
                ),
            ],
        ),
        migrations.RunPython(keep_ids, migrations.RunPython.noop),
        migrations.RunPython(open_calls, migrations.RunPython.noop),
    ]
