"""A formula looked at while it is written: read aloud, its unit against the metric's, its newest value."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext, ngettext, pgettext

from regie.lib.periods import Grain, Period
from regie.metrics import words
from regie.metrics.catalogue import Catalogue
from regie.metrics.engine.amounts import Amount, Clash, amount_of
from regie.metrics.engine.compiled import Table, compiled
from regie.metrics.engine.course import frame_of, span
from regie.metrics.engine.formula import FormulaError
from regie.metrics.engine.tree import Call, Inside, Minus, Name, Node, Number, Over, Sum
from regie.metrics.loading import figures_of
from regie.metrics.models import Figure, Measure, Metric, Rhythm, Unit

ENOUGH = 36
DAYS = {Grain.DAY: 1, Grain.WEEK: 7, Grain.MONTH: 31, Grain.QUARTER: 92, Grain.HALF_YEAR: 184, Grain.YEAR: 366}
BARE = (Unit.COUNT, Unit.RATIO, Unit.SCORE)


@dataclass
class Checked:
    """`fault` with the text before, at and after it, or how the formula reads; `doubt` where its unit is another."""

    text: str
    fault: FormulaError | None = None
    display: str = ""
    aloud: str = ""
    doubt: str = ""
    preview: str = ""
    pieces: tuple[str, str, str] = field(default=("", "", ""))


def checked(text: str, metric: Metric) -> Checked:
    """`metric` as the form has it now: key, unit, currency, decimals and the rhythm shown; it need not be saved."""
    found, catalogue = Checked(text), Catalogue()
    if not text.strip():
        return found
    try:
        parsed = catalogue.parse(text, for_metric=metric.key)
    except FormulaError as error:
        found.fault = error
        end = error.at + max(error.length, 0)
        found.pieces = (text[: error.at], text[error.at : end], text[end:])
        return found
    found.display, found.aloud = parsed.display(catalogue.names), aloud(parsed.tree, catalogue.names, metric.shown)
    tree = catalogue.tree(parsed.canonical)
    if tree is not None:
        measures = catalogue.measures(sorted(catalogue.measures_of(tree)))
        found.doubt = doubt(tree, measures, metric)
        found.preview = preview(tree, measures, metric, catalogue)
    return found


def aloud(node: Node, names: dict[str, str], rhythm: str) -> str:
    """The formula in words: Marketing spend divided by New customers."""

    def said(each: Node, is_inner: bool = True) -> str:
        text = _said(each)
        return f"({text})" if is_inner and isinstance(each, Sum) else text

    def _said(each: Node) -> str:
        match each:
            case Number(value):
                return words.measured(value, "", words.language())
            case Name(key):
                return names.get(key, key)
            case Inside(how, key):
                return _inside(how) % {"measure": names.get(key, key)}
            case Over("previous", of, periods):
                return gettext("%(what)s, %(when)s before") % {"what": said(of), "when": _periods(periods, rhythm)}
            case Over(how, of, periods):
                text = (
                    gettext("the sum of %(what)s over %(when)s")
                    if how == "sum"
                    else gettext("the mean of %(what)s over %(when)s")
                )
                return text % {"what": said(of), "when": _periods(periods, rhythm)}
            case Call("percent", (of,)):
                return gettext("%(what)s, in percent") % {"what": said(of)}
            case Call("abs", (of,)):
                return gettext("%(what)s without its sign") % {"what": said(of)}
            case Call(how, arguments):
                text = gettext("the smallest of %(what)s") if how == "min" else gettext("the largest of %(what)s")
                return text % {"what": ", ".join(said(one, False) for one in arguments)}
            case Minus(of):
                return gettext("minus %(what)s") % {"what": said(of)}
            case Sum(sign, left, right):
                text = {
                    "+": gettext("%(left)s plus %(right)s"),
                    "-": gettext("%(left)s minus %(right)s"),
                    "*": gettext("%(left)s times %(right)s"),
                    "/": gettext("%(left)s divided by %(right)s"),
                }[sign]
                return text % {"left": said(left), "right": said(right)}
        raise TypeError(each)

    return said(node, False)


def _inside(how: str) -> str:
    return {
        "sum": gettext("the sum of %(measure)s"),
        "mean": gettext("the mean of %(measure)s"),
        "last": gettext("the newest %(measure)s"),
        "min": gettext("the smallest %(measure)s"),
        "max": gettext("the largest %(measure)s"),
    }[how]


def _periods(count: int, rhythm: str) -> str:
    text = {
        Rhythm.DAY: ngettext("%(count)s day", "%(count)s days", count),
        Rhythm.WEEK: ngettext("%(count)s week", "%(count)s weeks", count),
        Rhythm.MONTH: ngettext("%(count)s month", "%(count)s months", count),
        Rhythm.QUARTER: ngettext("%(count)s quarter", "%(count)s quarters", count),
        Rhythm.YEAR: ngettext("%(count)s year", "%(count)s years", count),
    }
    return text.get(Rhythm(rhythm), ngettext("%(count)s period", "%(count)s periods", count)) % {"count": count}


def doubt(tree: Node, measures: list[Measure], metric: Metric) -> str:
    """Why the unit of the metric may not be what its formula gives; empty where they agree."""
    try:
        found = amount_of(tree, {each.key: _amount(each) for each in measures})
    except Clash as clash:
        both = {"left": _kind(clash.left), "right": _kind(clash.right)}
        return gettext("It adds %(left)s and %(right)s. Is that meant?") % both
    said, unit = _kind(found), Unit(metric.unit)
    money = [mark for mark, _power in found.powers if mark != "h"]
    if unit == Unit.CURRENCY:
        fits = found.powers[:1] == ((metric.currency, 1),) or (metric.currency, 1) in found.powers
    elif unit == Unit.DURATION:
        fits = found.powers == (("h", 1),)
    elif unit == Unit.PERCENT:
        if not found.powers and not found.is_percent and not found.is_constant:
            return gettext("It gives a share, and the unit is a percentage: write percent(…) around the formula.")
        fits = not found.powers
    else:
        if not found.powers and found.is_percent:
            return gettext("It gives a percentage. Choose that unit, or leave the percent out.")
        fits = not money and unit in BARE and not found.powers
    if fits:
        return ""
    return gettext("By its measures it gives %(kind)s; the unit of the metric is “%(unit)s”. Is that meant?") % {
        "kind": said,
        "unit": unit.label,
    }


def _amount(measure: Measure) -> Amount:
    if measure.unit == Unit.CURRENCY:
        return Amount.of({measure.currency: 1})
    if measure.unit == Unit.DURATION:
        return Amount.of({"h": 1})
    return Amount.of({}, is_percent=measure.unit == Unit.PERCENT)


def _kind(amount: Amount) -> str:
    if not amount.powers:
        return gettext("a percentage") if amount.is_percent else pgettext("kind of amount", "a number")
    if amount.powers == (("h", 1),):
        return gettext("hours")
    if len(amount.powers) == 1 and amount.powers[0][1] == 1:
        return gettext("an amount of money (%(currency)s)") % {"currency": amount.powers[0][0]}
    return " · ".join(mark if power == 1 else f"{mark}^{power}" for mark, power in amount.powers)


def _since(newest: date, tree: Node, grain: Grain) -> date:
    """A day far enough back for the newest three dozen periods and all that the formula looks back on from there."""
    periods = ENOUGH + _reach(tree)
    return newest - timedelta(days=min(periods * DAYS[grain] + 400, newest.toordinal() - 1))


def _reach(node: Node) -> int:
    """How many periods back a formula looks, at most."""
    match node:
        case Over(_how, of, periods):
            return periods + _reach(of)
        case Call(_how, arguments):
            return max((_reach(each) for each in arguments), default=0)
        case Minus(of):
            return _reach(of)
        case Sum(_sign, left, right):
            return max(_reach(left), _reach(right))
    return 0


def preview(tree: Node, measures: list[Measure], metric: Metric, catalogue: Catalogue) -> str:
    """The value of the newest ended period that has one, or why the newest has none. Four queries, and only over the newest
    figures: it is asked at each key.
    """
    newest = Figure.objects.filter(series__measure__in=measures).aggregate(day=Max("period"))["day"]
    figures = figures_of(measures, since=newest and _since(newest, tree, Grain(metric.shown)))
    days = span(figures.values())
    if days is None:
        return gettext("No figure has come yet for what it is made of.")
    grain = Grain(metric.shown)
    table = Table(figures, frame_of(days, grain, (("", ""),)))
    column = compiled(tree)(table)
    ended = min(Period.of(timezone.localdate(), grain).index - table.frame.first, table.frame.length)
    known = np.flatnonzero(~np.isnan(column.values[0, : max(ended, 0)]))
    if not len(known):
        from regie.metrics.engine.missing import unpacked

        missing = unpacked(int(column.why[0, max(ended, 1) - 1]), table.keys)
        about = catalogue.names.get(missing.about, missing.about) if missing else ""
        return words.reason_words(missing.reason.word if missing else "", about)
    place = int(known[-1])
    period = words.period_name(Period.at(table.frame.first + place, grain).start, grain)
    value = words.value_of(metric, float(column.values[0, place]))
    return gettext("%(period)s: %(value)s") % {"period": period, "value": value}
