"""Amounts of a metric as its sentences say them, in the reader's language. Pure: no metric is asked, its unit is an argument."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language, gettext

from regie.lib.money import measured
from regie.lib.numbers import exact


def language() -> str:
    return get_language() or "en"


@dataclass(frozen=True)
class Amounts:
    """`unit` is one of the metric's units (count, currency, percent, ratio, score, duration); `digits` its decimals, or None."""

    unit: str = "count"
    currency: str = "EUR"
    digits: int | None = None

    @property
    def mark(self) -> str:
        return {"currency": self.currency or "EUR", "percent": "%", "duration": "h"}.get(self.unit, "")

    def of(self, value: object, *, signed: bool = False) -> str:
        """A value with its unit; whole numbers without decimals."""
        amount = exact(value)
        whole = amount is not None and amount == amount.to_integral_value()
        return measured(value, self.mark, language(), 0 if whole else self.digits, signed)

    def change(self, value: object, *, signed: bool = False) -> str:
        """A difference of two values: points where the metric is kept in percent."""
        if self.unit == "percent":
            amount = exact(value)
            digits = 0 if amount is not None and amount == amount.to_integral_value() else 1
            return gettext("%(much)s points") % {"much": measured(value, "", language(), digits, signed)}
        return self.of(value, signed=signed)
