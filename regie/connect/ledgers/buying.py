"""Rows of a media plan become its lines: known again by the number that the export wrote, else by what they buy and when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.translation import get_language, override

from regie.connect.ledgers import known
from regie.connect.ledgers.cells import CENT, Cells, Refused, cents
from regie.connect.ledgers.fields import Chosen
from regie.connect.ledgers.target import Judged
from regie.connect.targets import Refusal
from regie.lib import numbers
from regie.lib.tables.dates import plain
from regie.objectives.models import Audience
from regie.plan.models import Activity, Flight, MediaLine
from regie.plan.models.ledgering import Change

FINE = Decimal("0.0001")
DIFFERS = Decimal("0.05")
WORDS = {
    "insertion": ["insertion", "insertions", "parution", "parutions", "page"],
    "thousand": ["cpm", "mille", "milliers", "milliers de contacts", "thousand", "thousands", "impressions", "000"],
    "click": ["cpc", "clic", "clics", "click", "clicks"],
    "action": ["cpa", "lead", "leads", "vente", "ventes", "sale", "sales", "action"],
    "spot": ["spot", "spots", "message", "messages"],
    "face": ["face", "faces", "panneau", "panneaux", "poster", "posters"],
    "day": ["jour", "jours", "day", "days"],
    "week": ["semaine", "semaines", "week", "weeks"],
    "piece": ["piece", "pieces", "exemplaire", "exemplaires", "copy", "copies", "unite", "unites"],
}
FIELDS = {  # of a line → of the sheet
    "campaign_id": "campaign", "activity_id": "activity", "channel_id": "channel", "audience_id": "audience", "budget_line_id": "line",
    "support": "support", "format": "format", "starts_on": "starts", "ends_on": "ends", "quantity": "quantity", "unit": "unit",
    "unit_price": "price", "discount": "discount", "currency": "currency", "contacts": "contacts", "reach": "reach",
}  # fmt: skip


class Bought(NamedTuple):
    row: int
    fields: dict[str, Any]
    weeks: dict[date, Decimal]
    pk: int | None


class Buying:
    def __init__(self, chosen: Chosen) -> None:
        self.chosen = chosen
        self.rates, self.lines = known.Rates(), known.Lines()
        self.campaigns, self.channels = known.campaigns(), known.channels()
        self.audiences = known.Names(Audience.objects.in_use())
        self.currency = chosen.settings.get("currency") or self.rates.ours
        self.units = {plain(word): unit for unit, words in WORDS.items() for word in words}
        for language, _name in settings.LANGUAGES:
            with override(language):
                self.units |= {plain(str(label)): unit for unit, label in MediaLine.Unit.choices}
        self.units |= {each: each for each in WORDS}
        self.weeks = {
            name: date.fromisoformat(role.partition(":")[2]) for name, role in chosen.columns.items() if role.startswith("week:")
        }
        self._activities: dict[int, known.Names] = {}
        self._rows: dict[tuple, int] = {}
        self._by_channel: dict[str, list] = defaultdict(lambda: [0, Decimal()])

    # A row

    def take(self, cells: Cells) -> Bought:
        setting = self.chosen.settings
        campaign = self.campaigns.needed(cells, "campaign", "unknown_campaign") if cells.has("campaign") else None
        campaign_id = campaign.pk if campaign else int(setting.get("campaign") or 0)
        if not campaign_id:
            raise Refused(cells.place("campaign"), "empty_word")
        channel = self.channels.needed(cells, "channel", "unknown_channel") if cells.has("channel") else None
        channel_id = channel.pk if channel else int(setting.get("channel") or 0)
        if not channel_id:
            raise Refused(cells.place("channel"), "empty_word")
        support = cells.word("support", 200)
        if not support:
            raise Refused(cells.place("support"), "empty_word")
        weeks = self._weeks(cells)
        starts, ends = self._period(cells, weeks)
        unit = self._unit(cells)
        quantity = self._quantity(cells, weeks)
        discount = self._discount(cells)
        fields: dict[str, Any] = {
            "campaign_id": campaign_id,
            "activity_id": self._activity(cells, campaign_id),
            "channel_id": channel_id,
            "audience_id": getattr(self.audiences.needed(cells, "audience", "unknown_audience"), "pk", None),
            "budget_line_id": self._line(cells),
            "support": support,
            "format": cells.word("format", 200),
            "starts_on": starts,
            "ends_on": ends,
            "quantity": quantity,
            "unit": unit,
            "unit_price": self._price(cells, quantity, discount),
            "discount": discount,
            "currency": cells.currency("price", "net", otherwise=self.currency),
            "contacts": self._count(cells, "contacts"),
            "reach": self._count(cells, "reach"),
        }
        if fields["contacts"] is not None and (fields["reach"] or 0) > fields["contacts"]:
            raise Refused(cells.place("reach"), "more_reached")
        pk = int(cells.amount("id").value) if cells.has("id") and not cells.is_empty("id") else None
        return Bought(cells.number, fields, weeks, pk)

    def _weeks(self, cells: Cells) -> dict[date, Decimal]:
        found: dict[date, Decimal] = {}
        for monday in self.weeks.values():
            key = f"week:{monday.isoformat()}"
            if not cells.is_empty(key):
                quantity = cells.decimal(key)
                if quantity < 0:
                    raise Refused(cells.place(key), "below_zero")
                if quantity:
                    found[monday] = quantity
        return found

    def _period(self, cells: Cells, weeks: dict[date, Decimal]) -> tuple[date, date]:
        """As the row says it, else from its first week to its last."""
        starts = cells.day("starts") if cells.has("starts") and not cells.is_empty("starts") else None
        ends = cells.period("ends")[1] if cells.has("ends") and not cells.is_empty("ends") else None
        if weeks:
            starts, ends = starts or min(weeks), ends or max(weeks) + timedelta(days=6)
        if starts is None or ends is None:
            raise Refused(cells.place("starts", "ends"), "empty_date")
        if ends < starts:
            raise Refused(cells.place("ends"), "ends_before")
        for monday in weeks:
            if monday > ends or monday + timedelta(days=6) < starts:
                raise Refused(cells.place(f"week:{monday.isoformat()}"), "week_outside")
        return starts, ends

    def _quantity(self, cells: Cells, weeks: dict[date, Decimal]) -> Decimal:
        said = cells.decimal("quantity") if cells.has("quantity") and not cells.is_empty("quantity") else None
        if weeks:
            made = sum(weeks.values(), Decimal())
            if said is not None and said != made:
                raise Refused(cells.place("quantity"), "weeks_sum", made=str(made.normalize()))
            return made
        if said is None:
            raise Refused(cells.place("quantity"), "empty")
        if said < 0:
            raise Refused(cells.place("quantity"), "below_zero")
        return said

    def _price(self, cells: Cells, quantity: Decimal, discount: Decimal) -> Decimal:
        """The unit price, or what the net cost says of it; both must agree."""
        net = cells.decimal("net") if cells.has("net") and not cells.is_empty("net") else None
        if cells.has("price") and not cells.is_empty("price"):
            price = cells.decimal("price", FINE)
            if price < 0:
                raise Refused(cells.place("price"), "below_zero")
            made = (quantity * price * (100 - discount) / 100).quantize(CENT)
            if net is not None and abs(net - made) > max(DIFFERS, quantity * FINE):
                raise Refused(cells.place("net"), "net_differs", made=str(made))
            return price
        if net is None:
            raise Refused(cells.place("price", "net"), "empty")
        if net < 0:
            raise Refused(cells.place("net"), "below_zero")
        if not quantity or discount == 100:
            return Decimal()
        return (net * 100 / (100 - discount) / quantity).quantize(FINE)

    def _discount(self, cells: Cells) -> Decimal:
        if not cells.has("discount") or cells.is_empty("discount"):
            return Decimal()
        said = cells.amount("discount")
        value = cents(said.value if said.percent or said.value > 1 or said.value == 0 else said.value * 100)
        if not 0 <= value <= 100:
            raise Refused(cells.place("discount"), "not_percent")
        return value

    def _unit(self, cells: Cells) -> str:
        word = cells.word("unit", 60)
        if not word:
            return self.chosen.settings.get("unit") or "insertion"
        if plain(word) not in self.units:
            raise Refused(cells.place("unit"), "unknown_unit", word=word)
        return self.units[plain(word)]

    def _count(self, cells: Cells, key: str) -> int | None:
        if not cells.has(key) or cells.is_empty(key):
            return None
        value = int(cells.decimal(key))
        if value < 0:
            raise Refused(cells.place(key), "below_zero")
        return value

    def _line(self, cells: Cells) -> int | None:
        word = cells.word("line", 80)
        line = self.lines.numbered(word) if word else None
        if word and line is None:
            raise Refused(cells.place("line"), "unknown_line", word=word)
        return line

    def _activity(self, cells: Cells, campaign: int) -> int | None:
        if not cells.has("activity") or cells.is_empty("activity"):
            return None
        if campaign not in self._activities:
            self._activities[campaign] = known.Names(Activity.objects.filter(campaign=campaign))
        return self._activities[campaign].needed(cells, "activity", "unknown_activity").pk

    # Against what stands

    def judge(self, entries: list[tuple[Cells, Any]]) -> list[Judged]:
        rows = MediaLine.objects.filter(campaign__in={bought.fields["campaign_id"] for _cells, bought in entries})
        here = {row.pk: row for row in rows}
        weeks: dict[int, dict[date, Decimal]] = defaultdict(dict)
        if self.weeks:
            placed = Flight.objects.filter(line__in=here, quantity__gt=0)  # a week with nothing in it is no week
            for line, week, quantity in placed.values_list("line", "week", "quantity"):
                weeks[line][week] = quantity
        alike: dict[tuple, list[MediaLine]] = defaultdict(list)
        for row in here.values():
            alike[_key(vars(row))].append(row)
        return [self._judge(cells, bought, here, alike, weeks) for cells, bought in entries]

    def _judge(self, cells: Cells, bought: Bought, here: dict, alike: dict, weeks: dict) -> Judged:
        value = cells.place("net", "price", "quantity")
        key = ("pk", bought.pk) if bought.pk in here else ("key", *_key(bought.fields))
        if first := self._rows.get(key):
            column = cells.place("id", "support")
            return Judged("refused", column, Refusal(column, "twice_at", {"row": first}))
        self._rows[key] = bought.row
        found = alike.get(_key(bought.fields), [])
        stands = here.get(bought.pk) or (found[0] if found else None)
        of = self._by_channel[self._channel(bought.fields["channel_id"])]
        if stands is None:
            of[0] += 1
            of[1] += self._worth(bought.fields)
            return Judged("new", value)
        fields, olds = self._changes(cells, bought, stands)
        laid = bought.weeks if self.weeks and bought.weeks != weeks[stands.pk] else None
        for monday in self.weeks.values() if laid is not None else ():
            if laid.get(monday) != weeks[stands.pk].get(monday):
                olds[cells.place(f"week:{monday.isoformat()}")] = _said(weeks[stands.pk].get(monday))
        if not fields and laid is None:
            return Judged("same", value)
        of[0] += 1
        of[1] += self._worth(bought.fields)
        return Judged("changed", next(iter(olds), value), olds=olds, change=Change(stands, fields, laid))

    def _changes(self, cells: Cells, bought: Bought, stands: MediaLine) -> tuple[dict[str, Any], dict[int, str]]:
        """Of the columns that the sheet has; a column that it lacks leaves what stands."""
        fields: dict[str, Any] = {}
        olds: dict[int, str] = {}
        for name, key in FIELDS.items():
            told = (
                cells.has(key) or (key in ("quantity", "starts", "ends") and self.weeks) or (key == "price" and cells.has("net"))
            )
            if not told or getattr(stands, name) == bought.fields[name]:
                continue
            fields[name] = bought.fields[name]
            if cells.has(key):
                shown = getattr(stands, name.removesuffix("_id")) if name.endswith("_id") else getattr(stands, name)
                olds[cells.place(key)] = stands.get_unit_display() if name == "unit" else _said(shown)
        related = {"campaign_id": "campaign", "activity_id": "activity", "channel_id": "channel", "audience_id": "audience"}
        related["budget_line_id"] = "budget_line"
        for name, plain_name in related.items():
            if name in fields:
                model = MediaLine._meta.get_field(plain_name).related_model
                fields[plain_name] = model._default_manager.filter(pk=fields.pop(name)).first()  # type: ignore[union-attr]
        return fields, olds

    def _worth(self, fields: dict[str, Any]) -> Decimal:
        line = MediaLine(quantity=fields["quantity"], unit_price=fields["unit_price"], discount=fields["discount"])
        rate = self.rates.on(fields["currency"], fields["starts_on"])
        return (line.net * rate).quantize(CENT) if rate else Decimal()

    def _channel(self, pk: int) -> str:
        return next((str(row) for row in self.channels.by_name.values() if row.pk == pk), "")

    # Out

    def parts(self, entries: Iterable[Bought]) -> Iterator[Iterator[MediaLine]]:
        yield (self._line_of(bought) for bought in entries)

    def _line_of(self, bought: Bought) -> MediaLine:
        line = MediaLine(row=bought.row, **bought.fields)
        line.weeks = bought.weeks  # type: ignore[attr-defined]  # laid down with it
        return line

    def effects(self) -> list[dict]:
        return [
            {"code": "channel", "name": name, "count": of[0], "amount": str(of[1]), "currency": self.rates.ours}
            for name, of in sorted(self._by_channel.items(), key=lambda each: -each[1][1])[:8]
            if of[0]
        ]


def _key(fields: dict[str, Any]) -> tuple:
    names = ("campaign_id", "channel_id", "audience_id", "starts_on", "ends_on")
    return (*(fields[name] for name in names), plain(fields["support"]), plain(fields["format"]))


def _said(value: Any) -> str:
    if value is None or value == "":
        return "—"
    if isinstance(value, Decimal | int):
        digits = len(f"{Decimal(value):f}".rstrip("0").partition(".")[2])
        return numbers.number(value, get_language() or "en", digits)
    return str(value)
