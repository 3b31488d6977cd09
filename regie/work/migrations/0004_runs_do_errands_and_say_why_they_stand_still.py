import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

KINDS = [
    ("step", "step"),
    ("approval", "approval"),
    ("choice", "choice"),
    ("message", "word to send or to wait for"),
    ("event", "may happen"),
    ("automatic", "done by Régie"),
]


class Migration(migrations.Migration):
    dependencies = [("work", "0003_fold_the_past_and_measure_what_changes")]

    operations = [
        migrations.AddField("run", "stuck_because", models.CharField(blank=True, max_length=500)),
        migrations.AddField("task", "several", models.BooleanField(default=False)),
        migrations.AlterField("task", "kind", models.CharField(choices=KINDS, default="step", max_length=10)),
        migrations.CreateModel(
            name="Errand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("leased_until", models.DateTimeField(blank=True, db_index=True, editable=False, null=True)),
                ("leased_by", models.CharField(blank=True, default="", editable=False, max_length=80)),
                ("operation", models.CharField(max_length=80)),
                ("tries", models.PositiveIntegerField(default=0)),
                ("next_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ("failed_because", models.CharField(blank=True, max_length=500)),
                ("given_up_at", models.DateTimeField(blank=True, null=True)),
                (
                    "task",
                    models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="errand", to="work.task"),
                ),
            ],
        ),
    ]
