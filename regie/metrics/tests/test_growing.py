"""A charter goes in, measures and metrics with their thresholds come out."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone

from regie.charter.models import Charter, Line, Version, Wording
from regie.charter.reading import read
from regie.metrics import growing, hanging
from regie.metrics.engine.rule import Rule
from regie.metrics.models import Direction, Measure, Metric, Threshold, Unit
from regie.people.models import Holding, Role

pytestmark = pytest.mark.django_db
TEXTS = Path(__file__).parents[2] / "demo" / "texts"


def accepted(home, items: list[dict], earlier: Version | None = None, language: str = "fr") -> Version:
    """A version whose metrics are these items, on the lines of the version before, by name."""
    charter = Charter.objects.get_or_create(domain=home)[0]
    Version.objects.filter(charter=charter).update(state=Version.State.REPLACED)
    version = Version.objects.create(charter=charter, number=(earlier.number if earlier else 0) + 1, language=language)
    lines = {each.data["name"]: each.line for each in earlier.wordings.all()} if earlier else {}
    for order, item in enumerate(items):
        line = lines.get(item["name"]) or Line.objects.create(charter=charter, section="metrics")
        Wording.objects.create(version=version, line=line, section="metrics", order=order, text=item["text"], data=item)
    return version


@pytest.fixture
def items() -> list[dict]:
    return read((TEXTS / "charter-fr.md").read_bytes(), "charter-fr.md").as_json()["metrics"]


def test_the_seven_metrics_come_with_measures_and_formulas_ready(home, ines, items):
    grown = growing.grow(accepted(home, items), ines)
    assert {metric.formula for metric in Metric.objects.all()} == {
        "spend / new_customers", "revenue / spend", "converted_leads / leads * 100", "positive_answers / answers * 100",
        "interactions / reach * 100", "awareness_growth",
    }  # fmt: skip
    assert Metric.objects.count() == 7
    assert Measure.objects.get(key="new_customers").name == "Nouveaux clients"
    assert Measure.objects.get(key="spend").currency == "EUR"
    assert sum(each.act == "created" for each in grown) == 7 + Measure.objects.count() + Threshold.objects.count()
    cac, mroi = Metric.objects.get(formula="spend / new_customers"), Metric.objects.get(formula="revenue / spend")
    assert (cac.unit, cac.currency, cac.direction) == (Unit.CURRENCY, "EUR", Direction.LOWER)
    assert (mroi.dimensions, mroi.direction) == (["campaign"], Direction.HIGHER)
    csat = Metric.objects.get(formula__startswith="positive")
    assert (csat.measured, csat.reported, csat.shown) == ("day", "month", "month")


def test_each_sentence_becomes_a_rule_that_waits_for_a_person(home, ines, items):
    growing.grow(accepted(home, items), ines)
    rules = {threshold.metric.formula: threshold for threshold in Threshold.objects.select_related("metric").order_by("-place")}
    assert not Threshold.objects.exclude(confirmed_at=None).exists()
    cac = rules["spend / new_customers"].read_rule
    assert cac == Rule(side="above", strict=False, reference="moving_mean", amount=15, unit="percent", window=6, grain="month")
    csat = rules["positive_answers / answers * 100"].read_rule
    assert csat == Rule(side="below", strict=True, amount=85, periods=2, grain="month")
    conversion = rules["converted_leads / leads * 100"]
    assert (conversion.question, conversion.is_ready) == ("percent_or_points", False)
    engagement = Threshold.objects.get(rule__grain="week").read_rule
    assert engagement == Rule(
        side="below", strict=False, reference="previous", amount=15, unit="percent", grain="week", dimension="platform"
    )
    awareness = Threshold.objects.filter(metric__formula="awareness_growth").order_by("place")
    assert [each.read_rule.reference for each in awareness] == ["benchmark", "target"]


def test_the_owner_is_the_only_person_who_holds_the_role(home, ines, jonas, items):
    role = Role.objects.create(domain=home, name=items[0]["owner"])
    Holding.objects.create(role=role, person=jonas, since=timezone.localdate())
    growing.grow(accepted(home, items), ines)
    assert Metric.objects.get(formula="spend / new_customers").owner == jonas


def test_an_unknown_metric_becomes_one_without_a_formula(home, ines, items):
    items[0] |= {"name": "Joie de vivre", "formula": None, "code": None}
    version = accepted(home, items)
    growing.grow(version, ines)
    metric = Metric.objects.get(name="Joie de vivre")
    assert metric.formula == ""
    kinds = {(hole.kind, hole.text) for hole in hanging.holes(version, ines)}
    assert ("metric_formula", "Joie de vivre") in kinds


def test_a_quotient_of_the_charter_makes_the_measures_that_it_names(home, ines, items):
    items[0] |= {"name": "Click rate", "formula": "clicks / emails delivered * 100", "formula_from": "text", "code": None}
    growing.grow(accepted(home, items), ines)
    assert Metric.objects.get(name="Click rate").formula == "clicks / emails_delivered * 100"
    assert set(Measure.objects.filter(name__in=["Clicks", "Emails delivered"]).values_list("unit", flat=True)) == {Unit.COUNT}


def test_growing_twice_changes_nothing(home, ines, items):
    version = accepted(home, items)
    growing.grow(version, ines)
    again = growing.grow(version, ines)
    assert {each.act for each in again} == {"kept"}


def test_a_later_version_updates_what_nobody_touched_and_keeps_what_people_changed(home, ines, items):
    first = accepted(home, items)
    growing.grow(first, ines)
    cac = Metric.objects.get(formula="spend / new_customers")
    cac.edit(by=ines, purpose="Ours")
    for threshold in Threshold.objects.filter(metric=cac):
        threshold.confirm(by=ines)
    later = [{**item, "purpose": "Said anew"} for item in items[:-1]]
    later[0]["thresholds"] = [{**later[0]["thresholds"][0], "amount": 20, "source": "De 20 % ou plus"}]
    grown = growing.grow(accepted(home, later, first), ines)
    cac.refresh_from_db()
    assert cac.purpose == "Ours"
    threshold = Threshold.objects.get(metric=cac)
    assert (threshold.read_rule.amount, threshold.is_confirmed) == (20, False)
    assert Metric.objects.get(formula="revenue / spend").purpose == "Said anew"
    assert [each.name for each in grown if each.act == "retired"] == [items[-1]["name"]]


def test_hooks_cost_the_same_however_many_lines(home, ines, items, django_assert_num_queries):
    version = accepted(home, items)
    growing.grow(version, ines)
    lines = [each.line_id for each in version.wordings.all()]
    with django_assert_num_queries(3):
        found = hanging.hooks(lines, ines)
    assert set(found) == set(lines)
    with django_assert_num_queries(3):
        hanging.hooks(lines[:1], ines)
