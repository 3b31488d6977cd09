"""The third quarter of 2026 at Tamarelle: an objective, a metric that left its band, a decision, and money."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from regie.lib.periods import Period

QUARTER = Period.parse("2026-Q3")


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(datetime(2026, 11, 17, 9, 42, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def leads(home):
    """A metric that is counted by month, better when higher."""
    from regie.metrics.models import Metric, Value

    metric = Metric.objects.create(key="leads", name="Leads", unit="count", decimals=0)
    months = [(7, 100.0), (8, 120.0), (9, 131.0)]
    Value.objects.bulk_create(
        [Value(metric=metric, grain="month", period=date(2026, month, 1), value=value) for month, value in months]
    )
    return metric


@pytest.fixture
def promise(leads, ines):
    from regie.objectives.models import Objective

    return Objective.objects.create(
        text="240 fleets equipped in a year", metric=leads, baseline=80.0, target=240.0, starts_on=date(2026, 7, 1),
        due_on=date(2027, 6, 30), status=Objective.Status.ADOPTED, adopted_at=timezone.now() - timezone.timedelta(days=120), owner=ines,
    )  # fmt: skip


@pytest.fixture
def budget(home):
    """€120,000 for the quarter, of which 102,019 are spent."""
    from regie.plan.models import BudgetLine, Envelope, Expense, Portion

    envelope = Envelope.objects.create(
        name="Campaigns", starts_on=QUARTER.start, ends_on=QUARTER.end, amount=Decimal(120_000)
    )  # fmt: skip
    line = BudgetLine.objects.create(number="2026-0001", envelope=envelope, name="Brand search")
    Portion.objects.create(line=line, month=date(2026, 7, 1), planned=Decimal(90_000))
    Expense.objects.create(
        line=line,
        net=Decimal(102_019),
        worth=Decimal(102_019),
        currency="EUR",
        on=date(2026, 8, 3),
        purpose="Clicks",
        supplier="Loupe",
    )
    return envelope


@pytest.fixture
def report(home, ines):
    from regie.reports.models import Report

    return Report.prepare(home, QUARTER, "en", by=ines)
