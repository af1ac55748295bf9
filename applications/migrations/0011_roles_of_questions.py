"""What an answer means to rules and columns is a role of its question, no longer its key."""

from django.db import migrations, models

ROLES = {
    "given_name_th": "given_name",
    "family_name_th": "family_name",
    "phone": "telephone",
    "birth_on": "birth_day",
    "national_id": "identity",
    "home_province": "home",
    "is_thai": "nationality",
    "full_time": "availability",
    "degree": "degree",
    "field": "studies",
}  # the keys that the standard form had until now


def declare(apps, schema_editor):
    questions = apps.get_model("applications", "Question").objects
    for key, role in ROLES.items():
        questions.filter(key=key).update(role=role)
    questions.filter(role="birth_day", kind="date").update(kind="birthday")


class Migration(migrations.Migration):
    dependencies = [
        ('applications', '0010_reading_reminders'),
    ]

    operations = [
        migrations.AddField(
            model_name='question',
            name='role',
            field=models.CharField(blank=True, choices=[('given_name', 'Given name'), ('family_name', 'Family name'), ('nickname', 'Nickname'), ('birth_day', 'Birthday'), ('nationality', 'Thai nationality'), ('identity', 'Identity number'), ('telephone', 'Telephone number'), ('home', 'Home province'), ('birth_place', 'Place of birth'), ('residence', 'Where the person lives now'), ('degree', 'Highest degree'), ('studies', 'Field of study'), ('school', 'School or university'), ('availability', 'Works full time')], max_length=20),
        ),
        migrations.AddField(
            model_name='question',
            name='settings',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AlterField(
            model_name='question',
            name='kind',
            field=models.CharField(choices=[('text', 'One line'), ('long', 'Several paragraphs'), ('number', 'Number'), ('date', 'Date'), ('birthday', 'Birthday'), ('choice', 'One choice'), ('choices', 'Several choices'), ('yes', 'Yes or no'), ('province', 'Province'), ('phone', 'Telephone number'), ('identity', 'Thai identity number')], max_length=20),
        ),
        migrations.RunPython(declare, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.UniqueConstraint(condition=models.Q(('role', ''), _negated=True), fields=('form', 'role'), name='question_role_once'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('role__in', ['birth_day', 'family_name', 'given_name', 'identity', 'nickname', 'telephone']), _negated=True), models.Q(('sensitivity', 'normal'), _negated=True), _connector='OR'), name='question_that_tells_who_is_declared'),
        ),
    ]
