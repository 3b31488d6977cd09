"""An envelope, a line, a commitment that waits for finance, an invoice and a rate; and who may open what of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

# address -> as in test_rights.EXPECTED
ROWS = {
    "plan:budget": ("200 200 200 403", "405 405 405 403"),
    "plan:budget_period": ("POST", "302 302 403 403"),
    "plan:reckoning": ("200 200 200 403", "302 200 200 403"),
    "plan:reckoning_settlement": ("POST", "409 403 403 403"),
    "plan:envelope": ("200 200 200 403", "405 405 405 403"),
    "plan:envelope_new": ("200 403 403 403", "="),
    "plan:envelope_move": ("200 403 403 403", "="),
    "plan:envelope_edit": ("200 403 403 403", "="),
    "plan:envelope_carrying": ("POST", "404 403 403 403"),
    "plan:budget_lines": ("200 200 200 403", "405 405 405 403"),
    "plan:budget_lines_approval": ("POST", "302 403 403 403"),
    "plan:budget_lines_closure": ("POST", "302 403 403 403"),
    "plan:budget_line_new": ("200 200 403 403", "="),
    "plan:budget_line": ("200 200 200 403", "302 302 200 403"),
    "plan:budget_line_edit": ("200 200 403 403", "="),
    "plan:budget_line_approval": ("POST", "409 403 403 403"),
    "plan:budget_line_closure": ("POST", "409 409 403 403"),
    "plan:budget_line_explanation": ("POST", "302 302 403 403"),
    "plan:commitments": ("200 200 200 403", "405 405 405 403"),
    "plan:commitment": ("200 200 200 404", "405 405 405 405"),
    "plan:commitment_new": ("200 200 403 403", "="),
    "plan:commitment_edit": ("200 200 403 403", "="),
    "plan:commitment_answer": ("POST", "409 409 403 403"),
    "plan:commitment_question": ("POST", "409 409 403 403"),
    "plan:commitment_files": ("POST", "409 409 403 403"),
    "plan:expenses": ("200 200 200 403", "405 405 405 403"),
    "plan:expense": ("200 200 200 403", "405 405 405 403"),
    "plan:expense_new": ("200 200 403 403", "="),
    "plan:expense_edit": ("200 200 403 403", "="),
    "plan:expense_place": ("POST", "422 422 403 403"),
    "plan:expense_taking_back": ("POST", "302 302 403 403"),
    "plan:expense_files": ("POST", "409 409 403 403"),
    "plan:rates": ("200 200 200 403", "422 422 200 403"),
}


def build(ines, helene, secret: str) -> dict[str, dict[str, Any]]:
    from regie.plan.models import BudgetLine, Commitment, Constraint, Envelope, Expense, Rate

    days = {"starts_on": date(2026, 10, 1), "ends_on": date(2026, 12, 31)}
    envelope = Envelope.set_aside(f"{secret} media", Decimal(1_000), by=ines, owner=ines, **days)
    line = BudgetLine.open(envelope, f"{secret} posters", by=ines, months={date(2026, 10, 1): Decimal(600)}, owner=ines)
    line.approve(by=ines)
    Constraint.objects.create(kind=Constraint.Kind.FINANCE, name="Finance", person=helene)
    asked = Commitment.ask(line, Decimal(700), by=ines, purpose=f"{secret} faces", supplier=f"{secret} Ouest")
    expense = Expense.record(line, Decimal(50), by=ines, purpose=f"{secret} print")
    Rate.set("USD", date(2026, 10, 1), Decimal("0.9"), by=ines, source=secret)
    return {
        "plan:envelope": {"pk": envelope.pk},
        "plan:budget_line": {"pk": line.pk},
        "plan:commitment": {"pk": asked.pk},
        "plan:expense": {"pk": expense.pk},
    }
