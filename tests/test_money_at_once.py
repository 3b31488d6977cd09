"""Two who promise the last money of a line in the same instant; two who open a line in the same instant."""

from __future__ import annotations

import threading
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, connections

from regie.plan.models import BudgetLine, Commitment, Constraint, Envelope, Expense
from regie.plan.models.tallying import untallied

# The tests' SQLite lies in memory, where a second writer is refused at once; a real one waits for its turn.
in_one_instant = pytest.mark.skipif(connection.vendor == "sqlite", reason="needs a database that several may write at once")
pytestmark = [pytest.mark.django_db(transaction=True), in_one_instant]


def at_once(*calls) -> list[str]:
    ready, said = threading.Barrier(len(calls)), []

    def go(call):
        ready.wait(20)
        try:
            said.append(str(call()))
        except Exception as fault:  # said by the assertion that misses its answer
            said.append(repr(fault))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go, args=(call,)) for call in calls]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    return sorted(said)


@pytest.fixture
def envelope(jonas):
    days = {"starts_on": date(2026, 10, 1), "ends_on": date(2026, 12, 31)}
    return Envelope.set_aside("Paid media", Decimal(1_000), by=jonas, **days)


def line_of(envelope, by, planned):
    line = BudgetLine.open(envelope, "Posters", by=by, months={date(2026, 10, 1): Decimal(planned)})
    line.approve(by=by)
    return line


def test_of_two_who_promise_the_last_of_a_line_at_once_one_asks_finance(envelope, jonas, paul):
    Constraint.objects.create(kind=Constraint.Kind.FINANCE, name="Finance", person=paul)
    line = line_of(envelope, jonas, 600)

    def promise():
        return Commitment.ask(line, Decimal("400"), by=jonas, purpose="Posters").status

    assert at_once(promise, promise) == ["asked", "made"]
    assert line.used() == 400


def test_of_two_lines_that_share_an_envelope_the_second_to_come_sees_what_the_first_took(envelope, jonas, paul):
    Constraint.objects.create(kind=Constraint.Kind.FINANCE, name="Finance", person=paul)
    lines = [line_of(envelope, jonas, 600) for _each in range(2)]
    promises = [lambda line=line: Commitment.ask(line, Decimal("600"), by=jonas, purpose="Posters").status for line in lines]
    assert at_once(*promises) == ["asked", "made"]
    assert envelope.used() == 600


def test_lines_opened_at_once_have_numbers_of_their_own(envelope, jonas):
    opened = [lambda: BudgetLine.open(envelope, "Posters", by=jonas).number for _each in range(4)]
    assert at_once(*opened) == ["2026-0001", "2026-0002", "2026-0003", "2026-0004"]


def test_invoices_recorded_at_once_on_one_line_all_count_in_its_sums(envelope, jonas):
    line = line_of(envelope, jonas, 600)
    made = Commitment.ask(line, Decimal("90"), by=jonas, purpose="Posters")
    papers = [lambda: Expense.record(line, Decimal("1.10"), by=jonas).line for _each in range(4)]
    against = [lambda: Expense.record(None, Decimal("30"), by=jonas, commitment=made).line for _each in range(3)]
    assert set(at_once(*papers, *against)) == {str(line)}
    line.refresh_from_db()
    assert (line.total_spent, line.total_promised, line.total_open) == (Decimal("94.40"), 0, 0) and untallied() == []
