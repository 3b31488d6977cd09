"""Why there is no value. A missing value is never a zero."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Reason(IntEnum):
    NO_FIGURE = 1  # the measure has none in this period
    NO_DENOMINATOR = 2  # what one divides by is zero
    TOO_COARSE = 3  # the measure is recorded less often than the metric is measured
    NO_HISTORY = 4  # it reads periods before the first one
    TOO_LARGE = 5  # the result is no finite number
    NO_FORMULA = 6

    @property
    def word(self) -> str:
        return self.name.lower()


@dataclass(frozen=True)
class Missing:
    """The reason, and the key of the measure or metric that it is about."""

    reason: Reason
    about: str = ""


# In arrays a reason is one whole number: 0 is no reason, else reason × 65,536 + the place of the key in a list.
_STEP = 1 << 16


def packed(reason: Reason, key: int = 0) -> int:
    return int(reason) * _STEP + key


def unpacked(code: int, keys: list[str]) -> Missing | None:
    if not code:
        return None
    place = int(code) % _STEP
    return Missing(Reason(int(code) // _STEP), keys[place] if place < len(keys) else "")
