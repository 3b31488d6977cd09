"""Earlier campaigns by audience, from a sheet: working days, money, results of the years that Régie did not see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regie.connect.ledgers import known
from regie.connect.ledgers.cells import Cells, Refused
from regie.connect.ledgers.fields import Chosen, Field, Setting
from regie.connect.ledgers.notes import Notes
from regie.connect.ledgers.target import Judged, LedgerTarget
from regie.connect.targets import Problem, Refusal
from regie.lib.tables import Table
from regie.lib.tables.dates import plain
from regie.objectives.models import Audience
from regie.people.models import Organisation
from regie.plan.models import EarlierEffort
from regie.plan.models.ledgering import Change


class EffortsTarget(LedgerTarget):
    key = "efforts"
    name = _("Earlier campaigns by audience")
    about = _("What each audience had in the years before: working days, money and results.")
    dated = ("starts", "ends")
    summed = ("money", "days")
    fields = (
        Field("audience", _("audience"), "word", ("public cible", "cible", "audience", "public", "target", "segment", "target audience"), "", [_("Families in town"), _("Commuters")], True),
        Field("name", _("campaign"), "word", ("campagne", "campaign", "operation", "nom", "name", "action"), "", [_("Spring on two wheels"), _("Ride to work")], True),
        Field("starts", _("beginning, or the whole period"), "day", ("debut", "date de debut", "start", "beginning", "from", "periode", "period", "mois", "month", "annee", "year", "trimestre", "date", "du"), "", ["2025-03-01", "2025-09-08"], True),
        Field("ends", _("end"), "day", ("fin", "date de fin", "end", "to", "au", "until"), "", ["2025-05-31", "2025-09-26"]),
        Field("days", _("working days"), "number", ("jours", "jours travailles", "jours homme", "j/h", "jh", "days", "working days", "man days", "charge", "effort", "temps"), "", [64, 22]),
        Field("money", _("money"), "amount", ("budget", "depense", "depenses", "cout", "montant", "argent", "spend", "cost", "money", "amount", "euros"), "", [48000.0, 9500.0]),
        Field("currency", pgettext_lazy("of an amount", "currency"), "word", ("devise", "monnaie", "currency"), "", ["EUR", "EUR"]),
        Field("result", _("result"), "number", ("resultat", "resultats", "retombees", "result", "results", "leads", "ventes", "sales", "commandes", "orders"), "", [860, 214]),
        Field("result_of", _("what the result counts"), "word", ("unite du resultat", "nature du resultat", "resultat en", "result of", "counts", "unite", "unit", "ce que compte le resultat", "what the result counts"), "", [_("orders"), _("trials")]),
    )  # fmt: skip

    def likeness(self, table: Table) -> float:
        found = set(self.propose(table, None)["columns"].values())
        if not {"audience", "name", "starts"} <= found or not found & {"days", "money", "result"}:
            return 0
        return 0.5 + 0.25 * ("days" in found) + 0.25 * ("ends" in found)

    def complete(self, table: Table, chosen: Chosen) -> None:
        currency = next((column.currency for column in table.columns if column.currency), "")
        named = next((name for name, role in chosen.columns.items() if role == "result"), "")
        says_what = plain(named) not in ("resultat", "resultats", "result", "results", "retombees")
        chosen.settings = {
            "currency": currency or Organisation.here().currency,
            "result_of": named[:120] if named and says_what else "",
        }

    def settings(self, table: Table, chosen: Chosen) -> list[Setting]:
        roles = set(chosen.columns.values())
        asked = []
        if "money" in roles and "currency" not in roles:
            asked.append(Setting("currency", _("Currency, where a row names none"), hint=_("Three letters: EUR, USD, CHF.")))
        if "result" in roles and "result_of" not in roles:
            asked.append(Setting("result_of", _("What the results count"), hint=_("Leads, orders, visits.")))
        return asked

    def more_problems(self, chosen: Chosen, said: dict[str, int]) -> list[Problem]:
        from regie.lib.money import is_currency

        found = []
        if not {"days", "money", "result"} & set(said):
            found.append(Problem("no_effort"))
        if "money" in said and "currency" not in said and not is_currency(chosen.settings.get("currency", "")):
            found.append(Problem("no_such_currency"))
        return found

    def reading(self, table: Table, chosen: Chosen, notes: Notes) -> Efforts:
        return Efforts(chosen)


class Said(NamedTuple):
    row: int
    audience: int
    name: str
    starts_on: date
    ends_on: date
    days: Decimal | None
    money: Decimal | None
    result: Decimal | None
    result_of: str


COMPARED = {"days": "days", "money": "money", "result": "result", "result_of": "result_of"}


class Efforts:
    def __init__(self, chosen: Chosen) -> None:
        self.chosen, self.rates = chosen, known.Rates()
        self.audiences = known.Names(Audience.objects.in_use())
        self.currency = chosen.settings.get("currency") or self.rates.ours
        self._rows: dict[tuple, int] = {}
        self._by_audience: dict[str, list] = defaultdict(lambda: [0, Decimal(), Decimal()])
        self._names = {row.pk: str(row) for row in self.audiences.by_name.values()}

    def take(self, cells: Cells) -> Said:
        audience = self.audiences.needed(cells, "audience", "unknown_audience")
        if audience is None:
            raise Refused(cells.place("audience"), "empty_word")
        name = cells.word("name", 200)
        if not name:
            raise Refused(cells.place("name"), "empty_word")
        starts, ends = cells.period("starts")
        if cells.has("ends") and not cells.is_empty("ends"):
            ends = cells.period("ends")[1]
        if ends < starts:
            raise Refused(cells.place("ends"), "ends_before")
        found = {key: cells.decimal(key) for key in ("days", "money", "result") if cells.has(key) and not cells.is_empty(key)}
        for key in ("days", "money"):
            if found.get(key, 0) < 0:
                raise Refused(cells.place(key), "below_zero")
        if not found:
            raise Refused(cells.place("days", "money", "result"), "empty")
        if "money" in found:
            currency = cells.currency("money", otherwise=self.currency)
            found["money"] = self.rates.worth(found["money"], currency, starts, cells.place("currency", "money"))[1]
        counts = cells.word("result_of", 120) or self.chosen.settings.get("result_of", "")
        return Said(
            cells.number, audience.pk, name, starts, ends, found.get("days"), found.get("money"), found.get("result"),
            counts if "result" in found else "",
        )  # fmt: skip

    def judge(self, entries: list[tuple[Cells, Any]]) -> list[Judged]:
        wanted = {said.audience for _cells, said in entries}
        days = [said.starts_on for _cells, said in entries]
        here: dict[tuple, EarlierEffort] = {}
        if entries:
            rows = EarlierEffort.objects.filter(audience__in=wanted, starts_on__range=(min(days), max(days)))
            here = {(row.audience_id, plain(row.name), row.starts_on, row.ends_on): row for row in rows.iterator()}
        return [self._judge(cells, said, here) for cells, said in entries]

    def _judge(self, cells: Cells, said: Said, here: dict[tuple, EarlierEffort]) -> Judged:
        key = (said.audience, plain(said.name), said.starts_on, said.ends_on)
        column = cells.place("name")
        if first := self._rows.get(key):
            return Judged("refused", column, Refusal(column, "twice_at", {"row": first}))
        self._rows[key] = said.row
        value = cells.place("money", "days", "result")
        stands = here.get(key)
        of = self._by_audience[self._names[said.audience]]
        if stands is None:
            of[0] += 1
            of[1] += said.money or 0
            of[2] += said.days or 0
            return Judged("new", value)
        fields, olds = {}, {}
        for name in COMPARED:
            if cells.has(name) and getattr(stands, name) != getattr(said, name):
                fields[name] = getattr(said, name)
                olds[cells.place(name)] = str(getattr(stands, name) if getattr(stands, name) is not None else "—")
        if not fields:
            return Judged("same", value)
        of[0] += 1
        return Judged("changed", next(iter(olds)), olds=olds, change=Change(stands, fields))

    def parts(self, entries: Iterable[Said]) -> Iterator[Iterator[EarlierEffort]]:
        yield (
            EarlierEffort(
                audience_id=said.audience, name=said.name, starts_on=said.starts_on, ends_on=said.ends_on, days=said.days,
                money=said.money, result=said.result, result_of=said.result_of, row=said.row,
            )
            for said in entries
        )  # fmt: skip

    def effects(self) -> list[dict]:
        return [
            {"code": "audience", "name": name, "count": of[0], "amount": str(of[1]) if of[1] else "", "currency": self.rates.ours}
            for name, of in sorted(self._by_audience.items(), key=lambda each: -each[1][0])[:8]
            if of[0]
        ]
