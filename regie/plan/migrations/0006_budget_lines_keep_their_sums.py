from django.db import migrations, models

SUMS = ("total_planned", "total_forecast", "total_promised", "total_against", "total_spent")


class Migration(migrations.Migration):
    dependencies = [("plan", "0005_sums_read_from_indexes_alone")]

    operations = [
        *(
            migrations.AddField(
                model_name="budgetline",
                name=name,
                field=models.DecimalField(decimal_places=2, default=0, editable=False, max_digits=16),
            )
            for name in SUMS
        ),
        migrations.AddField(
            model_name="budgetline",
            name="total_open",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddIndex(
            model_name="budgetline",
            index=models.Index(
                condition=models.Q(("total_spent__gt", models.F("total_planned"))),
                fields=["envelope"],
                name="lines_above_plan",
            ),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(
                condition=models.Q(("status", "made")),
                fields=["expected_on", "line", "worth"],
                name="commitments_by_expected_day",
            ),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(
                condition=models.Q(("asked_of_month__isnull", False), ("status", "made")),
                fields=["asked_of_month"],
                name="commitments_asked_about",
            ),
        ),
        *(
            migrations.AlterField(model_name=model, name=name, field=field)
            for model in ("commitment", "expense")
            for name, field in (
                ("rate", models.DecimalField(decimal_places=8, default=1, max_digits=16, verbose_name="rate")),
                ("worth", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="worth")),
            )
        ),
        migrations.AlterField(
            model_name="expense",
            name="line_said",
            field=models.CharField(blank=True, max_length=80, verbose_name="line as the sheet wrote it"),
        ),
    ]
