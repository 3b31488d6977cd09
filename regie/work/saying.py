"""What the analysis found, in words: working time, reasons, proposals, effects."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from regie.lib import numbers
from regie.work.flow.bottlenecks import Effect, Proposal, Reason

DAY = 7.0  # working hours of a day, as people count them


def language() -> str:
    return (get_language() or "en")[:2]


def amount(value: float) -> str:
    """One decimal below ten, none above."""
    return numbers.number(value, language(), 1 if value < 9.95 else 0)


def worktime(hours: float | None, in_days: bool | None = None) -> str:
    """Working hours as people say them: `3.5 h` below a day, `2.4 days` above. `in_days` holds numbers that are compared to one unit."""
    if hours is None:
        return "—"
    if not (hours >= DAY if in_days is None else in_days):
        return _("%(hours)s h") % {"hours": numbers.number(round(hours, 1), language())}
    days = hours / DAY
    is_one = days < 2 if language() == "fr" else 0.95 <= days < 1.05
    return ngettext("%(days)s day", "%(days)s days", 1 if is_one else 2) % {"days": amount(days)}


def percent(share: float) -> str:
    return numbers.percent(share * 100, language(), 0)


def reason(each: Reason, person: str) -> str:
    facts: dict[str, Any] = {**each.facts, "person": person or _("one person")}
    for name in ("share", "first_pass"):
        if name in facts:
            facts[name] = percent(facts[name])
    for name in ("idle", "worked"):
        if name in facts:
            facts[name] = worktime(facts[name])
    for name in ("rounds", "count"):
        if name in facts:
            facts[name] = amount(facts[name])
    if each.code == "only_approver":
        return _("%(person)s is the only person who decides here.") % facts
    if each.code == "away":
        days = int(each.facts["days"])
        return ngettext("%(person)s was away %(days)d working day.", "%(person)s was away %(days)d working days.", days) % facts
    if each.code == "asks_nothing":
        return _("Of %(of)d checks, %(plain)d asked for nothing.") % facts
    if each.code == "rounds":
        return _("Content comes here %(rounds)s times on average; %(first_pass)s is right the first time.") % facts
    if each.code == "silent":
        return _("Of %(of)d people consulted, %(silent)d said nothing before their date, and work waited for it.") % facts
    if each.code == "at_once":
        return _("%(person)s has %(count)s things begun at once: each waits for the others.") % facts
    return _("Work waits %(idle)s here for %(worked)s of doing.") % facts


def proposal(each: Proposal) -> str:
    return {
        "second": _("Let a second person decide, whoever comes first."),
        "skip": _("Skip the check for texts made only of approved wording."),
        "parallel": _("Run this check and the next one at the same time."),
        "fewer": _("Consult fewer people here, or give them a nearer date."),
        "limit": _("Begin less at once: at most three things a person."),
    }[each.kind]


def freed(each: Proposal, in_days: bool | None = None) -> str:
    facts = {"runs": each.runs, "of": each.of, "time": worktime(each.hours, in_days)}
    if each.kind == "skip":
        return _("Would have freed at most %(runs)d of the last %(of)d, %(time)s each.") % facts
    return _("Would have freed %(runs)d of the last %(of)d, %(time)s each.") % facts


def effect(each: Effect, in_days: bool | None = None) -> str:
    """One unit in the sentence, since its numbers are compared; and in the table, where `in_days` says which."""
    in_days = max(each.hours_before, each.hours_after) >= DAY if in_days is None else in_days
    facts = {
        "before": each.before, "after": each.after, "hours_before": worktime(each.hours_before, in_days),
        "hours_after": worktime(each.hours_after, in_days), "freed": worktime(abs(each.freed), in_days),
    }  # fmt: skip
    if not each.is_known:
        left = max(1, each.LEAST_AFTER - each.after)
        return ngettext(
            "Too early to say: %(count)d more passage has to end.", "Too early to say: %(count)d more passages have to end.", left
        ) % {"count": left}
    if each.freed >= 0.5:
        return (
            _("%(freed)s less: %(hours_after)s at the median of %(after)d passages, %(hours_before)s over the %(before)d before.")
            % facts
        )
    if each.freed <= -0.5:
        return (
            _("%(freed)s more: %(hours_after)s at the median of %(after)d passages, %(hours_before)s over the %(before)d before.")
            % facts
        )
    return _("No difference: %(hours_after)s at the median of %(after)d passages, as over the %(before)d before.") % facts
