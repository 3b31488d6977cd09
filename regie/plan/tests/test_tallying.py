"""The sums that a line keeps are what its rows make, whatever verb wrote them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from regie.plan.models import BudgetLine, Commitment, Constraint, Envelope, Expense, Ledger
from regie.plan.models.tallying import mend, untallied
from regie.plan.reading.budgets import quarter
from regie.plan.reading.money import totals
from regie.work.models import Verdict

pytestmark = pytest.mark.django_db

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


@pytest.fixture
def lines(jonas, home, paul):
    Constraint.objects.create(kind=Constraint.Kind.FINANCE, name="Finance", person=paul)
    days = {"starts_on": OCTOBER, "ends_on": date(2026, 12, 31)}
    envelope = Envelope.set_aside("Paid media", Decimal(5_000), by=jonas, owner=jonas, **days)
    made = [
        BudgetLine.open(envelope, name, by=jonas, months={OCTOBER: Decimal("600.10"), NOVEMBER: Decimal("0.20")}, owner=jonas)
        for name in ("Tram posters", "Film")
    ]
    for line in made:
        line.approve(by=jonas)
    return made


def kept(line) -> tuple[str, ...]:
    line.refresh_from_db()
    names = ("planned", "forecast", "promised", "against", "spent")
    return (*(f"{getattr(line, f'total_{name}'):.2f}" for name in names), str(line.total_open))


def test_sums_follow_every_verb_that_writes_money(lines, jonas, paul):
    line, other = lines
    assert kept(line) == ("600.30", "600.30", "0.00", "0.00", "0.00", "0")
    line.reforecast({NOVEMBER: Decimal(90)}, by=jonas)
    assert kept(line) == ("600.30", "690.10", "0.00", "0.00", "0.00", "0")
    made = Commitment.ask(line, Decimal(400), by=jonas, purpose="Posters", supplier="Ouest")
    first = Expense.record(None, Decimal("150.55"), by=jonas, commitment=made, reference="F-1")
    assert kept(line) == ("600.30", "690.10", "400.00", "150.55", "150.55", "1")
    first.edit(by=jonas, net=Decimal("400.00"))  # all of it is invoiced: nothing is promised any more
    assert kept(line) == ("600.30", "690.10", "0.00", "0.00", "400.00", "0")
    first.edit(by=jonas, net=Decimal("100.00"))
    first.place(other, by=jonas)
    assert kept(line)[2:] == ("400.00", "0.00", "0.00", "1") and kept(other)[4] == "100.00"
    first.take_back(by=jonas)
    assert kept(other)[4] == "0.00"
    made.edit(by=jonas, line=other)
    assert kept(line)[2] == "0.00" and kept(other)[2] == "400.00"
    asked = Commitment.ask(line, Decimal(900), by=jonas, purpose="A film")
    assert kept(line)[5] == "0"
    verdict = Verdict.objects.awaited().get(decider=paul, stage__approval=asked.approval)
    verdict.give("approved", by=paul, seal=asked.approval.edition.seal, reason="")
    assert kept(line)[2] == "900.00"
    asked.refresh_from_db()
    asked.close(by=jonas)
    made.drop(by=jonas)
    assert untallied() == []


def test_a_ledger_counts_its_lines_when_it_is_written_and_when_it_is_undone(lines, jonas):
    line, other = lines
    made = Commitment.ask(line, Decimal(50), by=jonas, purpose="Posters", supplier="Ouest")
    paper = {"currency": "EUR", "purpose": "Print", "on": OCTOBER}
    rows = [Expense(line=each, net=Decimal(10), worth=Decimal(10), **paper) for each in (line, line, other)]
    rows.append(Expense(line=line, commitment=made, net=Decimal(50), worth=Decimal(50), **paper))
    ledger = Ledger.open("spend", by=jonas)
    with transaction.atomic():
        ledger.write([rows])
    assert kept(line)[2:] == ("0.00", "0.00", "70.00", "0") and kept(other)[4] == "10.00" and untallied() == []
    ledger.undo(by=jonas)
    assert kept(line)[2:] == ("50.00", "0.00", "0.00", "1") and untallied() == []


def test_pages_add_up_lines_and_reports_add_up_papers_to_the_same_money(lines, jonas):
    line, other = lines
    Commitment.ask(line, Decimal(200), by=jonas, purpose="Posters", on=OCTOBER)
    Expense.record(other, Decimal("33.33"), by=jonas, on=NOVEMBER)
    sums, money = quarter(OCTOBER).sums, totals("envelope")[line.envelope_id]
    assert (sums.planned, sums.committed, sums.spent) == (money.planned, money.committed, money.actual)
    assert quarter(OCTOBER).sums.spent == Decimal("33.33")


def test_a_row_written_past_the_verbs_is_found_and_counted(lines):
    line, _other = lines
    Expense.objects.create(line=line, net=7, worth=7, currency="EUR", purpose="Print", on=OCTOBER)
    assert untallied() == [line.pk]
    assert mend() == 1
    assert untallied() == [] and kept(line)[4] == "7.00"
