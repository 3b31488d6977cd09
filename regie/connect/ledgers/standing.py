"""Which invoices and orders of a sheet are here already, asked for a thousand at a time and answered by the index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import connection
from django.db.models.functions import Lower

from regie.plan.models import Commitment, Expense

_ASCII = {code: code + 32 for code in range(65, 91)}


def folded(text: str) -> str:
    """As the database folds it for its index: SQLite knows only the letters of ASCII."""
    return text.translate(_ASCII) if _knows_ascii_only() else text.lower()


@cache
def _knows_ascii_only() -> bool:
    """Asked once: a hundred thousand rows ask it several times each."""
    return connection.vendor == "sqlite"


class Standing:
    """An invoice is known by supplier, reference and amount; without a reference, by supplier, day, amount and purpose. How many
    such are here is counted: a sheet that says one more brings one."""

    def __init__(self) -> None:
        self._here: Counter[tuple] = Counter()
        self._exact: set[tuple] = set()
        self._named: set[tuple] = set()
        self._orders: dict[tuple[str, str], Decimal] = {}

    @staticmethod
    def key(paper: Any) -> tuple:
        if paper.reference:
            return ("r", folded(paper.supplier), folded(paper.reference), paper.net)
        return (
            "o" if getattr(paper, "is_order", False) else "n",
            folded(paper.supplier),
            paper.on,
            paper.net,
            folded(paper.purpose),
        )

    @classmethod
    def exactly(cls, paper: Any) -> tuple:
        """With the line it stands on, or the words that a sheet said for it: what the table allows once."""
        return (*cls.key(paper), paper.line, "" if paper.line else folded(paper.line_said))

    def is_named(self, paper: Any) -> bool:
        """Whether an invoice of this supplier and number is on that line, whatever its amount."""
        return (folded(paper.supplier), folded(paper.reference), paper.line) in self._named

    def is_exact(self, paper: Any) -> bool:
        return self.exactly(paper) in self._exact

    def left_after(self, papers: Sequence[Any]) -> Counter[tuple]:
        """How many of each are here besides those that these papers say on their own line."""
        left = Counter({self.key(paper): self._here[self.key(paper)] for paper in papers})
        for exact in {self.exactly(paper) for paper in papers}:
            left[exact[:4]] -= exact in self._exact
        return left

    def look(self, papers: Sequence[Any]) -> None:
        """Two queries at most, for all invoices of a part of the sheet."""
        self._here.clear()
        self._exact.clear()
        self._named.clear()
        named = [paper for paper in papers if paper.reference]
        bare = [paper for paper in papers if not paper.reference]
        if named:
            rows = Expense.objects.standing().exclude(reference="").annotate(who=Lower("supplier"), which=Lower("reference"))
            rows = rows.filter(
                who__in={folded(each.supplier) for each in named}, which__in={folded(each.reference) for each in named}
            )
            fields = ("supplier", "reference", "net", "line_id", "line_said")
            for supplier, reference, net, line, said in rows.order_by().values_list(*fields).iterator():
                key = ("r", folded(supplier), folded(reference), net)
                self._here[key] += 1
                self._exact.add((*key, line, "" if line else folded(said)))
                self._named.add((*key[1:3], line))
        if bare:
            self._count_bare("n", Expense.objects.standing(), bare)

    def look_for_orders(self, papers: Sequence[Any]) -> None:
        self._orders.clear()
        named = [paper for paper in papers if paper.reference]
        bare = [paper for paper in papers if not paper.reference]
        live = Commitment.objects.exclude(status__in=["refused", "dropped"])
        if named:
            rows = live.exclude(reference="").annotate(who=Lower("supplier"), which=Lower("reference"))
            rows = rows.filter(
                who__in={folded(each.supplier) for each in named}, which__in={folded(each.reference) for each in named}
            )
            for supplier, reference, net in rows.order_by().values_list("supplier", "reference", "net"):
                self._orders[folded(supplier), folded(reference)] = net
        if bare:
            self._count_bare("o", live, bare)

    def _count_bare(self, kind: str, rows: Any, papers: Iterable[Any]) -> None:
        days = {paper.on for paper in papers}
        rows = rows.filter(reference="", on__in=days).order_by().values_list("supplier", "on", "net", "purpose")
        for supplier, on, net, purpose in rows.iterator():
            self._here[kind, folded(supplier), on, net, folded(purpose)] += 1

    def count(self, key: tuple) -> int:
        return self._here[key]

    def order(self, paper: Any) -> Decimal | None:
        """What this order amounts to here, or None."""
        return self._orders.get((folded(paper.supplier), folded(paper.reference)))

    def orders(self) -> dict[tuple[str, str], tuple[int, int]]:
        """{(supplier, reference): (number, its line)} of all that stand. One query."""
        rows = Commitment.objects.filter(status__in=["made", "closed"]).exclude(reference="").order_by()
        return {
            (folded(supplier), folded(reference)): (pk, line)
            for supplier, reference, pk, line in rows.values_list("supplier", "reference", "pk", "line").iterator()
        }
