"""What the check reads: an objective as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from regie.objectives.amounts import Amounts


@dataclass(frozen=True)
class Draft:
    """An objective before it is adopted.

    `language` is the one its text is written in ("fr", "en"), or empty to be found out. `unit` and `direction` hold the values of
    the metric's own lists; a percentage is kept as it is read (61 is 61 %). A goal to stay between two edges has direction "band"
    and `low` and `high` in the place of `target`. `past` are the metric's values by period, `rhythm` its grain; `ceiling` is the
    value that it cannot pass (100 for a share), where there is one; `against` are sentences on other objectives that contradict it.
    """

    text: str
    language: str = ""
    metric_name: str = ""
    unit: str = "count"
    currency: str = "EUR"
    digits: int | None = None
    direction: str = "higher"
    baseline: float | None = None
    target: float | None = None
    low: float | None = None
    high: float | None = None
    starts_on: date | None = None
    due_on: date | None = None
    owner: str = ""
    audience: str = ""
    responsibility: str = ""
    why_reachable: str = ""
    past: Sequence[tuple[date, float]] = ()
    rhythm: str = "month"
    ceiling: float | None = None
    against: Sequence[str] = ()

    def __post_init__(self) -> None:
        for name in ("baseline", "target", "low", "high", "ceiling"):  # decimals as a form reads them
            if (value := getattr(self, name)) is not None:
                object.__setattr__(self, name, float(value))

    @property
    def amounts(self) -> Amounts:
        return Amounts(self.unit, self.currency, self.digits)
