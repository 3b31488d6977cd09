from django.db import migrations

from regie.lib.stems import folded


def fold(apps, _editor):
    """What the search compares are stems from now on."""
    for name in ("Minute", "Decision"):
        model = apps.get_model("reviews", name)
        batch = []
        for row in model.objects.only("pk", "text").order_by("pk").iterator(chunk_size=1000):
            row.folded = folded(row.text)
            batch.append(row)
            if len(batch) == 1000:
                model.objects.bulk_update(batch, ["folded"])
                batch = []
        model.objects.bulk_update(batch, ["folded"])


class Migration(migrations.Migration):

    dependencies = [("reviews", "0002_who_is_here_and_what_was_told")]

    operations = [migrations.RunPython(fold, migrations.RunPython.noop)]
