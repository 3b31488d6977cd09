"""How a report opens: a sentence that says how the quarter stands, and four numbers."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from regie.lib.text import shorten
from regie.metrics import words
from regie.reports.making import measured as metrics
from regie.reports.making import parts, promised
from regie.reports.making.budget import Budget
from regie.reports.making.frame import Frame
from regie.reports.making.measured import Measured
from regie.reports.making.promised import Promise

FACTS = 4


def draft(made: list[Promise], measured: list[Measured], money: Budget, frame: Frame) -> str:
    """What is loudest stands between two stars: it is set in ink."""
    said = [promised.holding(made)]
    left = metrics.left(measured)
    if left:
        breach = left[0].overall[-1]
        answer = shorten(metrics.answer(breach), 140)
        said.append(
            f"**{metrics.leaving(left[0])}**. {answer}" if answer[-1:] in ".!?…" else f"**{metrics.leaving(left[0])}**. {answer}."
        )
    if money.share is not None:
        facts = {"share": frame.percent(round(money.share)), "spent": frame.money(money.total.actual)}
        if money.total.used > money.whole:
            said.append(_("**More than the quarter’s money is spent or committed** (%(share)s spent).") % facts)
        elif not left:
            said.append(_("%(share)s of the quarter’s money is spent.") % facts)
    found = parts.joined(*said)
    return found or _("The figures of this quarter say little yet.")


def facts(measured: list[Measured], money: Budget, frame: Frame) -> list[dict]:
    found = []
    if not money.is_empty:
        found.append(
            {
                "name": _("Spent"),
                "number": frame.money(money.total.actual),
                "note": _("of %(whole)s") % {"whole": frame.money(money.whole)} if money.whole else "",
                "state": "breach" if money.whole and money.total.used > money.whole else "",
                "url": parts.address("plan:budget"),
            }
        )
    for each in measured:
        if len(found) == FACTS:
            break
        if each.value is not None:
            found.append(_fact(each, frame))
    return found


def _fact(each: Measured, frame: Frame) -> dict:
    note, state = "", ""
    if each.overall:
        breach, state = each.overall[-1], "breach" if each.state == "breach" else "watch"
        period = within(min(breach.last_period, frame.last), breach.grain, frame)
        value = each.written(metrics.value_in(breach, frame)[0])
        is_that = value == each.written(each.value)  # the number above says it already
        note = each.limit if is_that else _("%(value)s in %(period)s") % {"value": value, "period": period}
    elif each.limit and each.is_judged:
        note, state = each.limit, "good"
    elif each.year:
        change = 100 * (each.value - each.year) / abs(each.year)
        note = _("%(change)s on a year before") % {"change": frame.percent(round(change), signed=True)}
    return {
        "name": f"{each.metric.name}, {each.of.replace(str(frame.first.year), '').strip()}" if each.of else each.metric.name,
        "number": each.written(each.value),
        "note": note,
        "state": state,
        "url": parts.of(each.metric),
    }


def within(day: date, grain: str, frame: Frame) -> str:
    """A period of the quarter that the title names: its year goes without saying."""
    return words.period_name(day, grain, brief=True).replace(f"\u00a0{frame.first.year}", "").replace(f" {frame.first.year}", "")
