"""Judges a metric's values by a rule, over arrays.

A verdict is one of three: OVER (the rule holds), FINE, UNKNOWN (no value, no reference, too little volume). Unknown neither opens
a breach nor ends one: what was not measured is neither ill nor healthy.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from regie.metrics.engine.rule import Rule

OVER, FINE, UNKNOWN = 1, 0, -1
SAME = 1e-9


@dataclass
class Verdict:
    """`now`: OVER, FINE or UNKNOWN by period; `holds`: OVER for as many periods in a row as the rule asks; `bound`: what the
    subject was compared with, in the unit of the subject; `edge`: the same as a value of the metric, for the band on a chart."""

    now: np.ndarray
    holds: np.ndarray
    bound: np.ndarray
    edge: np.ndarray
    subject: np.ndarray


def judged(
    rule: Rule, values: np.ndarray, *, a_year: int, references: np.ndarray | None = None, volume: np.ndarray | None = None
) -> Verdict:
    """`values`, `references` (benchmark or target) and `volume`: arrays of groups by periods, NaN where missing; `a_year`:
    periods in one.
    """
    before = _shift(values, 1 if rule.since == "previous" else a_year)
    with np.errstate(all="ignore"):
        if rule.subject == "change":
            subject = values - before
        elif rule.subject == "change_percent":
            subject = np.where(before != 0, (values - before) / np.abs(before) * 100.0, np.nan)
        else:
            subject = values
    bound = _bound(rule, subject, a_year, references)
    with np.errstate(invalid="ignore"):
        over = subject > bound if rule.side == "above" else subject < bound
        # 34 of 1,000 in percent is 3.4000000000000004: what differs by less than a billionth stands on the bound itself.
        on_it = np.abs(subject - bound) <= SAME * np.maximum(np.abs(subject), np.abs(bound))
        over = over & ~on_it if rule.strict else over | on_it
    known = ~np.isnan(subject) & ~np.isnan(bound)
    if rule.minimum is not None and volume is not None:
        with np.errstate(invalid="ignore"):
            known &= volume >= rule.minimum
    now = np.where(known, np.where(over, OVER, FINE), UNKNOWN).astype(np.int8)
    return Verdict(now, _in_a_row(now, rule.periods), bound, _edge(rule, bound, before), subject)


def _bound(rule: Rule, subject: np.ndarray, a_year: int, references: np.ndarray | None) -> np.ndarray:
    if rule.reference == "constant":
        return np.full(subject.shape, rule.amount if rule.amount is not None else np.nan, dtype=float)
    if rule.reference == "previous":
        base = _shift(subject, 1)
    elif rule.reference == "year_before":
        base = _shift(subject, a_year)
    elif rule.reference == "moving_mean":
        base = mean_before(subject, rule.window)
    else:
        base = references if references is not None else np.full(subject.shape, np.nan)
    away = 1.0 if rule.side == "above" else -1.0
    if rule.unit == "percent":
        # Of the reference, and of its size: 10 % below -20 is -22. Of nothing there is no percentage.
        moved = base + away * np.abs(base) * rule.margin / 100.0
        return np.where((base == 0) & (rule.margin != 0), np.nan, moved)
    return base + away * rule.margin


def _edge(rule: Rule, bound: np.ndarray, before: np.ndarray) -> np.ndarray:
    if rule.subject == "change":
        return before + bound
    if rule.subject == "change_percent":
        return before + np.abs(before) * bound / 100.0
    return bound


def _shift(values: np.ndarray, by: int) -> np.ndarray:
    made = np.full(values.shape, np.nan)
    if by < values.shape[1]:
        made[:, by:] = values[:, :-by]
    return made


def mean_before(values: np.ndarray, window: int) -> np.ndarray:
    """The mean of the `window` periods before each, without the current one; NaN where fewer than half of them have a value."""
    made = np.full(values.shape, np.nan)
    length = values.shape[1]
    if length < 2 or window < 1:
        return made
    padded = np.concatenate([np.full((values.shape[0], window), np.nan), values[:, :-1]], axis=1)
    windows = np.lib.stride_tricks.sliding_window_view(padded, window, axis=1)
    there = ~np.isnan(windows)
    count = there.sum(axis=2)
    with np.errstate(all="ignore"):
        means = np.where(there, windows, 0.0).sum(axis=2) / count
    return np.where(count >= (window + 1) // 2, means, np.nan)


def _in_a_row(now: np.ndarray, periods: int) -> np.ndarray:
    over = now == OVER
    if periods <= 1:
        return over
    made = np.zeros(over.shape, dtype=bool)
    if periods <= over.shape[1]:
        windows = np.lib.stride_tricks.sliding_window_view(over, periods, axis=1)
        made[:, periods - 1 :] = windows.all(axis=2)
    return made


@dataclass(frozen=True)
class Episode:
    """From the column in which a rule came to hold to the last one in which it did; `back` is the first FINE one after, or
    None.
    """

    first: int
    last: int
    back: int | None


def episodes(now: np.ndarray, holds: np.ndarray) -> list[Episode]:
    """The episodes of one row, oldest first: each begins where the rule comes to hold and ends at the next FINE period."""
    found: list[Episode] = []
    places = np.flatnonzero(holds)
    fine = np.flatnonzero(now == FINE)
    at = 0
    while at < len(places):
        first = int(places[at])
        after = np.searchsorted(fine, first)
        back = int(fine[after]) if after < len(fine) else None
        end = int(np.searchsorted(places, back)) if back is not None else len(places)
        found.append(Episode(first, int(places[end - 1]), back))
        at = end
    return found
