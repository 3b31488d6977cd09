"""Whether two objectives ask for what cannot both be reached. Pure: no objective is asked, what each promises is an argument.

Two promises about the same metric at the same time clash when one wants it up and the other down, when they give it two targets for
the same day, or when the one that ends later asks for less than the one that ends before. What is counted together since a beginning
is compared only with what is counted from the same day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from regie.lib import dates
from regie.lib.text import shorten
from regie.objectives.amounts import Amounts, language

_SAME = 1e-9


@dataclass(frozen=True)
class Promise:
    """What an objective promises of its metric; `key` tells it from others."""

    text: str
    metric: str
    baseline: float
    target: float
    starts_on: date
    due_on: date
    is_total: bool = False
    is_lower_better: bool = False
    key: Any = None
    about: Any = None  # metric, dimension and value: promises about other things never clash
    url: str = ""
    is_agreed: bool = False  # proposed or adopted; a draft binds nobody
    amounts: Amounts = field(default_factory=Amounts)

    @property
    def sense(self) -> int:
        """1 where the metric shall rise, -1 where it shall fall; to keep a level is to hold its better side."""
        way = self.target - self.baseline
        return (-1 if self.is_lower_better else 1) if abs(way) < _SAME else 1 if way > 0 else -1


@dataclass(frozen=True)
class Clash:
    """`is_opposite`: nobody can reach both. Otherwise one of the two targets says nothing, or not the same."""

    kind: str  # opposite, two_targets, falls_back
    mine: Promise
    other: Promise

    @property
    def is_opposite(self) -> bool:
        return self.kind == "opposite"

    @property
    def says(self) -> str:
        mine, other = self.mine, self.other
        facts = {
            "other": shorten(other.text, 90),
            "metric": other.metric,
            "from": mine.amounts.of(mine.baseline),
            "to": mine.amounts.of(mine.target),
            "other_from": other.amounts.of(other.baseline),
            "other_to": other.amounts.of(other.target),
            "day": dates.day(mine.due_on, language(), "long"),
            "other_day": dates.day(other.due_on, language(), "long"),
        }
        if self.is_opposite:
            said = _(
                "It contradicts “%(other)s”: that one takes “%(metric)s” from %(other_from)s to %(other_to)s, this one from %(from)s "
                "to %(to)s, at the same time."
            )
        elif self.kind == "two_targets":
            said = _(
                "“%(other)s” gives “%(metric)s” another target for the same time: %(other_to)s there, %(to)s here. Choose one."
            )
        elif mine.due_on > other.due_on:
            said = _(
                "“%(other)s” brings “%(metric)s” to %(other_to)s by %(other_day)s already: %(to)s by %(day)s would be a step back."
            )
        else:
            said = _(
                "“%(other)s” asks for only %(other_to)s by %(other_day)s, when “%(metric)s” is to stand at %(to)s by %(day)s already."
            )
        return said % facts


def clash(mine: Promise, other: Promise) -> Clash | None:
    """What parts the two, or None."""
    if mine.about != other.about or (mine.key is not None and mine.key == other.key):
        return None
    if mine.starts_on >= other.due_on or other.starts_on >= mine.due_on:
        return None  # one after the other: the second begins where it finds the metric
    if mine.is_total != other.is_total or (mine.is_total and mine.starts_on != other.starts_on):
        return None
    if mine.sense != other.sense:
        up, down = (mine, other) if mine.sense > 0 else (other, mine)
        return Clash("opposite", mine, other) if up.target > down.target else None  # below it both hold: a band
    if abs(mine.target - other.target) <= max(_SAME, 1e-6 * abs(other.target)):
        return None
    if (mine.due_on.year, mine.due_on.month) == (other.due_on.year, other.due_on.month):
        return Clash("two_targets", mine, other)
    first, last = sorted((mine, other), key=lambda each: each.due_on)
    return Clash("falls_back", mine, other) if (last.target - first.target) * mine.sense < 0 else None


def clashes(mine: Promise, others: Iterable[Promise]) -> list[Clash]:
    """Those that part `mine` from others; what nobody can reach comes first."""
    found = [each for each in (clash(mine, other) for other in others) if each is not None]
    return sorted(found, key=lambda each: not each.is_opposite)
