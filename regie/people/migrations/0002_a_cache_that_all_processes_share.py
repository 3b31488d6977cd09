from django.core.management import call_command
from django.db import migrations


def make_table(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    """Limits on sign-in are counted here: a count kept in each process would let each process be tried anew."""

    dependencies = [("people", "0001_people_who_are_here")]
    operations = [migrations.RunPython(make_table, migrations.RunPython.noop)]
