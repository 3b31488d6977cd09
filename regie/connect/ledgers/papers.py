"""Rows of the accounting become invoices, credit notes and orders; each is compared with what is here and with what came before."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from hashlib import blake2b
from typing import Any, NamedTuple

from regie.connect.ledgers import known
from regie.connect.ledgers.cells import CENT, Cells, Refused
from regie.connect.ledgers.fields import Chosen
from regie.connect.ledgers.notes import Notes
from regie.connect.ledgers.room import Room
from regie.connect.ledgers.standing import Standing, folded
from regie.connect.ledgers.target import Judged
from regie.connect.targets import Refusal
from regie.lib.tables.dates import plain
from regie.plan.models import Commitment, Expense

ORDERS = {
    "order",
    "orders",
    "commande",
    "commandes",
    "bon de commande",
    "bc",
    "po",
    "purchase order",
    "engagement",
    "commitment",
    "devis signe",
}
CREDITS = {"avoir", "avoirs", "credit note", "credit", "note de credit", "credit memo", "av"}
INVOICES = {
    "invoice",
    "invoices",
    "facture",
    "factures",
    "fa",
    "expense",
    "depense",
    "facture fournisseur",
    "fac",
    "note de frais",
    "achat",
}
TOLERANCE = Decimal("0.03")  # cents that roundings of single lines may make


class Paper(NamedTuple):
    is_order: bool
    row: int
    on: date
    supplier: str
    reference: str
    purpose: str
    net: Decimal
    vat: Decimal
    currency: str
    rate: Decimal
    worth: Decimal
    line: int | None
    line_said: str
    order: str
    expected: date | None


class Papers:
    def __init__(self, chosen: Chosen, notes: Notes) -> None:
        self.chosen, self.notes = chosen, notes
        self.rates, self.lines = known.Rates(), known.Lines()
        self.campaigns, self.channels = known.campaigns(), known.channels()
        self.currency = chosen.settings.get("currency") or self.rates.ours
        self.room, self.standing = Room(), Standing()
        self._rows: dict[bytes, int] = {}  # of the file: an exact paper → its row
        self._counted: Counter[bytes] = Counter()
        self._effect: dict[str, list[Any]] = defaultdict(lambda: [0, Decimal()])
        self._by_line: dict[int | None, Decimal] = defaultdict(Decimal)
        self._kinds: dict[str, str] = {}
        self._orders: dict[tuple[str, str], tuple[int, int]] | None = None
        self._ordered: dict[tuple[str, str], int] = {}
        self._left: Counter[tuple] = Counter()

    # A row

    def take(self, cells: Cells) -> Paper:
        on = cells.day("on")
        kind = self._kind(cells)
        is_order = kind == "order"
        net, vat = self._money(cells)
        amount = cells.place("net", "gross")
        if kind == "credit" and net > 0:
            net, vat = -net, -vat
            self.notes.add("turned", cells.number)
        if not net:
            raise Refused(amount, "nothing")
        if is_order and net <= 0:
            raise Refused(amount, "order_below_zero")
        currency = cells.currency("net", "gross", otherwise=self.currency)
        rate, worth = self.rates.worth(net, currency, on, cells.place("currency", "net", "gross"))
        supplier, reference = cells.word("supplier", 200), cells.word("reference", 80)
        purpose = cells.word("purpose", 300) or " ".join(filter(None, [supplier, reference]))
        if not purpose:
            raise Refused(cells.place("purpose", "supplier"), "no_purpose")
        line, said = self._place(cells, on)
        order = "" if is_order else cells.word("order", 80)
        if order and line is None and (held := self._order(supplier, order)):
            line, said = held, ""
        if is_order and reference and line:
            self._ordered[folded(supplier), folded(reference)] = line
        if is_order and line is None:
            raise Refused(cells.place("line", "campaign", "channel"), "order_without_line", word=said)
        expected = cells.day("expected") if cells.has("expected") and not cells.is_empty("expected") else None
        return Paper(
            is_order, cells.number, on, supplier, reference, purpose, net, vat, currency, rate, worth, line, said,
            order, expected,
        )  # fmt: skip

    def _order(self, supplier: str, order: str) -> int | None:
        """The line of an order that stands here, or further up in this sheet."""
        if self._orders is None:
            self._orders = self.standing.orders()
        key = folded(supplier), folded(order)
        return self._ordered.get(key) or (self._orders[key][1] if key in self._orders else None)

    def _kind(self, cells: Cells) -> str:
        word = cells.word("kind", 60)
        if not word:
            return self.chosen.settings.get("kind", "invoice")
        if word not in self._kinds:
            folded_word = plain(word)
            self._kinds[word] = next(
                (kind for kind, words in (("credit", CREDITS), ("order", ORDERS), ("invoice", INVOICES)) if folded_word in words),
                "",
            )
        if not self._kinds[word]:
            raise Refused(cells.place("kind"), "unknown_kind", word=word)
        return self._kinds[word]

    def _money(self, cells: Cells) -> tuple[Decimal, Decimal]:
        """(net, VAT) from whichever two of net, VAT and gross the row says; all three must agree."""
        net = cells.decimal("net") if cells.has("net") and not (cells.is_empty("net") and not cells.is_empty("gross")) else None
        gross = cells.decimal("gross") if cells.has("gross") and not cells.is_empty("gross") else None
        vat = rate = None
        if cells.has("vat") and not cells.is_empty("vat"):
            said = cells.amount("vat")
            if said.percent or (net is not None and gross is None and _is_usual_rate(said.value) and abs(net) > 200):
                rate = Decimal(repr(said.value)) if said.percent or said.value >= 1 else Decimal(repr(said.value)) * 100
            else:
                vat = cells.decimal("vat")
        elif self.chosen.settings.get("vat") and net is None:
            rate = Decimal(self.chosen.settings["vat"].replace(",", ".").replace("%", "").strip())
        if net is None:
            assert gross is not None
            net = gross - vat if vat is not None else (gross * 100 / (100 + (rate or 0))).quantize(CENT)
            return net, gross - net
        if vat is None:
            vat = gross - net if gross is not None else (net * rate / 100).quantize(CENT) if rate is not None else Decimal()
        elif gross is not None and abs(net + vat - gross) > TOLERANCE:
            raise Refused(cells.place("gross"), "sums", made=str(net + vat))
        if rate is not None and gross is not None and abs(net * (100 + rate) / 100 - gross) > TOLERANCE:
            raise Refused(cells.place("gross"), "sums", made=str((net * (100 + rate) / 100).quantize(CENT)))
        return net, vat

    def _place(self, cells: Cells, on: date) -> tuple[int | None, str]:
        """(budget line, what the sheet says of it where no line is meant)."""
        word = cells.word("line", 80)
        if word:
            line = self.lines.numbered(word)
            return line, "" if line else word
        named = [cells.word("campaign", 80), cells.word("channel", 80)]
        campaign, channel = self.campaigns.find(named[0]), self.channels.find(named[1])
        said = " · ".join(filter(None, named))[:80]
        if (named[0] and campaign is None) or (named[1] and channel is None):
            return None, said
        line = self.lines.meant(campaign and campaign.pk, channel and channel.pk, on)
        return line, "" if line else said

    # Against what stands

    def judge(self, entries: list[tuple[Cells, Any]]) -> list[Judged]:
        papers = [paper for _cells, paper in entries]
        self.standing.look([paper for paper in papers if not paper.is_order])
        self.standing.look_for_orders([paper for paper in papers if paper.is_order])
        self.room.look({paper.line for paper in papers if paper.is_order and paper.line})
        self._left = self.standing.left_after([paper for paper in papers if paper.reference and not paper.is_order])
        return [self._judge(cells, paper) for cells, paper in entries]

    def _judge(self, cells: Cells, paper: Paper) -> Judged:
        column = cells.place("reference", "net", "gross")
        if paper.reference:
            exact = _digest(paper.is_order, *(self.standing.key(paper)[1:3] if paper.is_order else self.standing.exactly(paper)))
            if first := self._rows.get(exact):
                return Judged("refused", column, Refusal(column, "twice_at", {"row": first}))
            self._rows[exact] = paper.row
        if paper.is_order and paper.reference:
            stands = self.standing.order(paper)
            if stands is not None:
                if stands == paper.net:
                    return Judged("same", column)
                place = cells.place("net", "gross")
                return Judged(
                    "refused", place, Refusal(place, "order_differs", {"stands": str(stands), "currency": paper.currency})
                )
        elif paper.reference:
            key = self.standing.key(paper)
            if self.standing.is_exact(paper):
                return Judged("same", column)
            if self._left[key] > 0:  # it was moved to another line here since
                self._left[key] -= 1
                return Judged("same", column)
            if self.standing.is_named(paper):
                self.notes.add("other_amount", paper.row, paper.reference)
        else:
            key = self.standing.key(paper)
            digest = _digest(*key)
            self._counted[digest] += 1
            if self._counted[digest] <= self.standing.count(key):
                return Judged("same", column)
            if self._counted[digest] > 1:
                self.notes.add("alike", paper.row)
        if paper.is_order and paper.line and (shut := self.room.shut(paper.line)):
            place = cells.place("line", "campaign", "channel")
            return Judged("refused", place, Refusal(place, shut, {"name": self.room.name(paper.line)}))
        if paper.is_order and paper.line and (over := self.room.taken(paper.line, paper.worth)):
            place = cells.place("net", "gross")
            return Judged("refused", place, Refusal(place, "above", over))
        self._note(paper)
        return Judged("new", cells.place("net", "gross"))

    def _note(self, paper: Paper) -> None:
        if paper.line is None:
            self.notes.add("unplaced", paper.row, paper.line_said or "—")
        if paper.net < 0:
            self.notes.add("credit", paper.row)
        of = self._effect["orders" if paper.is_order else "credits" if paper.net < 0 else "invoices"]
        of[0] += 1
        of[1] += paper.worth
        self._by_line[paper.line] += paper.worth

    # Out

    def parts(self, entries: Iterable[Paper]) -> Iterator[Iterator[Any]]:
        yield (self._commitment(paper) for paper in entries if paper.is_order)
        yield self._expenses(paper for paper in entries if not paper.is_order)

    def _commitment(self, paper: Paper) -> Commitment:
        from django.utils import timezone

        return Commitment(
            line_id=paper.line,
            status=Commitment.Status.MADE,
            made_at=timezone.now(),
            expected_on=paper.expected,
            **_common(paper),
        )

    def _expenses(self, papers: Iterator[Paper]) -> Iterator[Expense]:
        orders: dict[tuple[str, str], tuple[int, int]] | None = None
        for paper in papers:
            order = None
            if paper.order:
                if orders is None:  # those of this sheet among them: they are laid down by now
                    orders = self.standing.orders()
                found = orders.get((folded(paper.supplier), folded(paper.order)))
                order = found[0] if found and found[1] == paper.line else None  # an invoice is on the line of its order
            yield Expense(line_id=paper.line, line_said=paper.line_said, commitment_id=order, **_common(paper))

    def effects(self) -> list[dict]:
        currency = self.rates.ours
        found: list[dict] = [
            {"code": code, "count": count, "amount": str(amount), "currency": currency}
            for code in ("invoices", "credits", "orders")
            if (count := self._effect[code][0]) and (amount := self._effect[code][1]) is not None
        ]
        largest = sorted(self._by_line.items(), key=lambda each: -abs(each[1]))[:8]
        return found + [
            {
                "code": "line" if pk else "no_line",
                "number": self.lines.numbers.get(pk or 0, ""),
                "name": self.lines.names.get(pk or 0, ""),
                "pk": pk,
                "amount": str(amount),
                "currency": currency,
            }
            for pk, amount in largest
        ]


def _common(paper: Paper) -> dict[str, Any]:
    names = ("net", "vat", "currency", "rate", "worth", "on", "supplier", "reference", "purpose", "row")
    return {name: getattr(paper, name) for name in names}


def _digest(*parts: Any) -> bytes:
    return blake2b(repr(parts).encode(), digest_size=12).digest()


def _is_usual_rate(value: float) -> bool:
    return value in (20, 10, 5.5, 2.1, 19, 21, 7, 8.1, 22, 0.2, 0.1, 0.055, 0.021)
