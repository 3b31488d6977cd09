"""A media plan from a sheet: what is bought where, when and at which price, with a column for each week."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regie.connect.ledgers.buying import Buying
from regie.connect.ledgers.fields import Chosen, Field, Setting
from regie.connect.ledgers.notes import Notes
from regie.connect.ledgers.target import LedgerTarget
from regie.connect.targets import Problem
from regie.lib.periods import Grain, Period
from regie.lib.tables import DateFault, Table, read_day
from regie.people.models import Organisation
from regie.plan.models import Campaign


class MediaTarget(LedgerTarget):
    key = "media"
    name = _("Media plan")
    about = _("Lines of support, format, period, quantity and price, with their weeks; the export of the page comes back by it.")
    dated = ("starts", "ends")
    summed = ("net",)
    fields = (
        Field("id", _("number of the line here"), "number", ("n° regie", "no regie", "regie no", "numero regie", "line id"), _("What"), ["", ""]),
        Field("campaign", _("campaign"), "word", ("campagne", "campaign", "operation"), _("What"), ["", ""]),
        Field("support", _("support"), "word", ("support", "supports", "titre", "title", "station", "vehicle", "media vehicle", "outlet", "site", "regie publicitaire", "emplacement"), _("What"), ["Radio Littoral", "Instagram"], True),
        Field("format", _("format"), "word", ("format", "formats", "creative", "ad format"), _("What"), [_("30-second spot"), _("Story")]),
        Field("channel", _("channel"), "word", ("canal", "channel", "media", "levier", "medium"), _("What"), ["", ""]),
        Field("audience", _("audience"), "word", ("public cible", "cible", "audience", "target", "target audience"), _("What"), ["", ""]),
        Field("activity", pgettext_lazy("plan", "activity"), "word", ("action", "activity", "activite"), _("What"), ["", ""]),
        Field("starts", _("beginning"), "day", ("debut", "date de debut", "start", "start date", "beginning", "from", "du"), _("When"), ["2026-10-05", "2026-10-12"]),
        Field("ends", _("end"), "day", ("fin", "date de fin", "end", "end date", "to", "au"), _("When"), ["2026-10-18", "2026-10-25"]),
        Field("quantity", _("quantity"), "number", ("quantite", "quantity", "qte", "volume", "nombre", "units", "achats"), _("How much"), [24, 300]),
        Field("unit", _("of what"), "word", ("unite", "unit", "unite d'achat", "buying unit", "of what", "de quoi"), _("How much"), [_("spots"), _("thousands of contacts")]),
        Field("price", _("unit price"), "amount", ("prix unitaire", "pu", "unit price", "price", "tarif", "prix", "cpm", "cpc", "tarif unitaire", "rate"), _("Money"), [180.0, 6.5]),
        Field("discount", _("discount"), "percent", ("remise", "discount", "rabais", "abattement"), _("Money"), ["15 %", ""]),
        Field("net", _("net cost"), "amount", ("cout net", "net", "net cost", "montant net", "total net", "net ht", "cout", "cost", "budget", "montant"), _("Money"), [3672.0, 1950.0]),
        Field("currency", pgettext_lazy("of an amount", "currency"), "word", ("devise", "monnaie", "currency"), _("Money"), ["EUR", "EUR"]),
        Field("contacts", _("expected contacts"), "number", ("contacts", "contacts attendus", "impressions", "expected contacts", "gross contacts", "audience attendue", "ots"), _("What it brings"), [420000, 300000]),
        Field("reach", _("people reached"), "number", ("couverture", "reach", "personnes touchees", "people reached", "unique reach", "touches"), _("What it brings"), [96000, 75000]),
        Field("line", _("number of the budget line"), "word", ("ligne budgetaire", "ligne de budget", "n° ligne", "ligne", "budget line", "line number", "line"), _("Money"), ["", ""]),
    )  # fmt: skip

    def likeness(self, table: Table) -> float:
        found = set(self.propose(table, None)["columns"].values())
        weeks = any(role.startswith("week:") for role in found)
        if "support" not in found or not (weeks or found & {"quantity", "price", "net"}):
            return 0
        return 0.4 + 0.2 * weeks + 0.15 * len(found & {"price", "format", "starts", "discount"})

    def complete(self, table: Table, chosen: Chosen) -> None:
        for column in table.columns:
            if column.kind in ("number", "empty") and (monday := week_of(column.name)):
                chosen.columns[column.name] = f"week:{monday.isoformat()}"
        live = list(Campaign.objects.open().values_list("pk", "name")[:2])
        named = [pk for pk, name in Campaign.objects.values_list("pk", "name") if name.lower() in table.name.lower()]
        campaign = named[0] if len(named) == 1 else live[0][0] if len(live) == 1 else ""
        chosen.settings = {
            "campaign": str(campaign),
            "currency": Organisation.here().currency,
            "channel": "",
            "unit": "insertion",
        }

    def settings(self, table: Table, chosen: Chosen) -> list[Setting]:
        from regie.plan.models import Channel, MediaLine

        roles = set(chosen.columns.values())
        asked = []
        if "campaign" not in roles:
            rows = [
                (str(pk), name) for pk, name in Campaign.objects.order_by("-starts_on", "name").values_list("pk", "name")[:500]
            ]
            asked.append(Setting("campaign", _("Campaign of the plan"), [("", _("choose")), *rows]))
        if "channel" not in roles:
            channels = [(str(each.pk), str(each)) for each in Channel.objects.in_use()]
            asked.append(Setting("channel", _("Channel of all lines"), [("", _("choose")), *channels]))
        if "unit" not in roles:
            asked.append(Setting("unit", _("The quantities are"), list(MediaLine.Unit.choices)))
        if "currency" not in roles:
            asked.append(Setting("currency", _("Currency, where a row names none"), hint=_("Three letters: EUR, USD, CHF.")))
        return asked

    def more_problems(self, chosen: Chosen, said: dict[str, int]) -> list[Problem]:
        from regie.lib.money import is_currency

        found = []
        weeks = any(role.startswith("week:") for role in said)
        if "campaign" not in said and not chosen.settings.get("campaign"):
            found.append(Problem("no_campaign"))
        if "channel" not in said and not chosen.settings.get("channel"):
            found.append(Problem("no_channel"))
        if not weeks and "quantity" not in said:
            found.append(Problem("no_quantity"))
        if not weeks and not {"starts", "ends"} <= set(said):
            found.append(Problem("no_period_of_line"))
        if "currency" not in said and not is_currency(chosen.settings.get("currency", "")):
            found.append(Problem("no_such_currency"))
        return found

    def reading(self, table: Table, chosen: Chosen, notes: Notes) -> Buying:
        return Buying(chosen)


def week_of(name: str):
    """The Monday that a column's name says, or None."""
    try:
        written = read_day(name)
    except DateFault:
        return None
    return Period.of(written.day, Grain.WEEK).start if written.grain in ("week", "day") else None
