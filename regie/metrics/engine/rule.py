"""A rule: when a metric calls for action. A value object that can be stored, read as a sentence and judged."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, fields
from typing import Any

from regie.lib.periods import Grain

SIDES = ("above", "below")
SUBJECTS = ("value", "change", "change_percent")
REFERENCES = ("constant", "moving_mean", "benchmark", "target", "previous", "year_before")
UNITS = ("absolute", "percent", "points")


@dataclass(frozen=True)
class Rule:
    """It holds when the subject stands on `side` of a bound.

    The bound is `amount` itself where `reference` is constant; else it is the reference moved by the margin `amount`
    towards `side`: `percent` of the reference, or `absolute` in the metric's unit, or percentage `points`, which is the same
    sum for a metric kept in percent. Below a target of 20 by 5 percent is 19; by 5 points, 15.
    `strict` excludes the bound itself. The rule must hold for `periods` of `grain` in a row (empty: the metric's measured
    rhythm), for each value of `dimension` (empty: over all). It is silent where `minimum_measure` has less than `minimum`.
    `window` periods before the current one make the moving mean; half of them, rounded up, must have a value.
    `subject` change is the difference from the period before or the `year_before` (`since`), change_percent the same in
    percent of it.
    """

    side: str = "above"
    amount: float | None = None
    reference: str = "constant"
    unit: str = "absolute"
    strict: bool = True
    subject: str = "value"
    since: str = "previous"
    periods: int = 1
    grain: str = ""
    window: int = 0
    dimension: str = ""
    minimum: float | None = None
    minimum_measure: str = ""

    @classmethod
    def of(cls, plain: dict[str, Any]) -> Rule:
        """From what was stored; what a later version added is left out."""
        known = {each.name for each in fields(cls)}
        return cls(**{key: value for key, value in plain.items() if key in known})

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def margin(self) -> float:
        return self.amount or 0.0

    def faults(self) -> list[tuple[str, str]]:
        """(field, code) of all that keeps it from being judged: needed, unknown, negative, too_small, too_large, not_finite."""
        found = []
        closed = [
            ("side", SIDES),
            ("subject", SUBJECTS),
            ("reference", REFERENCES),
            ("unit", UNITS),
            ("since", ("previous", "year_before")),
        ]
        found += [(name, "unknown") for name, allowed in closed if getattr(self, name) not in allowed]
        if self.grain and self.grain not in set(Grain):
            found.append(("grain", "unknown"))
        if self.amount is None:
            if self.reference == "constant":
                found.append(("amount", "needed"))
        elif not math.isfinite(self.amount):
            found.append(("amount", "not_finite"))
        elif self.amount < 0 and self.reference != "constant":
            found.append(("amount", "negative"))
        if not 1 <= self.periods <= 60:
            found.append(("periods", "too_small" if self.periods < 1 else "too_large"))
        if self.reference == "moving_mean" and not 2 <= self.window <= 400:
            found.append(("window", "needed" if not self.window else "too_small" if self.window < 2 else "too_large"))
        if self.minimum is not None and not (math.isfinite(self.minimum) and self.minimum >= 0):
            found.append(("minimum", "not_finite" if not math.isfinite(self.minimum) else "negative"))
        if (self.minimum is None) != (not self.minimum_measure):
            found.append(("minimum_measure" if self.minimum is not None else "minimum", "needed"))
        return found
