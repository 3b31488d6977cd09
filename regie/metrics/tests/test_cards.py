"""A card of a metric by platform says which platform stands out."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from regie.metrics.engine.rule import Rule
from regie.metrics.evaluation import run_waiting
from regie.metrics.models import Batch, Measure, Metric, Threshold
from regie.metrics.queries import cards_of
from regie.metrics.staging import Entry

pytestmark = pytest.mark.django_db


def test_the_platforms_that_alarm_come_first_with_their_band(ines, jonas, client):
    with time_machine.travel("2026-11-23 10:00:00+00:00", tick=False):
        rate = Measure.create(by=ines, name="Rate", adds_up="mean", unit="percent", dimensions=["platform"])
        metric = Metric.create(by=ines, name="Engagement", unit="percent", formula="rate", dimensions=["platform"], owner=jonas)
        rule = Rule(side="below", amount=3, dimension="platform")
        Threshold.create(metric=metric, by=ines, rule=rule).confirm(by=ines, in_force_from=date(2026, 9, 1))
        now = {"Facebook": 5.0, "Instagram": 3.05, "YouTube": 1.0}
        Batch.open(by=ines).write(
            [Entry(rate.pk, {"platform": name}, date(2026, month, 1), value) for name, value in now.items() for month in (9, 10)]
        )
        run_waiting()
        card = cards_of([metric])[0]
        assert [(each.name, each.state) for each in card.worst] == [("YouTube", "breach"), ("Instagram", "watch")]
        assert [each.name for each in card.smalls] == ["YouTube", "Instagram", "Facebook"]
        assert "at least 3%" in card.worst[0].limit
        client.force_login(jonas)
        assert "YouTube" in client.get("/").content.decode()
