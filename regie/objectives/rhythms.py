"""Periods counted and praised in words: “6 months”, “your best quarter”. Pure."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from regie.lib.numbers import number
from regie.lib.periods import Grain
from regie.objectives.amounts import language

_BEST = {
    Grain.DAY: _("your best day"),
    Grain.WEEK: _("your best week"),
    Grain.MONTH: _("your best month"),
    Grain.QUARTER: _("your best quarter"),
    Grain.HALF_YEAR: _("your best half-year"),
    Grain.YEAR: _("your best year"),
}


def best(grain: str) -> str:
    return str(_BEST[Grain(grain)])


def count(grain: str, how_many: int) -> str:
    """So many periods: “1 month”, “6 months”."""
    match Grain(grain):
        case Grain.DAY:
            said = ngettext("%(count)s day", "%(count)s days", how_many)
        case Grain.WEEK:
            said = ngettext("%(count)s week", "%(count)s weeks", how_many)
        case Grain.MONTH:
            said = ngettext("%(count)s month", "%(count)s months", how_many)
        case Grain.QUARTER:
            said = ngettext("%(count)s quarter", "%(count)s quarters", how_many)
        case Grain.HALF_YEAR:
            said = ngettext("%(count)s half-year", "%(count)s half-years", how_many)
        case _year:
            said = ngettext("%(count)s year", "%(count)s years", how_many)
    return said % {"count": number(how_many, language())}


def code(grain: str) -> str:
    """The grain as `lib.dates.period` calls it."""
    return "half" if grain == Grain.HALF_YEAR else str(grain)
