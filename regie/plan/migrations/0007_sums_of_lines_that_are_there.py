from decimal import Decimal

from django.db import migrations, models
from django.db.models import Count, OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Round

EXACT = models.DecimalField(max_digits=16, decimal_places=2)


def count(apps, editor):
    def of_line(rows):
        return rows.filter(line=OuterRef("pk")).order_by().values("line")

    def total(rows, amount):
        found = Subquery(of_line(rows).annotate(total=Sum(amount)).values("total"), output_field=EXACT)
        return Round(Coalesce(found, Value(Decimal(0)), output_field=EXACT), precision=2, output_field=EXACT)

    months = apps.get_model("plan", "Portion").objects.all()
    standing = apps.get_model("plan", "Commitment").objects.filter(status="made")
    spent = apps.get_model("plan", "Expense").objects.filter(taken_back_at=None)
    apps.get_model("plan", "BudgetLine").objects.update(
        total_planned=total(months, "planned"),
        total_forecast=total(months, Coalesce("forecast", "planned")),
        total_promised=total(standing, "worth"),
        total_against=total(spent.filter(commitment__status="made"), "worth"),
        total_spent=total(spent, "worth"),
        total_open=Coalesce(Subquery(of_line(standing).annotate(many=Count("pk")).values("many")), Value(0)),
    )


class Migration(migrations.Migration):
    dependencies = [("plan", "0006_budget_lines_keep_their_sums")]

    operations = [migrations.RunPython(count, migrations.RunPython.noop, elidable=True)]
