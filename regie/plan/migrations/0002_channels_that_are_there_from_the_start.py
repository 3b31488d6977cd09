from django.db import migrations

from regie.plan import known_channels


def make(apps, schema_editor):
    known_channels.make(apps.get_model("plan", "Channel"))


class Migration(migrations.Migration):
    dependencies = [("plan", "0001_plans_with_money_in_them")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
