"""Two stretches of time are compared, and what is missing is said."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from regie.metrics.comparing import comparison
from regie.metrics.course import told
from regie.metrics.evaluation import run_waiting
from regie.metrics.models import Batch, Measure, Metric
from regie.metrics.staging import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-23 10:00:00+00:00", tick=False):
        yield


@pytest.fixture
def cac(ines):
    """Spend 100, 200, … in May to October 2026, 10 customers a month but 30 in October; nothing in July."""
    for name in ("Spend", "Customers"):
        Measure.create(by=ines, name=name, dimensions=["channel"])
    metric = Metric.create(by=ines, name="CAC", key="cac", formula="spend / customers", dimensions=["channel"])
    keys = dict(Measure.objects.values_list("key", "pk"))
    entries = []
    for place, month in enumerate((5, 6, 8, 9, 10), 1):
        entries.append(Entry(keys["spend"], {"channel": "E-mail"}, date(2026, month, 1), 100.0 * place))
        entries.append(Entry(keys["customers"], {"channel": "E-mail"}, date(2026, month, 1), 30 if month == 10 else 10))
    Batch.open(by=ines).write(entries)
    run_waiting()
    return metric


def compared(metric, **asked):
    page = told(metric)
    dots = page.dots()
    return comparison(page, asked, dots[-2:], dots)


def test_a_stretch_as_a_whole_is_computed_from_its_figures_not_from_its_values(cac):
    found = compared(cac, compare="own", first="2026-09-01", last="2026-10-01", with_first="2026-05-01", with_last="2026-06-01")
    assert [(pair.now.value, pair.then.value) for pair in found.pairs] == [(pytest.approx(500 / 30), 20), (40, 10)]
    assert found.whole.now.value == pytest.approx(900 / 40)
    assert found.whole.then.value == 15
    assert found.whole.change == pytest.approx(7.5)
    assert found.whole.share == pytest.approx(50)


def test_the_periods_before_are_as_many_as_are_shown(cac):
    found = compared(cac, compare="before")
    assert [pair.then.period.code for pair in found.pairs] == ["2026-08", "2026-07"]


def test_a_stretch_with_a_hole_has_no_value_as_a_whole_and_says_which_period_lacks_one(cac):
    found = compared(cac, compare="own", first="2026-08-01", last="2026-10-01", with_first="2026-05-01", with_last="2026-07-01")
    assert found.pairs[0].then.value is None
    assert found.pairs[0].change is None
    assert found.whole.then.value is None
    assert any("July 2026" in reason for reason in found.missing)


def test_stretches_of_unlike_length_keep_what_has_no_counterpart(cac):
    found = compared(cac, compare="own", first="2026-10-01", last="2026-10-01", with_first="2026-05-01", with_last="2026-06-01")
    assert [(pair.now.value, pair.then.value) for pair in found.pairs] == [(None, 20), (pytest.approx(500 / 30), 10)]


def test_a_year_before_the_first_figure_there_is_nothing_to_compare_with(cac):
    found = compared(cac, compare="year")
    assert [pair.then.value for pair in found.pairs] == [None, None]
    assert any("do not reach" in reason for reason in found.missing)


def test_each_value_of_a_dimension_is_compared_too(cac):
    found = compared(cac, compare="own", by="channel", first="2026-10-01", last="2026-10-01", with_first="2026-05-01", with_last="2026-05-01")  # fmt: skip
    assert [(pair.name, pair.then.value) for pair in found.parts] == [("E-mail", 10)]


@pytest.mark.parametrize(
    "asked", ["first=x&last=", "first=2031-01-01&last=1999-01-01", "with_first=2026-10-01&with_last=2026-05-01"]
)
def test_an_address_that_makes_no_sense_still_opens(asked, cac, client, jonas):
    client.force_login(jonas)
    page = client.get(f"{cac.get_absolute_url()}?compare=own&{asked}")
    assert page.status_code == 200
    assert "Compared with" in page.content.decode()


def test_what_is_compared_is_in_the_download(cac, client, jonas):
    client.force_login(jonas)
    asked = "?compare=own&first=2026-09-01&last=2026-10-01&with_first=2026-05-01&with_last=2026-06-01"
    lines = b"".join(client.get(reverse("metrics:chart", args=["cac", "csv"]) + asked)).decode("utf-8-sig")
    assert "May 2026 to June 2026" in lines.splitlines()[0]
