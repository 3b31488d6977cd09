"""Voices of an arena: whose share of the media is how large, period by period, beside the share of the market."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from django.utils.translation import get_language, gettext

from regie.lib import numbers
from regie.lib.periods import Grain, Period
from regie.metrics.engine.address import folded
from regie.metrics.engine.course import frame_of, groups_of, span
from regie.metrics.engine.figures import Figures, added_up
from regie.metrics.loading import figures_of
from regie.metrics.models import Unit
from regie.plan.models import Arena
from regie.ui.charts import Chart
from regie.ui.charts.line import Point
from regie.ui.charts.multiples import multiples

GRAINS = ("month", "quarter", "half_year", "year")
MOST = 12  # competitors in the picture; the table has all


@dataclass
class Voice:
    """Of one competitor: shares by period, percents; None where nothing is known."""

    name: str
    is_ours: bool
    voice: list[float | None] = field(default_factory=list)
    market: list[float | None] = field(default_factory=list)

    @property
    def last_voice(self) -> float | None:
        return self.voice[-1] if self.voice else None

    @property
    def last_market(self) -> float | None:
        return self.market[-1] if self.market else None

    @property
    def excess(self) -> float | None:
        """Points of voice above the share of the market in the newest period."""
        if self.last_voice is None or self.last_market is None:
            return None
        return self.last_voice - self.last_market

    @property
    def change(self) -> float | None:
        """Points of voice gained (lost) on the period before."""
        if len(self.voice) < 2 or self.voice[-1] is None or self.voice[-2] is None:
            return None
        return self.voice[-1] - self.voice[-2]

    @property
    def excess_said(self) -> str:
        return numbers.number(self.excess, get_language() or "en", 1, signed=True)

    @property
    def change_said(self) -> str:
        return numbers.number(self.change, get_language() or "en", 1, signed=True)


@dataclass
class Voices:
    arena: Arena
    grain: str
    periods: list[Period]
    rows: list[Voice]  # the loudest first

    @property
    def ours(self) -> Voice | None:
        return next((row for row in self.rows if row.is_ours), None)

    @property
    def has_market(self) -> bool:
        return any(value is not None for row in self.rows for value in row.market)

    @property
    def newest(self) -> Period | None:
        return self.periods[-1] if self.periods else None


def voices(arena: Arena, grain: str = "quarter", last: int = 12) -> Voices:
    """Two queries. A measure in percent holds shares already; any other is a part of the whole of its period."""
    found = figures_of([each for each in (arena.voices, arena.sales) if each is not None])
    loud, sold = found.get(arena.voices.key), found.get(arena.sales.key) if arena.sales else None
    days = span([loud] if loud is not None else [])
    if loud is None or days is None:
        return Voices(arena, grain, [], [])
    both = [each for each in (loud, sold) if each is not None]
    groups = groups_of(both, [arena.dimension])[1:]
    if not groups:
        return Voices(arena, grain, [], [])
    frame = frame_of(days, Grain(grain), groups)
    shares = _shares(loud, frame, arena.voices.unit == Unit.PERCENT)
    market = _shares(sold, frame, arena.sales.unit == Unit.PERCENT) if sold is not None and arena.sales else None
    known = ~np.isnan(shares).all(axis=0)
    places = [place for place in range(frame.length) if known[place]][-last:]
    rows = []
    for row, (_dimension, name) in enumerate(groups):
        voice: list[float | None] = [_at(shares, row, place) for place in places]
        sales: list[float | None] = [_at(market, row, place) if market is not None else None for place in places]
        if any(value is not None for value in (*voice, *sales)):
            rows.append(Voice(name, folded(name) == folded(arena.ours), voice, sales))
    rows.sort(key=lambda each: (not each.is_ours, -(each.last_voice or 0), each.name))
    return Voices(arena, grain, [Period.at(frame.first + place, Grain(grain)) for place in places], rows)


def _shares(figures: Figures, frame, are_shares: bool) -> np.ndarray:
    values = added_up(figures, frame, 0, "mean" if are_shares else "").values
    if are_shares:
        return values
    whole = np.nansum(values, axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(whole > 0, 100 * values / whole, np.nan)


def _at(shares: np.ndarray, row: int, place: int) -> float | None:
    value = float(shares[row, place])
    return None if math.isnan(value) else value


def chart(found: Voices) -> Chart:
    """A small picture for each competitor: its voice, over its share of the market."""
    shown: Sequence[Voice] = found.rows[:MOST]
    series = {row.name: [Point(each.start, value) for each, value in zip(found.periods, row.voice, strict=True)] for row in shown}
    before: dict[str, Sequence[float | None]] = {row.name: row.market for row in shown}
    return multiples(
        "voices",
        gettext("Share of voice"),
        series,
        unit="%",
        rhythm="half" if found.grain == "half_year" else found.grain,
        before=before,
        before_label=gettext("share of market"),
        by=gettext("Competitor"),
        columns=3,
    )


def sentence(found: Voices, period: str) -> str:
    """Excess share of voice, in words."""
    language = get_language() or "en"
    ours: Any = found.ours
    if not found.rows:
        return gettext("No figure names a competitor yet.")
    if ours is None or ours.last_voice is None:
        return gettext("We are not heard in %(period)s: no figure names “%(name)s”.") % {
            "period": period,
            "name": found.arena.ours,
        }
    facts = {
        "period": period,
        "voice": numbers.percent(ours.last_voice, language, 0),
        "market": numbers.percent(ours.last_market, language, 0),
        "points": numbers.number(abs(ours.excess or 0), language, 0),
    }
    if ours.excess is None:
        return gettext("In %(period)s our voice is %(voice)s of all; our share of the market is not known.") % facts
    if ours.excess >= 1:
        return (
            gettext(
                "In %(period)s our voice is %(voice)s of all, our share of the market %(market)s: "
                "%(points)s points more voice than market, which usually goes before growth."
            )
            % facts
        )
    if ours.excess <= -1:
        return (
            gettext(
                "In %(period)s our voice is %(voice)s of all, our share of the market %(market)s: "
                "%(points)s points less voice than market, which usually goes before a loss of share."
            )
            % facts
        )
    return gettext("In %(period)s our voice is %(voice)s of all, like our share of the market (%(market)s).") % facts
