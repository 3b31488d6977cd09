from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plan", "0008_indexes_that_hold_whole_sums")]

    operations = [
        migrations.AddField(
            model_name="reckoning", name="looked_at", field=models.DateTimeField(blank=True, editable=False, null=True)
        ),
    ]
