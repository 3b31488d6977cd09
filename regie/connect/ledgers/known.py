"""What the plan already knows, loaded once for a whole sheet: names, budget lines, rates."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from django.conf import settings
from django.utils.translation import override

from regie.connect.ledgers.cells import CENT, Cells, Refused
from regie.lib.tables.dates import plain
from regie.people.models import Organisation
from regie.plan.models import BudgetLine, Campaign, Channel, Rate


class Names:
    """Things by any of their names, whatever their case and accents."""

    def __init__(self, rows: Any, *, called: bool = False) -> None:
        self.by_name: dict[str, Any] = {}
        self.words: dict[str, str] = {}
        for row in rows:
            for name in [*_in_all_languages(row), *(row.called if called else [])]:
                self.by_name.setdefault(plain(str(name)), row)
                self.words.setdefault(plain(str(name)), str(name))

    def find(self, word: str) -> Any:
        return self.by_name.get(plain(word))

    def like(self, word: str) -> str:
        found = get_close_matches(plain(word), list(self.by_name), 1, 0.8)
        return self.words[found[0]] if found else ""

    def needed(self, cells: Cells, key: str, code: str) -> Any:
        """What a cell names; None where it says nothing."""
        word = cells.word(key)
        if not word:
            return None
        if (found := self.find(word)) is None:
            raise Refused(cells.place(key), code, word=word[:80], like=self.like(word))
        return found


def _in_all_languages(row: Any) -> list[str]:
    """The reader's first: a channel that is there from the start is named in the reader's language."""
    names = [str(row)]
    for language, _name in settings.LANGUAGES if isinstance(row, Channel) else ():
        with override(language):
            names.append(str(row))
    return names


def channels() -> Names:
    return Names(Channel.objects.in_use(), called=True)


def campaigns() -> Names:
    return Names(Campaign.objects.all(), called=True)


class Rates:
    """What a currency was worth on a day, in the organisation's."""

    def __init__(self) -> None:
        self.ours = Organisation.here().currency
        self._days: dict[str, list[date]] = defaultdict(list)
        self._rates: dict[str, list[Decimal]] = defaultdict(list)
        for currency, on, rate in Rate.objects.order_by("currency", "on").values_list("currency", "on", "rate"):
            self._days[currency].append(on)
            self._rates[currency].append(rate)

    def on(self, currency: str, day: date) -> Decimal | None:
        if currency == self.ours:
            return Decimal(1)
        place = bisect_right(self._days[currency], day)
        return self._rates[currency][place - 1] if place else None

    def worth(self, net: Decimal, currency: str, day: date, column: int) -> tuple[Decimal, Decimal]:
        """(rate, what it is worth here); refused where nobody has said the rate."""
        rate = self.on(currency, day)
        if rate is None:
            raise Refused(column, "no_rate", currency=currency, day=day.isoformat())
        return rate, (net * rate).quantize(CENT)


class Lines:
    """Budget lines by their number, and by what they are for."""

    def __init__(self) -> None:
        self.by_number: dict[str, int] = {}
        self.names: dict[int, str] = {}
        self.numbers: dict[int, str] = {}
        self._for: dict[tuple[int | None, int | None], list[tuple[int, date, date]]] = defaultdict(list)
        rows = BudgetLine.objects.order_by("number").values_list(
            "pk", "number", "name", "campaign_id", "channel_id", "closed_at", "envelope__starts_on", "envelope__ends_on"
        )
        for pk, number, name, campaign, channel, closed_at, first, last in rows.iterator(5_000):
            self.by_number[plain(number)] = pk
            self.numbers[pk], self.names[pk] = number, name
            if closed_at is None:
                for key in {(campaign, channel), (campaign, None), (None, channel)}:
                    self._for[key].append((pk, first, last))

    def numbered(self, word: str) -> int | None:
        """A number alone, or followed by the name as a list shows it."""
        folded = plain(word)
        return self.by_number.get(folded) or self.by_number.get(folded.split(" ")[0].rstrip(":;,"))

    def meant(self, campaign: int | None, channel: int | None, day: date) -> int | None:
        """The one open line of that campaign and channel whose envelope holds the day; None where there are none, or several."""
        if campaign is None and channel is None:
            return None
        found = [pk for pk, first, last in self._for[campaign, channel] if first <= day <= last]
        return found[0] if len(found) == 1 else None
