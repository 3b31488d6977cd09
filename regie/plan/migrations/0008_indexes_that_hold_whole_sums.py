from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plan", "0007_sums_of_lines_that_are_there")]

    operations = [
        migrations.RemoveIndex(model_name="budgetline", name="lines_of_an_envelope"),
        migrations.RemoveIndex(model_name="commitment", name="sums_of_commitments"),
        migrations.RemoveIndex(model_name="commitment", name="commitments_by_expected_day"),
        migrations.AddIndex(
            model_name="budgetline",
            index=models.Index(
                fields=[
                    "envelope",
                    "closed_at",
                    "approved_at",
                    "total_open",
                    "total_planned",
                    "total_forecast",
                    "total_promised",
                    "total_against",
                    "total_spent",
                ],
                name="sums_of_lines",
            ),
        ),
        migrations.AddIndex(
            model_name="budgetline",
            index=models.Index(
                condition=models.Q(("platform", ""), _negated=True), fields=["platform"], name="lines_by_platform"
            ),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(fields=["line", "status", "expected_on", "worth"], name="sums_of_promises"),
        ),
    ]
