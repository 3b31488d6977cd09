import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("journal", "0001_the_one_log"),
        ("work", "0002_requests_are_answered_and_deliveries_promised"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Folded",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("last_event", models.BigIntegerField(default=0)),
                ("week", models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="Audit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tool", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=200)),
                ("states", models.JSONField(default=dict)),
                ("refusals", models.JSONField(default=list)),
                ("taken", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("written_at", models.DateTimeField(blank=True, null=True)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="audits", to="journal.file"),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="PassedStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("node", models.CharField(blank=True, max_length=200)),
                ("name", models.CharField(max_length=300)),
                ("kind", models.CharField(default="step", max_length=10)),
                ("key", models.CharField(max_length=260, unique=True)),
                (
                    "audit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passed_steps",
                        to="work.audit",
                    ),
                ),
                (
                    "workflow",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passed_steps",
                        to="work.workflow",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("verdict", models.BigIntegerField(unique=True)),
                ("run", models.BigIntegerField(default=0)),
                ("who", models.CharField(blank=True, max_length=200)),
                ("asked", models.FloatField()),
                ("given", models.FloatField()),
                ("hours", models.FloatField()),
                ("decision", models.CharField(max_length=12)),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="work.passedstep",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Passage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("task", models.BigIntegerField(null=True)),
                ("run", models.BigIntegerField(default=0)),
                ("visit", models.PositiveIntegerField(default=1)),
                ("state", models.CharField(default="waiting", max_length=8)),
                ("opened", models.FloatField()),
                ("begun", models.FloatField(default=0)),
                ("ended", models.FloatField(default=0)),
                ("since", models.FloatField(default=0)),
                ("due", models.FloatField(default=0)),
                ("is_blocked", models.BooleanField(default=False)),
                ("is_dropped", models.BooleanField(default=False)),
                ("waited", models.FloatField(default=0)),
                ("worked", models.FloatField(default=0)),
                ("gated", models.FloatField(default=0)),
                ("blocked", models.FloatField(default=0)),
                ("returns", models.PositiveIntegerField(default=0)),
                ("round", models.PositiveIntegerField(default=1)),
                ("outcome", models.CharField(blank=True, max_length=12)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="passages", to="work.passedstep"),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["run"], name="passages_of_a_run")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("task__isnull", False)), fields=("task",), name="one_passage_a_task"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Improvement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("second", "A second person may decide"),
                            ("parallel", "The two checks run at the same time"),
                            ("fewer", "Fewer people are consulted"),
                            ("limit", "Less is begun at once"),
                            ("skip", "What is made of approved wording skips the check"),
                        ],
                        max_length=10,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                ("expected_runs", models.PositiveIntegerField(default=0)),
                ("expected_of", models.PositiveIntegerField(default=0)),
                ("expected_hours", models.FloatField(default=0)),
                ("adopted_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("given_up_at", models.DateTimeField(blank=True, null=True)),
                (
                    "adopted_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "given_up_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="improvements", to="work.passedstep"
                    ),
                ),
            ],
            options={
                "ordering": ["-adopted_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("given_up_at", None)), fields=("step", "kind"), name="one_standing_improvement_a_kind"
                    )
                ],
            },
        ),
    ]
