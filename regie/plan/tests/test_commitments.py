"""Commitments: within the line at once, above it only after finance, whose seal holds amount and purpose."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from regie.journal.models import Notification
from regie.lib.refused import Refused
from regie.people.models import Domain
from regie.plan.models import BudgetLine, Commitment, Constraint, Envelope, Expense
from regie.work.models import Approval, Verdict

pytestmark = pytest.mark.django_db


def purse(by, amount=1_000, planned=600):
    envelope = Envelope.set_aside(
        "Paid media", Decimal(amount), by=by, starts_on=date(2026, 10, 1), ends_on=date(2026, 12, 31), owner=by
    )
    line = BudgetLine.open(envelope, "Tram posters", by=by, months={date(2026, 10, 1): Decimal(planned)}, owner=by)
    line.approve(by=by)
    return line


@pytest.fixture
def line(jonas):
    return purse(jonas)


@pytest.fixture
def finance(home, paul):
    Constraint.objects.create(kind=Constraint.Kind.FINANCE, name="Finance", person=paul)
    return paul


def decide(commitment, by, decision="approved", reason=""):
    verdict = Verdict.objects.awaited().get(decider=by, stage__approval=commitment.approval)
    verdict.give(decision, by=by, seal=commitment.approval.edition.seal, reason=reason)
    commitment.refresh_from_db()


def test_a_commitment_within_its_line_is_made_at_once(line, jonas):
    made = Commitment.ask(line, Decimal("600"), by=jonas, purpose="Posters", supplier="Affichage Ouest", on=date(2026, 10, 5))
    assert made.status == Commitment.Status.MADE and made.made_at
    assert line.left() == 0 and made.approval is None


def test_above_the_line_finance_is_asked_before_and_the_money_is_not_promised_until_it_says_yes(line, jonas, finance):
    asked = Commitment.ask(line, Decimal("700"), by=jonas, purpose="Posters", supplier="Affichage Ouest")
    assert asked.status == Commitment.Status.ASKED and asked.above == {"line": "100.00"}
    assert line.used() == 0
    assert asked.approval.edition.canonical["amount"] == "700.00 EUR"
    decide(asked, finance)
    assert asked.status == Commitment.Status.MADE and line.used() == 700


def test_above_the_envelope_finance_is_asked_though_the_line_would_take_it(jonas, finance):
    line = purse(jonas, amount=500, planned=600)
    asked = Commitment.ask(line, Decimal("550"), by=jonas, purpose="Posters")
    assert asked.status == Commitment.Status.ASKED and asked.above == {"envelope": "50.00"}


def test_refused_by_finance_it_is_over_and_who_asked_hears_of_it(line, jonas, finance):
    asked = Commitment.ask(line, Decimal("700"), by=jonas, purpose="Posters")
    decide(asked, finance, "refused", "Not this quarter")
    assert asked.status == Commitment.Status.REFUSED
    assert Notification.objects.filter(person=jonas, event__verb="plan.commitment_refused").exists()


def test_another_amount_or_purpose_after_the_approval_asks_finance_anew(line, jonas, finance):
    asked = Commitment.ask(line, Decimal("700"), by=jonas, purpose="Posters")
    decide(asked, finance)
    asked.edit(by=jonas, expected_on=date(2026, 12, 1))
    assert asked.status == Commitment.Status.MADE
    asked.edit(by=jonas, purpose="A film")
    assert asked.status == Commitment.Status.ASKED and asked.approval.round == 2 and asked.approval.closed_at is None
    decide(asked, finance)
    asked.edit(by=jonas, net=Decimal("701"))
    assert asked.status == Commitment.Status.ASKED and line.used() == 0


def test_made_smaller_it_fits_and_the_question_is_withdrawn(line, jonas, finance):
    asked = Commitment.ask(line, Decimal("700"), by=jonas, purpose="Posters")
    asked.edit(by=jonas, net=Decimal("600"))
    assert asked.status == Commitment.Status.MADE
    assert asked.approval.outcome == Approval.Outcome.WITHDRAWN


def test_nobody_approves_their_own_money(line, jonas, helene, paul):
    Constraint.objects.create(kind=Constraint.Kind.FINANCE, name="Finance", person=jonas)
    asked = Commitment.ask(line, Decimal("700"), by=jonas, purpose="Posters")
    assert [verdict.decider for verdict in Verdict.objects.awaited().filter(stage__approval=asked.approval)] == [helene]


def test_without_a_constraint_who_holds_a_role_of_finance_decides(line, jonas, paul, helene):
    role = Domain.objects.get(name="Finance").roles.create(name="Controller")
    role.give_to(paul, by=helene)
    asked = Commitment.ask(line, Decimal("700"), by=jonas, purpose="Posters")
    assert Verdict.objects.awaited().get(stage__approval=asked.approval).decider == paul
    assert list(Commitment.objects.visible_to(paul)) == [asked]


def test_with_nobody_to_ask_nothing_is_kept(line, jonas):
    with pytest.raises(Refused):
        Commitment.ask(line, Decimal("700"), by=jonas, purpose="Posters")
    assert not Commitment.objects.exists()


def test_a_line_that_is_not_approved_closed_or_held_takes_no_money(line, jonas):
    other = BudgetLine.open(line.envelope, "Film", by=jonas, months={date(2026, 10, 1): Decimal(100)})
    with pytest.raises(Refused, match="not approved"):
        Commitment.ask(other, Decimal("10"), by=jonas, purpose="Film")
    line.edit(by=jonas, firmness=BudgetLine.Firmness.HELD)
    with pytest.raises(Refused, match="held"):
        Commitment.ask(line, Decimal("10"), by=jonas, purpose="Posters")


def test_the_same_order_twice_is_refused(line, jonas):
    Commitment.ask(line, Decimal("10"), by=jonas, purpose="Posters", supplier="Affichage Ouest", reference="PO-7")
    with pytest.raises(Refused, match="already"):
        Commitment.ask(line, Decimal("10"), by=jonas, purpose="Posters", supplier="affichage ouest", reference="po-7")


def test_an_invoice_in_full_closes_the_commitment_and_taking_it_back_opens_it_again(line, jonas):
    made = Commitment.ask(line, Decimal("600"), by=jonas, purpose="Posters", supplier="Affichage Ouest")
    first = Expense.record(None, Decimal("400"), by=jonas, commitment=made, reference="F-1")
    made.refresh_from_db()
    assert made.status == Commitment.Status.MADE and line.used() == 600
    Expense.record(None, Decimal("200"), by=jonas, commitment=made, reference="F-2")
    made.refresh_from_db()
    assert made.status == Commitment.Status.CLOSED and line.used() == 600
    first.take_back(by=jonas)
    made.refresh_from_db()
    assert made.status == Commitment.Status.MADE and line.used() == 600


def test_what_is_partly_invoiced_is_closed_and_not_given_up(line, jonas):
    made = Commitment.ask(line, Decimal("600"), by=jonas, purpose="Posters")
    Expense.record(None, Decimal("400"), by=jonas, commitment=made)
    with pytest.raises(Refused, match="invoiced"):
        made.drop(by=jonas)
    made.close(by=jonas)
    assert line.left() == 200
