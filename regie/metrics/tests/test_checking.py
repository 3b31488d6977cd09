"""A formula is looked at while it is written: read aloud, its unit, its newest value, its fault and where it is."""

from __future__ import annotations

from datetime import date
from unittest.mock import patch

import pytest
import time_machine
from django.urls import reverse

from regie.metrics import checking
from regie.metrics.checking import checked
from regie.metrics.loading import figures_of
from regie.metrics.models import Batch, Measure, Metric
from regie.metrics.staging import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def measures(ines):
    with time_machine.travel("2026-11-23 10:00:00+00:00", tick=False):
        made = [
            Measure.create(by=ines, name="Spend", unit="currency", currency="EUR"),
            Measure.create(by=ines, name="Customers"),
            Measure.create(by=ines, name="Hours", unit="duration"),
        ]
        months = ((9, 100.0, 5.0, 2.0), (10, 300.0, 0.0, 4.0))
        Batch.open(by=ines).write(
            [
                Entry(each.pk, {}, date(2026, row[0], 1), value)
                for row in months
                for each, value in zip(made, row[1:], strict=True)
            ]
        )
        yield


def of(text: str, **fields):
    return checked(text, Metric(**{"unit": "currency", "currency": "EUR", "decimals": 2, "shown": "month"} | fields))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("spend / customers", "Spend divided by Customers"),
        ("(spend - 10) * customers", "(Spend minus 10) times Customers"),
        ("previous(spend, 12)", "Spend, 12 months before"),
        ("sum(spend, 3)", "the sum of Spend over 3 months"),
        ("mean(customers)", "the mean of Customers"),
    ],
)
def test_a_formula_is_read_aloud(text, said):
    assert of(text).aloud == said


def test_the_preview_is_the_newest_value_and_never_a_division_by_zero():
    assert of("spend / customers").preview == "September 2026: €20.00"
    assert "nothing to divide by" in of("spend / (customers - customers)").preview


@pytest.mark.parametrize(
    ("text", "unit", "doubt"),
    [
        ("spend / customers", "currency", ""),
        ("spend / customers", "percent", "an amount of money (EUR)"),
        ("spend / spend", "ratio", ""),
        ("customers / customers", "percent", "write percent"),
        ("percent(customers / customers)", "percent", ""),
        ("customers / customers * 100", "percent", ""),
        ("percent(customers / customers)", "ratio", "leave the percent out"),
        ("spend + hours", "currency", "It adds an amount of money (EUR) and hours"),
        ("hours", "duration", ""),
        ("spend / hours", "currency", ""),
        ("customers", "currency", "it gives a number"),
    ],
)
def test_the_unit_is_checked_against_what_the_measures_give(text, unit, doubt):
    found = of(text, unit=unit).doubt
    assert (doubt in found) if doubt else not found


def test_a_fault_says_where_it_stands():
    found = of("spend / custommers + 1")
    assert found.pieces == ("spend / ", "custommers + 1"[:10], " + 1")


def test_the_page_checks_while_one_writes_and_only_for_those_who_may(client, jonas, helene):
    address = reverse("metrics:formula") + "?formula=spend+%2F+custommers&unit=currency&decimals=2"
    client.force_login(jonas)
    page = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "Did you mean “Customers”?" in page or "Did you mean “customers”?" in page
    assert "At character 9." in page
    assert "<mark>custommers</mark>" in page
    said = client.get(
        reverse("metrics:formula") + "?formula=spend+%2F+customers&unit=x&decimals=x&shown=x", headers={"HX-Request": "true"}
    ).content.decode()
    assert "Spend divided by Customers" in said
    client.force_login(helene)
    assert client.get(address).status_code == 403


def test_the_form_lists_what_a_formula_may_name(client, jonas):
    client.force_login(jonas)
    page = client.get(reverse("metrics:metric_new")).content.decode()
    assert '<option value="Customers" label="Customers" data-kind="measure">' in page
    assert 'value="percent("' in page


def test_the_preview_reads_the_newest_figures_and_as_far_back_as_the_formula_looks(ines):
    spend = Measure.objects.get(key="spend")
    Batch.open(by=ines).write([Entry(spend.pk, {}, date(year, 9, 1), float(year)) for year in (2006, 2016)])
    assert of("previous(spend, 120)").preview == "September 2026: €2,016.00"
    assert of("previous(previous(spend, 120), 120)").preview == "September 2026: €2,006.00"
    asked = []
    with patch.object(checking, "figures_of", lambda measures, since: asked.append(since) or figures_of(measures, since)):
        of("spend")
        of("previous(spend, 120)")
    assert date(2015, 10, 1) > asked[1] > date(2010, 1, 1) and asked[0] > date(2021, 1, 1)
