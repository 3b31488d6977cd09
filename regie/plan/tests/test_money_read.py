"""Money as it is read: divided by what lines name, above plan and explained, corrected with its past, and back from a figure."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from regie.journal import undoing
from regie.journal.models import Event
from regie.lib.refused import Refused
from regie.metrics.models import Batch, Figure, Measure
from regie.plan.budget import flowing
from regie.plan.models import Activity, BudgetLine, Commitment, Envelope, Expense, Rate, Reckoning
from regie.plan.reading.budgets import divided, quarter
from regie.plan.tests import world

pytestmark = pytest.mark.django_db

OCTOBER, DECEMBER = date(2026, 10, 1), date(2026, 12, 31)


@pytest.fixture
def envelope(ines, time_machine):
    time_machine.move_to("2026-11-17 10:00")
    return Envelope.set_aside("Fourth quarter", Decimal(9_000), by=ines, owner=ines, starts_on=OCTOBER, ends_on=DECEMBER)


def line_of(envelope, by, name="Tram posters", planned=600, **fields):
    made = BudgetLine.open(envelope, name, by=by, months={OCTOBER: Decimal(planned)}, owner=by, **fields)
    made.approve(by=by)
    return made


def test_the_largest_are_named_and_the_others_are_together(envelope, ines):
    campaigns = [world.campaign(ines, f"Campaign {number}") for number in range(4)]
    for number, campaign in enumerate(campaigns):
        line_of(envelope, ines, campaign=campaign, planned=100 * (number + 1))
    line_of(envelope, ines, planned=7)
    found = divided("campaign", quarter(OCTOBER), limit=2)
    assert [(row.name, row.money.planned) for row in found.rows] == [("Campaign 3", 400), ("Campaign 2", 300)]
    assert (found.many_others, found.others.money.planned, found.whole.money.planned) == (3, 307, 1_007)
    assert [row.name for row in divided("campaign", quarter(OCTOBER)).rows][-1] == "Not said"


def test_a_line_that_names_no_channel_has_that_of_its_activity(envelope, ines):
    activity = Activity.plan(world.campaign(ines), "A letter", channel=world.channel("email"), by=ines)
    line = line_of(envelope, ines, activity=activity)
    BudgetLine.objects.filter(pk=line.pk).update(channel=None)
    assert [str(row.name) for row in divided("channel", quarter(OCTOBER)).rows] == [str(activity.channel)]


def test_time_counts_as_much_as_lies_in_the_quarter(envelope, ines):
    activity = Activity.plan(
        world.campaign(ines), "A letter", channel=world.channel("email"), by=ines, starts_on=date(2026, 12, 22), ends_on=date(2027, 1, 10)
    )  # fmt: skip
    Activity.objects.filter(pk=activity.pk).update(estimate=40)
    row = divided("channel", quarter(OCTOBER), Decimal(50)).rows[0]
    assert (row.hours, row.time) == (20, 1_000)


def test_what_is_above_plan_stands_on_the_page_with_its_reason(client, envelope, ines):
    line = line_of(envelope, ines)
    Expense.record(line, Decimal(750), by=ines)
    client.force_login(ines)
    page = client.get(reverse("plan:budget")).content.decode()
    assert "€150 over" in page and "Nobody has explained it yet." in page
    line.explain("The host raised the price", by=ines)
    page = client.get(reverse("plan:budget")).content.decode()
    assert "The host raised the price" in page and "Nobody has explained it yet." not in page


def test_an_ended_quarter_has_nothing_to_come(envelope, ines, time_machine):
    Expense.record(line_of(envelope, ines), Decimal(500), by=ines)
    assert (quarter(OCTOBER).to_come, quarter(OCTOBER).left) == (100, 8_400)
    time_machine.move_to("2027-02-01 10:00")
    ended = quarter(OCTOBER)
    assert (ended.to_come, ended.left, ended.forecast, ended.purses[0].word) == (0, 8_500, 500, "Ended well")


def test_an_invoice_is_corrected_on_its_page_and_its_history_takes_it_back(client, envelope, jonas):
    expense = Expense.record(line_of(envelope, jonas), Decimal(100), by=jonas, supplier="Affichage", reference="F-1")
    client.force_login(jonas)
    typed = {
        "line": expense.line.number,
        "purpose": "Posters",
        "net": "120.50",
        "currency": "EUR",
        "on": "2026-11-02",
        "revision": 1,
    }
    assert client.post(reverse("plan:expense_edit", args=[expense.pk]), typed).status_code == 302
    expense.refresh_from_db()
    assert (expense.net, expense.worth, expense.on) == (Decimal("120.50"), Decimal("120.50"), date(2026, 11, 2))
    assert client.post(reverse("plan:expense_edit", args=[expense.pk]), typed).status_code == 409  # somebody was faster
    edit = Event.objects.get(verb="plan.expense_edited")
    undoing.undo(edit, by=jonas, revision=expense.revision)
    expense.refresh_from_db()
    assert (expense.net, expense.worth) == (100, 100)


def test_a_corrected_invoice_keeps_the_rate_of_its_day_and_its_commitment_follows(envelope, jonas):
    Rate.set("USD", OCTOBER, Decimal("0.9"), by=jonas)
    line = line_of(envelope, jonas)
    made = Commitment.ask(line, Decimal(100), by=jonas, purpose="Tool", currency="USD", on=OCTOBER)
    expense = Expense.record(None, Decimal(100), by=jonas, commitment=made, currency="USD", on=OCTOBER)
    Rate.set("USD", OCTOBER, Decimal("0.5"), by=jonas)  # corrects the rate for amounts to come
    expense.edit(by=jonas, net=Decimal(80))
    made.refresh_from_db()
    assert (expense.worth, made.status) == (72, "made")
    with pytest.raises(Refused, match="put its invoice there"):
        expense.edit(by=jonas, line=line_of(envelope, jonas, "Film"))
    expense.take_back(by=jonas)
    with pytest.raises(Refused, match="taken back"):
        expense.edit(by=jonas, net=Decimal(1))


def test_a_correction_that_doubles_another_paper_is_refused_in_words(envelope, jonas):
    line = line_of(envelope, jonas)
    first, second = (Expense.record(line, Decimal(9), by=jonas, supplier="Affichage", reference=f"F-{each}") for each in "12")
    with pytest.raises(Refused, match="there already"):
        second.edit(by=jonas, reference=first.reference)
    orders = [
        Commitment.ask(line, Decimal(9), by=jonas, purpose="Posters", supplier="A", reference=f"BC-{each}") for each in "12"
    ]
    with pytest.raises(Refused, match="there already"):
        orders[1].edit(by=jonas, reference="BC-1")


def test_a_figure_of_spend_leads_to_the_invoices_that_it_adds_up(client, envelope, jonas, ines):
    Measure.create(by=ines, key="spend", name="Spend", unit="currency", dimensions=["campaign", "channel"])
    campaign = world.campaign(ines, "Brio", starts_on=OCTOBER, ends_on=DECEMBER)
    theirs, others = line_of(envelope, jonas, campaign=campaign), line_of(envelope, jonas, "Paper")
    Expense.record(theirs, Decimal(30), by=jonas, purpose="Posters of Brio", on=OCTOBER)
    Expense.record(theirs, Decimal(11), by=jonas, purpose="Posters of November", on=OCTOBER + timedelta(days=40))
    Expense.record(others, Decimal(7), by=jonas, purpose="Paper for all", on=OCTOBER)
    assert flowing.flow() == 3 and Reckoning.here().flowed_at
    client.force_login(ines)
    page = client.get(Batch.objects.get().get_absolute_url())
    ways = {figure.value: paper.url for figure, _period, _said, _old, paper in page.context["figures"]}
    brio = client.get(ways[30]).content.decode()
    assert "Posters of Brio" in brio and "Posters of November" not in brio and "Paper for all" not in brio
    rest = client.get(ways[7]).content.decode()
    assert "Paper for all" in rest and "Posters of Brio" not in rest
    assert Figure.objects.count() == 3
