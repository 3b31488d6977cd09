"""What the command palette finds of money and of what holds it: constraints, lines by number and name, commitments and invoices by their paper’s number or supplier."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regie.plan.models import BudgetLine, Commitment, Constraint, Envelope, Expense
from regie.ui import palette, verbs
from regie.ui.palette import Found


def find(person: Any, sought: str) -> list[Found]:
    """Five queries."""
    lines = BudgetLine.objects.visible_to(person).filter(Q(number__startswith=sought) | Q(name__icontains=sought))
    found = [Found(str(row), row.get_absolute_url(), "table", _("Plan, budget lines")) for row in lines.order_by("-pk")[:5]]
    purses = Envelope.objects.visible_to(person).filter(name__icontains=sought)
    found += [
        Found(row.name, row.get_absolute_url(), "plan", _("Plan, envelopes")) for row in purses.order_by("-starts_on", "pk")[:3]
    ]
    held = Constraint.objects.visible_to(person).in_force().filter(name__icontains=sought)
    found += [Found(row.name, row.get_absolute_url(), "lock", _("Plan, constraints")) for row in held.order_by("pk")[:3]]
    for kind, path in ((Commitment, _("Plan, commitments")), (Expense, _("Plan, expenses"))):
        paper = Q(reference__istartswith=sought) | Q(supplier__icontains=sought) | Q(purpose__icontains=sought)
        rows = kind.objects.visible_to(person).filter(paper).order_by("-pk")[:3]
        found += [Found(row.purpose, row.get_absolute_url(), "file", path) for row in rows]
    return found


def register() -> None:
    palette.register("plan.money", find)
    for key, words, address, order in (
        ("line", gettext_lazy("Open a budget line"), "plan:budget_line_new", 19),
        ("commitment", gettext_lazy("Commit money"), "plan:commitment_new", 20),
        ("expense", gettext_lazy("Record an invoice"), "plan:expense_new", 21),
    ):
        verbs.register(
            verbs.Verb(
                f"plan.{key}", words, address, icon="plan", place=gettext_lazy("Plan"), order=order,
                visible=lambda person: person.is_member,
            )
        )  # fmt: skip
