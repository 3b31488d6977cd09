"""The pages of the room: they work, they ask again what was not understood, and they keep to who may."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from regie.metrics.engine.rule import Rule
from regie.metrics.evaluation import run_waiting
from regie.metrics.models import Batch, Breach, Figure, Measure, Metric, Reference, Threshold
from regie.metrics.staging import Entry

pytestmark = pytest.mark.django_db

PAGES = ["index", "breaches", "measures", "batches", "thresholds"]


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-23 10:00:00+00:00", tick=False):
        yield


@pytest.fixture
def csat(ines, jonas):
    """Satisfaction, under 85 in September and October: one breach is open."""
    for name, key in (("Positive answers", "positive_answers"), ("Answers", "answers")):
        Measure.create(by=ines, name=name, key=key, dimensions=["channel"])
    metric = Metric.create(
        by=ines,
        name="Customer satisfaction",
        key="csat",
        unit="percent",
        formula="percent(positive_answers / answers)",
        owner=jonas,
    )
    threshold = Threshold.create(
        metric=metric, by=ines, sentence="Under 85 two months running", rule=Rule(side="below", amount=85, periods=2)
    )
    threshold.confirm(by=jonas, in_force_from=date(2026, 1, 1))
    keys = dict(Measure.objects.values_list("key", "pk"))
    batch = Batch.open(by=ines)
    values = enumerate((91, 92, 83, 82), 7)
    batch.write(
        [
            Entry(keys[key], {}, date(2026, month, 1), value if key == "positive_answers" else 100, month)
            for month, value in values
            for key in ("positive_answers", "answers")
        ]
    )
    run_waiting()
    return metric


@pytest.fixture
def breach(csat):
    return Breach.objects.get()


@pytest.fixture
def jonas_here(client, jonas):
    client.force_login(jonas)
    return client


@pytest.fixture
def paul_here(client, paul):
    client.force_login(paul)
    return client


def text_of(answer) -> str:
    return answer.content.decode()


def queries(client, address) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def many(ines, jonas, title: str) -> None:
    """Five more of each thing that a list shows."""
    answers = Measure.objects.get(key="answers")
    for number in range(5):
        Measure.create(by=ines, name=f"Opens {title} {number}", owner=jonas)
        metric = Metric.create(
            by=ines, name=f"Answers {title} {number}", formula="answers", owner=jonas, group=f"Group {title} {number}"
        )
        Threshold.create(metric=metric, by=ines, rule=Rule(amount=1)).confirm(by=ines, in_force_from=date(2026, 9, 1))
        Threshold.create(metric=metric, by=ines, rule=Rule(amount=2))
        Batch.open(by=ines).write([Entry(answers.pk, {"channel": f"Channel {title} {number}"}, date(2026, 10, 1), 5, 2)])
    run_waiting()


# Reading


@pytest.mark.parametrize("name", PAGES)
def test_every_list_opens_for_those_who_read_and_sends_a_stranger_to_the_door(name, csat, client, paul, helene):
    address = reverse(f"metrics:{name}")
    door = client.get(address)
    assert door.status_code == 302
    assert address in door.url
    for reader in (paul, helene):
        client.force_login(reader)
        assert client.get(address).status_code == 200


def test_a_list_costs_the_same_whatever_its_length(csat, jonas_here, ines, jonas):
    many(ines, jonas, "first")
    addresses = [reverse(f"metrics:{page}") for page in PAGES]
    addresses += [reverse("metrics:index") + "?shape=table", reverse("metrics:metric", args=["csat"])]
    addresses += [reverse("metrics:measure", args=["answers"]), reverse("metrics:grid") + "?measure=answers"]
    few = {address: queries(jonas_here, address) for address in addresses}
    many(ines, jonas, "then")
    assert {address: queries(jonas_here, address) for address in addresses} == few


def test_metrics_of_no_group_come_after_the_groups(csat, jonas_here, ines):
    for name, group in (("Orders", "Sales"), ("Visits", "Acquisition")):
        Metric.create(by=ines, name=name, key=name.lower(), unit="count", formula="answers", group=group)
    groups = [group.title for group in jonas_here.get(reverse("metrics:index")).context["groups"]]
    assert groups == ["Acquisition", "Sales", "Other metrics"]
    table = jonas_here.get(reverse("metrics:index") + "?shape=table&sort=group").context["table"]
    assert [metric.name for metric in table.page] == ["Visits", "Orders", "Customer satisfaction"]


def test_a_metric_shows_its_value_its_breach_and_the_row_it_comes_from(csat, client, helene):
    client.force_login(helene)
    page = text_of(client.get(csat.get_absolute_url()))
    assert "82%" in page
    assert "row 10" in page
    assert "I look after it" not in page
    figures = text_of(client.get(reverse("metrics:figures", args=["csat", "2026-10-01"])))
    assert "by hand" in figures


def test_the_forms_of_a_metric_may_be_sent_by_a_browser(csat, jonas_here):
    """Under `no-referrer` a browser says that a form comes from nowhere, and it is refused."""
    assert jonas_here.get(csat.get_absolute_url()).headers["Referrer-Policy"] == "same-origin"


def test_a_metric_is_compared_with_the_year_before(csat, jonas_here, ines):
    keys = dict(Measure.objects.values_list("key", "pk"))
    Batch.open(by=ines).write(
        [Entry(keys["positive_answers"], {}, date(2025, 10, 1), 70, 2), Entry(keys["answers"], {}, date(2025, 10, 1), 100, 2)]
    )
    run_waiting()
    page = text_of(jonas_here.get(csat.get_absolute_url() + "?compare=year"))
    assert "+12.0 points on a year ago" in page
    lines = b"".join(jonas_here.get(reverse("metrics:chart", args=["csat", "csv"]) + "?compare=year")).decode()
    assert "a year before" in lines


def test_periods_that_read_otherwise_are_named_in_the_history(csat, jonas_here, ines):
    answers = Measure.objects.get(key="answers")
    Batch.open(by=ines).write([Entry(answers.pk, {}, date(2026, 7, 1), 110, 2)])
    run_waiting()
    assert "Jul 2026 read otherwise than before" in text_of(jonas_here.get(csat.get_absolute_url()))


def test_a_correction_of_the_newest_period_is_said_once_that_period_is_over(csat, jonas_here, ines):
    answers = Measure.objects.get(key="answers")
    Batch.open(by=ines).write([Entry(answers.pk, {}, date(2026, 10, 1), 110, 2)])
    run_waiting()
    assert "Oct 2026 read otherwise than before" in text_of(jonas_here.get(csat.get_absolute_url()))


@pytest.mark.parametrize(("kind", "begins"), [("csv", b"Period,"), ("png", b"\x89PNG"), ("svg", b"<svg")])
def test_a_chart_is_saved_as_what_it_says_it_is(kind, begins, csat, jonas_here):
    answer = jonas_here.get(reverse("metrics:chart", args=["csat", kind]))
    content = b"".join(answer) if answer.streaming else answer.content
    assert content.startswith(begins)


def test_a_list_is_saved_in_the_language_of_its_reader(csat, client, jonas):
    jonas.language = "fr"
    jonas.save()
    client.force_login(jonas)
    lines = b"".join(client.get(reverse("metrics:index") + "?export=csv")).decode("utf-8-sig")
    assert lines.startswith("Indicateur;")


@pytest.mark.parametrize(
    "address", ["/metrics/nothing/", "/metrics/csat/soon/", "/metrics/csat/chart.exe", "/metrics/figures/99/"]
)
def test_what_does_not_exist_is_not_found(address, csat, jonas_here):
    assert jonas_here.get(address).status_code == 404


# Describing


def described(**change) -> dict[str, str]:
    return {
        "name": "Opening rate", "formula": "Answers ÷ Positive answers", "unit": "ratio", "decimals": "1", "direction": "higher",
        "measured": "month", "reported": "month", "shown": "month", **change,
    }  # fmt: skip


def test_a_member_makes_a_metric_whose_formula_is_kept_by_key(csat, jonas_here):
    answer = jonas_here.post(reverse("metrics:metric_new"), described())
    metric = Metric.objects.get(name="Opening rate")
    assert metric.formula == "answers / positive_answers"
    assert answer.url == reverse("metrics:threshold_new", args=[metric.key])


def test_a_formula_that_names_nothing_is_asked_again_with_what_was_typed(csat, jonas_here):
    answer = jonas_here.post(reverse("metrics:metric_new"), described(formula="Answer ÷ 2"))
    assert answer.status_code == 422
    assert "Did you mean “Answers”?" in text_of(answer)
    assert 'value="Opening rate"' in text_of(answer)
    live = jonas_here.get(reverse("metrics:formula"), {"formula": "Answer ÷ 2"}, headers={"HX-Request": "true"})
    assert "Did you mean “Answers”?" in text_of(live)


def test_of_two_who_edit_a_metric_the_second_sees_both_texts(csat, jonas_here, ines):
    first = csat.revision
    csat.edit(by=ines, purpose="Because they come back")
    typed = described(name="Satisfaction", formula="Answers", revision=first, purpose="Because they say so")
    answer = jonas_here.post(reverse("metrics:metric_edit", args=["csat"]), typed)
    assert answer.status_code == 409
    assert "Because they come back" in text_of(answer)
    assert "Because they say so" in text_of(answer)
    assert Metric.objects.get(pk=csat.pk).name == "Customer satisfaction"


def test_a_member_makes_a_measure(jonas_here):
    typed = {"name": "Opens", "unit": "count", "adds_up": "sum", "rhythm": "day", "dimensions": ["campaign"]}
    jonas_here.post(reverse("metrics:measure_new"), typed)
    assert Measure.objects.get().dimensions == ["campaign"]
    assert jonas_here.post(reverse("metrics:measure_new"), {**typed, "name": ""}).status_code == 422


def test_a_target_is_stated_and_withdrawn(csat, jonas_here):
    address = reverse("metrics:references", args=["csat"])
    assert (
        jonas_here.post(address, {"kind": "target", "value": "90", "since": "2026-02-01", "until": "2026-01-01"}).status_code
        == 422
    )
    jonas_here.post(address, {"kind": "target", "value": "90", "since": "2026-01-01"})
    reference = Reference.objects.get()
    assert reference.value == 90
    jonas_here.post(reverse("metrics:reference", args=[reference.pk]))
    assert not Reference.objects.exists()


# Thresholds and breaches


def slots(**change) -> dict[str, str]:
    typed = {
        "subject": "value",
        "side": "below",
        "reference": "constant",
        "amount": "80",
        "unit": "percent",
        "periods": "2",
        **change,
    }
    return {**{f"rule-{name}": value for name, value in typed.items()}, "sentence": "Under 80", "response": "Call them"}


def test_a_rule_is_tried_without_being_kept_then_confirmed(csat, jonas_here):
    threshold = csat.thresholds.get()
    address = reverse("metrics:threshold", args=[threshold.pk])
    tried = text_of(jonas_here.post(address, slots(amount="84", periods="1", **{"revision": ""}) | {"try": "1"}))
    assert "2 times" in tried or "September 2026" in tried
    threshold.refresh_from_db()
    assert threshold.rule["amount"] == 85
    jonas_here.post(address, slots() | {"revision": threshold.revision})
    threshold.refresh_from_db()
    assert (threshold.rule["amount"], threshold.rule["unit"], threshold.is_confirmed) == (80, "absolute", True)


def test_a_rule_without_its_number_says_so(csat, jonas_here):
    answer = jonas_here.post(reverse("metrics:threshold_new", args=["csat"]), slots(amount=""))
    assert answer.status_code == 422
    assert "Say from which number on." in text_of(answer)


def test_a_sentence_kept_as_a_sentence_raises_no_alarm(csat, jonas_here):
    threshold = csat.thresholds.get()
    jonas_here.post(reverse("metrics:threshold", args=[threshold.pk]), {"keep": "1", "sentence": "Low", "response": "Call them"})
    threshold.refresh_from_db()
    assert (threshold.rule, threshold.is_confirmed) == (None, False)


def test_percent_or_points_is_asked_and_the_answer_remembered(csat, jonas_here, ines):
    rule = Rule(side="below", reference="target", amount=5, unit="percent")
    threshold = Threshold.create(
        metric=csat, by=ines, sentence="Under the target by 5 %", rule=rule, question="percent_or_points"
    )
    address = reverse("metrics:threshold", args=[threshold.pk])
    assert "Percent of the target, or percentage points?" in text_of(jonas_here.get(address))
    jonas_here.post(reverse("metrics:threshold_answer", args=[threshold.pk]), {"unit": "points"})
    threshold.refresh_from_db()
    assert (threshold.rule["unit"], threshold.question) == ("points", "")


def test_a_breach_is_taken_explained_and_closed_with_a_decision(breach, jonas_here, jonas):
    jonas_here.post(reverse("metrics:breach_taking", args=[breach.pk]))
    jonas_here.post(reverse("metrics:breach_explanation", args=[breach.pk]), {"text": "Late deliveries"})
    jonas_here.post(reverse("metrics:breach_closing", args=[breach.pk]), {"text": ""})
    breach.refresh_from_db()
    assert (breach.taken_by, breach.explanation, breach.is_open) == (jonas, "Late deliveries", True)
    jonas_here.post(reverse("metrics:breach_closing", args=[breach.pk]), {"text": "Write to every customer"})
    breach.refresh_from_db()
    assert (breach.decision, breach.is_open) == ("Write to every customer", False)


# Figures by hand


def test_figures_typed_in_a_grid_are_one_batch_that_can_be_undone(csat, jonas_here):
    series = Figure.objects.filter(series__measure__key="answers").first().series_id
    cell = f"s{series}:2026-10-01"
    address = reverse("metrics:grid") + "?measure=answers"
    jonas_here.post(address, {cell: "1 234.5", f"was:{cell}": "100"})
    batch = Batch.objects.latest("pk")
    assert Figure.objects.get(batch=batch).value == 1234.5
    jonas_here.post(reverse("metrics:batch_undoing", args=[batch.pk]))
    assert not Figure.objects.filter(batch=batch).exists()
    assert Figure.objects.get(series=series, period=date(2026, 10, 1)).value == 100


@pytest.mark.parametrize("typed", ["many", "NaN", "inf", "1e400", "=1+1"])
def test_a_refused_cell_says_why_and_nothing_is_written(typed, csat, jonas_here):
    series = Figure.objects.filter(series__measure__key="answers").first().series_id
    before = Batch.objects.count()
    answer = jonas_here.post(
        reverse("metrics:grid") + "?measure=answers", {f"s{series}:2026-10-01": typed, f"s{series}:2026-09-01": "55"}
    )
    assert answer.status_code == 422
    assert "is no number" in text_of(answer)
    assert 'value="55"' in text_of(answer)
    assert Batch.objects.count() == before


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten_unseen(csat, jonas_here):
    series = Figure.objects.filter(series__measure__key="answers").first().series_id
    cell = f"s{series}:2026-10-01"
    address = reverse("metrics:grid") + "?measure=answers"
    typed = {cell: "70", f"was:{cell}": "60"}
    assert "Somebody else wrote 100 here" in text_of(jonas_here.post(address, typed))
    jonas_here.post(address, typed | {f"over:{cell}": "1", f"was:{cell}": "100"})
    assert Figure.objects.get(series=series, period=date(2026, 10, 1)).value == 70


# Who may


def test_a_neighbour_who_answers_for_no_metric_finds_none(csat, paul_here):
    assert paul_here.get(csat.get_absolute_url()).status_code == 404


def test_a_neighbour_writes_nothing(breach, csat, paul_here):
    threshold, batch, measure = csat.thresholds.get(), Batch.objects.first(), Measure.objects.first()
    forbidden = [
        reverse("metrics:metric_new"), reverse("metrics:metric_edit", args=["csat"]), reverse("metrics:metric_retirement", args=["csat"]),
        reverse("metrics:measure_new"), reverse("metrics:measure_edit", args=[measure.key]),
        reverse("metrics:measure_retirement", args=[measure.key]), reverse("metrics:threshold_new", args=["csat"]),
        reverse("metrics:threshold", args=[threshold.pk]), reverse("metrics:threshold_confirmation", args=[threshold.pk]),
        reverse("metrics:threshold_answer", args=[threshold.pk]), reverse("metrics:threshold_retirement", args=[threshold.pk]),
        reverse("metrics:references", args=["csat"]), reverse("metrics:breach_taking", args=[breach.pk]),
        reverse("metrics:breach_explanation", args=[breach.pk]), reverse("metrics:breach_closing", args=[breach.pk]),
        reverse("metrics:grid"), reverse("metrics:batch_undoing", args=[batch.pk]),
    ]  # fmt: skip
    answers = {address: paul_here.post(address, {"text": "No"}).status_code for address in forbidden}
    assert set(answers.values()) <= {403, 404}, answers


def test_a_lead_takes_a_metric_out_of_use_and_back(csat, client, ines):
    client.force_login(ines)
    address = reverse("metrics:metric_retirement", args=["csat"])
    client.post(address)
    csat.refresh_from_db()
    assert csat.retired_at
    client.post(address + "?back")
    csat.refresh_from_db()
    assert csat.retired_at is None
