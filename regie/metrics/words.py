"""How a metric is said: its value with the unit, its trend, its band, its state, in the reader's language."""

from __future__ import annotations

from datetime import date

from babel.dates import format_date
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

from regie.lib import dates
from regie.lib.money import measured
from regie.lib.numbers import DASH, locale, percent
from regie.lib.periods import Period
from regie.metrics.models import Direction, Metric, Reading, Rhythm, State, Unit

_FLAT = 0.005  # half a percent: less is no movement that anyone would act on


def language() -> str:
    return get_language() or "en"


def unit_mark(thing) -> str:
    """The unit that stands with the number: a currency, %, h; nothing for counts, ratios and scores."""
    if thing.unit == Unit.CURRENCY:
        return thing.currency or "EUR"
    return {Unit.PERCENT: "%", Unit.DURATION: "h"}.get(thing.unit, "")


def value_of(metric: Metric, value: float | None, *, signed: bool = False) -> str:
    """A value of `metric` as it is shown: 42,60 €, 61 %, 3.4; a dash where there is none."""
    if value is None:
        return DASH
    digits = metric.decimals
    if float(value).is_integer() and metric.unit != Unit.CURRENCY:
        digits = 0
    return measured(value, unit_mark(metric), language(), digits, signed)


def change_of(metric: Metric, change: float | None) -> str:
    """A change of `metric`: percentage points where it is kept in percent."""
    if change is None:
        return DASH
    if metric.unit == Unit.PERCENT:
        return gettext("%(much)s points") % {"much": measured(change, "", language(), 1, True)}
    return value_of(metric, change, signed=True)


def figure_of(measure, value: float | None) -> str:
    """A figure of `measure`: digits as they help."""
    return measured(value, unit_mark(measure), language())


def period_name(first: date | None, grain: str, *, brief: bool = False) -> str:
    return dates.period(first, "half" if grain == Rhythm.HALF_YEAR else grain, language(), brief=brief)


def period_inline(first: date, grain: str) -> str:
    """A period within a sentence: September (of this year or the last months), else with its year."""
    if grain == Rhythm.MONTH and (timezone.localdate() - first).days < 330:
        return format_date(first, "LLLL", locale=locale(language()))
    return period_name(first, grain)


def trend_of(metric: Metric, reading: Reading) -> tuple[str, str]:
    """("up" | "down" | "level" | "", words) of the newest value against the period before."""
    if reading.period is None or reading.value is None or reading.previous is None:
        return "", ""
    before = period_inline(Period.of(reading.period, reading.grain).previous.start, reading.grain)
    change = reading.value - reading.previous
    if metric.unit == Unit.PERCENT:
        flat = abs(change) < 0.05
        much = gettext("%(much)s points") % {"much": measured(abs(change), "", language(), 1)}
    elif reading.previous:
        flat = abs(change / reading.previous) < _FLAT
        much = percent(abs(100 * change / reading.previous), language(), 1)
    else:
        flat, much = change == 0, value_of(metric, abs(change))
    if flat:
        return "level", gettext("flat on %(period)s") % {"period": before}
    words = {"much": much, "period": before}
    if metric.direction == Direction.BAND:
        said = gettext("up %(much)s on %(period)s") if change > 0 else gettext("down %(much)s on %(period)s")
    elif (change > 0) == (metric.direction == Direction.HIGHER):
        said = gettext("up %(much)s on %(period)s, better") if change > 0 else gettext("down %(much)s on %(period)s, better")
    else:
        said = gettext("up %(much)s on %(period)s, worse") if change > 0 else gettext("down %(much)s on %(period)s, worse")
    return ("up" if change > 0 else "down"), said % words


def limit_of(metric: Metric, low: float | None, high: float | None) -> str:
    """The band in words: at most €38."""
    if low is not None and high is not None:
        return gettext("between %(low)s and %(high)s") % {"low": value_of(metric, low), "high": value_of(metric, high)}
    if high is not None:
        return gettext("at most %(high)s") % {"high": value_of(metric, high)}
    if low is not None:
        return gettext("at least %(low)s") % {"low": value_of(metric, low)}
    return ""


def state_of(reading: Reading | None) -> str:
    """How a metric stands, in a few words."""
    if reading is None:
        return gettext("No figure yet")
    if reading.state == State.BREACH:
        if reading.over_for < 2:
            return gettext("Breach")
        return running(reading.over_for, reading.grain)
    if reading.state == State.WAIT and reading.dimension:
        return gettext("No newer figure")
    if reading.state == State.WAIT:
        if reading.waits_for:
            return gettext("Waiting for %(period)s") % {"period": period_inline(reading.waits_for, reading.grain)}
        return gettext("No figure yet")
    return {
        State.WATCH: gettext("Near its edge"),
        State.GOOD: gettext("In its band"),
    }.get(State(reading.state), gettext("No threshold in force"))


def running(count: int, grain: str) -> str:
    """Breach, 2 months running."""
    words = {
        Rhythm.DAY: ngettext("Breach, %(count)s day running", "Breach, %(count)s days running", count),
        Rhythm.WEEK: ngettext("Breach, %(count)s week running", "Breach, %(count)s weeks running", count),
        Rhythm.MONTH: ngettext("Breach, %(count)s month running", "Breach, %(count)s months running", count),
        Rhythm.QUARTER: ngettext("Breach, %(count)s quarter running", "Breach, %(count)s quarters running", count),
    }
    default = ngettext("Breach, %(count)s period running", "Breach, %(count)s periods running", count)
    return words.get(Rhythm(grain), default) % {"count": count}


def reason_words(reason: str, about: str = "") -> str:
    """Why there is no value: a number that was not measured is never shown as zero."""
    words = {
        "no_figure": gettext("No figure of %(about)s for this period."),
        "no_denominator": gettext("%(about)s is zero for this period: nothing to divide by."),
        "no_formula": gettext("This metric has no formula yet."),
        "unknown": gettext("The formula names %(about)s, which does not exist."),
    }
    return words.get(reason, gettext("No value for this period.")) % {"about": about or gettext("a measure")}
