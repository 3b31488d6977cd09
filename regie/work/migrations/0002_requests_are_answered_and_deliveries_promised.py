import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("charter", "0001_charters_versions_and_lines"),
        ("journal", "0001_the_one_log"),
        ("people", "0001_people_who_are_here"),
        ("work", "0001_work_that_knows_who_does"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Enclosure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("question", models.CharField(blank=True, max_length=40)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="delivery",
            name="asked_of",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="awaited_of",
                to=settings.AUTH_USER_MODEL,
                verbose_name="asked of",
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="words",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="offer",
            name="opened_at",
            field=models.DateTimeField(blank=True, default=django.utils.timezone.now, null=True),
        ),
        migrations.AddField(
            model_name="offer",
            name="starts_by_itself",
            field=models.BooleanField(default=False, verbose_name="the workflow starts as soon as it is asked"),
        ),
        migrations.AddField(
            model_name="request",
            name="answered_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="request",
            name="answered_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="request",
            name="delivered_words",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="request",
            name="reminded_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="request",
            name="sent_back_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="request",
            name="sent_back_because",
            field=models.CharField(blank=True, max_length=1000),
        ),
        migrations.AddField(
            model_name="request",
            name="task",
            field=models.OneToOneField(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="request", to="work.task"
            ),
        ),
        migrations.AlterField(
            model_name="offer",
            name="questions",
            field=models.JSONField(blank=True, default=list, verbose_name="questions"),
        ),
        migrations.AlterField(
            model_name="request",
            name="answers",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["delivered_at", "dropped_at", "needed_on"], name="deliveries_awaited"),
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(fields=["status", "-asked_at"], name="requests_by_status"),
        ),
        migrations.AddField(
            model_name="enclosure",
            name="delivery",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="enclosures", to="work.delivery"
            ),
        ),
        migrations.AddField(
            model_name="enclosure",
            name="file",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="journal.file"),
        ),
        migrations.AddField(
            model_name="enclosure",
            name="request",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="enclosures", to="work.request"
            ),
        ),
        migrations.AddConstraint(
            model_name="enclosure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("delivery", None), ("request__isnull", False)),
                    models.Q(("delivery__isnull", False), ("request", None)),
                    _connector="OR",
                ),
                name="enclosure_goes_with_one_thing",
            ),
        ),
    ]
