"""The days of a series: RFC 5545 rules over dates, and local times that exist.

Rules are kept without DTSTART; the first day is a fact of its own (a rule without one is a hole).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from django.utils.translation import gettext_lazy

RHYTHMS = {
    "daily": "FREQ=DAILY",
    "weekly": "FREQ=WEEKLY",
    "fortnightly": "FREQ=WEEKLY;INTERVAL=2",
    "monthly": "FREQ=MONTHLY",
    "bimonthly": "FREQ=MONTHLY;INTERVAL=2",
    "quarterly": "FREQ=MONTHLY;INTERVAL=3",
    "half_yearly": "FREQ=MONTHLY;INTERVAL=6",
    "yearly": "FREQ=YEARLY",
}
WORDS = {
    "daily": gettext_lazy("every day"),
    "weekly": gettext_lazy("every week"),
    "fortnightly": gettext_lazy("every two weeks"),
    "monthly": gettext_lazy("every month"),
    "bimonthly": gettext_lazy("every two months"),
    "quarterly": gettext_lazy("every quarter"),
    "half_yearly": gettext_lazy("every half-year"),
    "yearly": gettext_lazy("every year"),
}
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
UNTIL_THE_END = date(2100, 1, 1)


class NotARule(ValueError):
    """The text is no recurrence rule that Régie can follow."""


def parts(rule: str) -> dict[str, str]:
    pairs = (part.split("=", 1) for part in rule.upper().removeprefix("RRULE:").split(";") if "=" in part)
    return {key.strip(): value.strip() for key, value in pairs}


def written(fields: dict[str, str]) -> str:
    order = ("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS")
    return ";".join(f"{key}={fields[key]}" for key in order if key in fields)


def check(rule: str) -> str:
    """The rule in its plain form; raises `NotARule` for what does not repeat by days."""
    fields = parts(rule)
    if fields.get("FREQ") not in {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}:
        raise NotARule(rule)
    try:
        next(iter(rrulestr(written(fields), dtstart=datetime(2024, 1, 1), ignoretz=True)), None)
    except (ValueError, TypeError) as error:
        raise NotARule(rule) from error
    return written(fields)


def rhythm_of(rule: str) -> str:
    """The rhythm that a rule follows, or "" for one that has no name."""
    fields = parts(rule)
    frequency, interval = fields.get("FREQ", ""), int(fields.get("INTERVAL", "1") or 1)
    if frequency == "YEARLY" and interval == 1:
        return "yearly"
    if frequency == "MONTHLY" and interval == 12:
        return "yearly"
    plain = f"FREQ={frequency}" + (f";INTERVAL={interval}" if interval > 1 else "")
    return next((name for name, known in RHYTHMS.items() if known == plain), "")


def anchored(rhythm: str, first: date, by: str) -> str:
    """The rule of a rhythm from its first day: `by` "weekday" (the third Thursday) or "day" (the 19th).

    A month without a 31st still has a review: the rule falls back on its last day. A fifth Thursday means the last one.
    """
    fields = parts(RHYTHMS[rhythm])
    if fields["FREQ"] == "WEEKLY":
        fields["BYDAY"] = WEEKDAYS[first.weekday()]
    elif fields["FREQ"] in {"MONTHLY", "YEARLY"}:
        if fields["FREQ"] == "YEARLY":
            fields["BYMONTH"] = str(first.month)
        if by == "weekday":
            nth = (first.day - 1) // 7 + 1
            fields["BYDAY"] = f"{-1 if nth == 5 else nth}{WEEKDAYS[first.weekday()]}"
        elif first.day > 28:
            fields |= {"BYMONTHDAY": ",".join(str(day) for day in range(28, first.day + 1)), "BYSETPOS": "-1"}
        else:
            fields["BYMONTHDAY"] = str(first.day)
    return written(fields)


def days(rule: str, first: date, until: date, after: date | None = None) -> Iterator[date]:
    """The days of the rule from `first` to `until`, both included; those before `after` are skipped.

    The first day counts even where the rule alone would leave it out, as DTSTART does in RFC 5545 calendars.
    """
    begin = datetime.combine(first, time())
    series = rrulestr(rule, dtstart=begin, ignoretz=True)
    start = max(begin, datetime.combine(after, time())) if after else begin
    if start == begin and first <= until and first not in {moment.date() for moment in series.between(begin, begin, inc=True)}:
        yield first
    for moment in series.between(start, datetime.combine(until, time()), inc=True):
        yield moment.date()


def moment(day: date, at: time, zone: str) -> datetime:
    """A local time as a moment. In the hour that summer time skips, the clock goes on; of two equal hours, the first."""
    local = datetime.combine(day, at.replace(tzinfo=None), ZoneInfo(zone))
    there = local.astimezone(ZoneInfo("UTC"))
    return there.astimezone(ZoneInfo(zone))


def months_ahead(day: date, months: int) -> date:
    """The same day so many months later, or the month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))
