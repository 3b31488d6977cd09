import numpy as np
import pytest
from django.utils import translation

from regie.metrics import ruling
from regie.metrics.engine.rule import Rule
from regie.metrics.engine.verdict import OVER, judged
from regie.metrics.models import Metric


@pytest.mark.parametrize(
    ("side", "amount", "said", "rings_at"),
    [
        ("below", -15.0, "falls by more than 15", {-16}),
        ("below", 15.0, "rises by less than 15", {-16, -10, 10}),
        ("above", 15.0, "rises by more than 15", {16}),
        ("above", -15.0, "falls by less than 15", {-10, 10, 16}),
    ],
)
def test_a_rule_on_a_change_says_what_it_rings_at(side, amount, said, rings_at):
    rule = Rule(side=side, amount=amount, subject="change_percent")
    with translation.override("en"):
        assert said in ruling.sentence(Metric(name="CAC"), rule)
    changes = [-16, -10, 10, 16]
    verdict = judged(rule, np.array([[100.0, 100.0 + change] for change in changes]), a_year=12)
    assert {change for change, now in zip(changes, verdict.now[:, 1], strict=True) if now == OVER} == rings_at
