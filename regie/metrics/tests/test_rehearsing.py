"""A rule of a charter tried on our own figures before anybody confirms it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

import regie.demo
from regie.charter.hooks import Tried
from regie.charter.models import Reading
from regie.metrics import rehearsing
from regie.metrics.models import Batch, Measure, Metric
from regie.metrics.staging import Entry

pytestmark = pytest.mark.django_db
TEXT = (Path(regie.demo.__file__).parent / "texts" / "charter-en.md").read_text("utf8")


def test_a_rule_says_how_often_it_would_have_rung_and_which_measures_count_a_volume(ines, home):
    Reading.bring(TEXT, by=ines).accept(by=ines)
    csat = Metric.objects.get(key="csat")
    rule = {"compare": "constant", "op": "<", "amount": 85, "unit": "absolute", "periods": 1, "period": "month"}
    asked = [Tried(csat.line_id, 0, rule)]
    assert rehearsing.rings(asked) == {}  # nothing is known yet
    names = dict(rehearsing.volumes([""]))
    assert {"answers", "positive_answers"} <= names.keys()
    answers, positive = Measure.objects.get(key="answers"), Measure.objects.get(key="positive_answers")
    end = timezone.localdate().replace(day=1) - timedelta(days=1)
    months = [end.replace(day=1)]
    while len(months) < 4:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    figures = []
    for month, share in zip(months, (90, 80, 90, 80), strict=True):
        figures += [Entry(answers.pk, {}, month, 100), Entry(positive.pk, {}, month, share)]
    Batch.open(by=ines).write(figures)
    assert "2 times" in rehearsing.rings(asked)[csat.line_id, 0]
    never = Tried(csat.line_id, 2, {**rule, "amount": 70})
    assert "not have rung" in rehearsing.rings([never])[csat.line_id, 2]
