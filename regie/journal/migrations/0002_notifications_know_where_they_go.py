from django.db import migrations, models


def take_over(apps, schema_editor):
    """What is not told yet goes where its person wanted everything until now."""
    people = apps.get_model("people", "Person").objects.using(schema_editor.connection.alias)
    waiting = apps.get_model("journal", "Notification").objects.using(schema_editor.connection.alias).filter(told_at=None)
    for channel in ("bell", "daily", "none"):
        waiting.filter(person__in=people.filter(notices=channel)).update(channel=channel)


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_the_one_log"), ("people", "0001_people_who_are_here")]
    operations = [
        migrations.AddField("notification", "channel", models.CharField(blank=True, max_length=8), preserve_default=True),
        migrations.RunPython(take_over, migrations.RunPython.noop),
    ]
