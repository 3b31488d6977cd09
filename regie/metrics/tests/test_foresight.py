"""What an import would do to metrics, said before it is written: the same as what happens then, and nothing is kept."""

from __future__ import annotations

from datetime import date

import pytest

from regie.metrics import foresight
from regie.metrics.foresight import Change, foresee
from regie.metrics.models import Breach, Evaluation, Figure, Measure, Value
from regie.metrics.tests.test_evaluation import bring, csat, satisfied, today  # noqa: F401

pytestmark = pytest.mark.django_db


def changes(measure: str, values: dict[str, float], **dimensions) -> list[Change]:
    pk = Measure.objects.get(key=measure).pk
    return [Change(pk, dimensions, date.fromisoformat(f"{month}-01"), value) for month, value in values.items()]


def test_a_breach_that_would_open_is_foreseen_with_the_values_that_open_it(csat, ines):  # noqa: F811
    satisfied(ines, {"2026-07": 90, "2026-08": 84})
    bring(ines, "answers", {"2026-09": 100})
    before = (Figure.objects.count(), Value.objects.count(), Evaluation.objects.count())
    (foreseen,) = foresee(changes("positive_answers", {"2026-09": 80}))
    assert [tuple(each) for each in foreseen.values] == [("2026-09-01", None, 80.0, "breach")]
    assert [tuple(each) for each in foreseen.breaches] == [("opens", "", "2026-09-01", "month")]
    assert (Figure.objects.count(), Value.objects.count(), Evaluation.objects.count()) == before
    assert not Breach.objects.exists()
    bring(ines, "positive_answers", {"2026-09": 80})
    assert Breach.objects.get().period == date(2026, 9, 1)


def test_a_breach_that_would_resolve_is_foreseen(csat, ines):  # noqa: F811
    satisfied(ines, {"2026-07": 90, "2026-08": 84, "2026-09": 80})
    bring(ines, "answers", {"2026-10": 100})
    (foreseen,) = foresee(changes("positive_answers", {"2026-10": 95}))
    assert [tuple(each) for each in foreseen.breaches] == [("resolves", "", "2026-10-01", "month")]


def test_a_breach_whose_figures_were_wrong_would_be_withdrawn(csat, ines):  # noqa: F811
    satisfied(ines, {"2026-07": 90, "2026-08": 84, "2026-09": 80})
    (foreseen,) = foresee(changes("positive_answers", {"2026-09": 88}))
    assert [tuple(each) for each in foreseen.values] == [("2026-09-01", 80.0, 88.0, "good")]
    assert [each.act for each in foreseen.breaches] == ["withdrawn"]
    bring(ines, "positive_answers", {"2026-09": 88})
    assert Breach.objects.get().withdrawn_at


def test_figures_that_change_nothing_move_nothing(csat, ines):  # noqa: F811
    satisfied(ines, {"2026-07": 90, "2026-08": 84})
    assert foresee(changes("positive_answers", {"2026-08": 84})) == []
    assert foresee([]) == []


def test_too_much_is_not_computed_beforehand(csat, ines, monkeypatch):  # noqa: F811
    satisfied(ines, {"2026-07": 90, "2026-08": 84})
    monkeypatch.setattr(foresight, "MOST_FIGURES", 3)
    assert foresee(changes("positive_answers", {"2026-09": 80})) is None
