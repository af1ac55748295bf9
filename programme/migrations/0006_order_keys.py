"""Lists sort as a Thai dictionary does: the key of every name is kept beside it."""

from django.db import migrations

import programme.kernel.columns

NAMED = ("city", "cohort", "digitalservice", "hostagency", "province")
OF = {name: ("name_th",) for name in NAMED} | {
    "opening": ("title_th",),
    "profile": ("given_name_th", "family_name_th", "given_name_en", "family_name_en"),
}


def key_column(model: str) -> programme.kernel.columns.OrderKey:
    return programme.kernel.columns.OrderKey(of=OF[model])


def fill(apps, schema_editor):
    for model, of in OF.items():
        rows = apps.get_model("programme", model).objects.only("pk", *of)
        batch = []
        for row in rows.iterator(chunk_size=500):
            row.order_key = key_column(model).made_from(*(getattr(row, name) for name in of))
            batch.append(row)
            if len(batch) == 500:
                rows.model.objects.bulk_update(batch, ["order_key"])
                batch = []
        if batch:
            rows.model.objects.bulk_update(batch, ["order_key"])


class Migration(migrations.Migration):
    dependencies = [("programme", "0005_agency_people")]

    operations = [
        *(migrations.AddField(model, "order_key", key_column(model)) for model in OF),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterModelOptions("province", options={"ordering": ["order_key", "pk"]}),
    ]
