"""Expenses and commitments of the accounting: invoices, credit notes and orders, on budget lines."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regie.connect.ledgers.cells import Cells
from regie.connect.ledgers.fields import Chosen, Field, Setting
from regie.connect.ledgers.notes import Notes
from regie.connect.ledgers.papers import CREDITS, Papers
from regie.connect.ledgers.target import LedgerTarget
from regie.connect.targets import Problem
from regie.lib.tables import Table
from regie.lib.tables.dates import plain
from regie.people.models import Organisation

_WHAT, _MONEY, _WHERE = _("What"), _("Money"), _("Where")


class SpendTarget(LedgerTarget):
    key = "spend"
    name = _("Expenses and commitments")
    about = _("Invoices, credit notes and orders, as the accounting exports them, on the lines of the budget.")
    dated = ("on",)
    summed = ("net", "gross")
    fields = (
        Field(
            "on", _("date"), "day",
            ("date de facture", "date facture", "invoice date", "date piece", "date de piece", "date comptable", "posting date", "date ecriture",
             "document date", "date", "jour", "day"),
            _WHAT, ["2026-10-05", "2026-10-12"], True,
        ),
        Field(
            "kind", pgettext_lazy("import", "invoice or order"), "word",
            ("type de piece", "type piece", "nature", "document type", "type", "kind", "piece"), _WHAT, [_("invoice"), _("order")],
        ),
        Field(
            "supplier", _("supplier"), "word",
            ("fournisseur", "supplier", "vendor", "tiers", "prestataire", "beneficiaire", "payee", "nom du fournisseur", "raison sociale"),
            _WHAT, ["Studio Lumen", "Imprimerie du Port"],
        ),
        Field(
            "reference", _("number of the invoice or of the order"), "word",
            ("n° facture", "no facture", "n facture", "numero de facture", "numero facture", "facture n°", "facture", "invoice number", "invoice no", "invoice",
             "reference", "ref", "n° piece", "numero de piece", "document number", "n°"),
            _WHAT, ["F-2026-118", "BC-204"],
        ),
        Field(
            "purpose", pgettext_lazy("of an invoice", "purpose"), "word",
            ("objet", "libelle", "designation", "description", "purpose", "label", "intitule", "motif", "commentaire"),
            _WHAT, [_("Shooting of the autumn film"), _("Posters, 200 copies")],
        ),
        Field(
            "order", _("order that it invoices"), "word",
            ("n° commande", "numero de commande", "bon de commande", "commande", "purchase order", "po number", "order number", "po", "engagement"),
            _WHAT, ["", ""],
        ),
        Field(
            "net", _("amount without VAT"), "amount",
            ("montant ht", "total ht", "ht", "net", "net amount", "amount excl vat", "excl vat", "hors taxe", "hors taxes", "montant net", "montant",
             "amount", "amount without vat"),
            _MONEY, [4200.0, 860.0],
        ),
        Field("vat", _("VAT, as an amount or a rate"), "amount", ("tva", "montant tva", "vat", "vat amount", "taux tva", "vat rate", "taxe", "tax"), _MONEY, [840.0, 172.0]),
        Field(
            "gross", _("amount with VAT"), "amount",
            ("montant ttc", "total ttc", "ttc", "gross", "gross amount", "amount incl vat", "incl vat", "amount with vat", "toutes taxes"), _MONEY, [5040.0, 1032.0],
        ),
        Field("currency", pgettext_lazy("of an amount", "currency"), "word", ("devise", "monnaie", "currency", "curr"), _MONEY, ["EUR", "EUR"]),
        Field(
            "line", _("number of the budget line"), "word",
            ("ligne budgetaire", "ligne de budget", "n° ligne", "numero de ligne", "ligne", "budget line", "line number", "line", "code budget", "code analytique",
             "analytique", "imputation", "cost centre", "cost center"),
            _WHERE, ["2026-0001", "2026-0002"],
        ),
        Field("campaign", _("campaign"), "word", ("campagne", "campaign", "operation", "projet", "project"), _WHERE, ["", ""]),
        Field("channel", _("channel"), "word", ("canal", "channel", "levier", "media"), _WHERE, ["", ""]),
        Field("expected", _("invoice expected on"), "day", ("facture attendue", "echeance", "due date", "expected on", "date d'echeance", "invoice expected", "date prevue"), _WHAT, ["", "2026-11-30"]),
    )  # fmt: skip

    def likeness(self, table: Table) -> float:
        found = set(self.propose(table, None)["columns"].values())
        if "on" not in found or not found & {"net", "gross"}:
            return 0
        return 0.3 + 0.25 * len(found & {"supplier", "reference", "line"})

    def complete(self, table: Table, chosen: Chosen) -> None:
        currency = next((column.currency for column in table.columns if column.currency), "")
        chosen.settings = {"kind": "invoice", "currency": currency or Organisation.here().currency, "vat": ""}
        words = table.name.lower()
        if any(word in words for word in ("commande", "order", "engagement", "commitment")):
            chosen.settings["kind"] = "order"

    def settings(self, table: Table, chosen: Chosen) -> list[Setting]:
        roles = set(chosen.columns.values())
        asked = []
        if "kind" not in roles:
            asked.append(
                Setting(
                    "kind", _("The rows are"), [("invoice", _("invoices and credit notes")), ("order", _("orders: commitments"))]
                )
            )
        if "currency" not in roles:
            asked.append(Setting("currency", _("Currency, where a row names none"), hint=_("Three letters: EUR, USD, CHF.")))
        if "gross" in roles and "vat" not in roles and "net" not in roles:
            asked.append(
                Setting("vat", _("VAT rate of all rows"), unit="%", hint=_("The amounts hold VAT: what is kept is the net."))
            )
        return asked

    def signed(self, cells: Cells, amount: Decimal) -> Decimal:
        """A credit note is taken off, with or without its minus."""
        word = cells.cell("kind")
        return -abs(amount) if isinstance(word, str) and plain(word) in CREDITS else amount

    def more_problems(self, chosen: Chosen, said: dict[str, int]) -> list[Problem]:
        from regie.lib.money import is_currency

        found = []
        if "net" not in said and "gross" not in said:
            found.append(Problem("no_amount"))
        if "gross" in said and "net" not in said and "vat" not in said and not _is_rate(chosen.settings.get("vat", "")):
            found.append(Problem("no_vat_rate"))
        if "currency" not in said and not is_currency(chosen.settings.get("currency", "")):
            found.append(Problem("no_such_currency"))
        if "supplier" not in said and "purpose" not in said:
            found.append(Problem("no_purpose_column"))
        return found

    def reading(self, table: Table, chosen: Chosen, notes: Notes) -> Papers:
        return Papers(chosen, notes)


def _is_rate(text: str) -> bool:
    from regie.lib.tables import NumberFault, read_number

    try:
        return 0 <= read_number(text.replace(",", "."), ".").value < 100
    except NumberFault:
        return False
