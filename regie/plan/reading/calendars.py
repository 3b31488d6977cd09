"""A month and a week of everything dated: the calendar of work, filled from `dated.SOURCES`."""

from __future__ import annotations

import calendar
from collections import defaultdict
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from regie.lib import dates
from regie.objectives.models import Audience, Objective
from regie.people.models import Person
from regie.plan import dated
from regie.plan.dated import Dated
from regie.plan.models import Campaign, Channel
from regie.plan.reading.standings import language
from regie.ui.icons import icon
from regie.work.reading import calendars as work
from regie.work.reading.calendars import Month

GROUPS = ("channel", "audience", "person", "objective", "campaign")
WEEK_FIRST = 14  # things that a day of a week shows before "others"
MANY = 60  # groups of a week


class Wide(work.Day):
    """A day of a week, which has more room than one of a month."""

    @property
    def shown(self) -> list[work.Dated]:
        return self.items if self.is_opened or len(self.items) + self.beyond <= WEEK_FIRST else self.items[: WEEK_FIRST - 1]


def collected(first: date, last: date, person: Any, asked: dict[str, Any], kind: str = "") -> list[Dated]:
    """What is dated in the period and answers to what is asked."""
    is_narrow = bool(asked.keys() & {"campaign", "person"})  # then there is room for each task
    kinds = [kind] if kind in dated.SOURCES else [key for key, source in dated.SOURCES.items() if source.is_usual or is_narrow]
    return answering(dated.collect(first, last, person, kinds), asked)


def answering(found: list[Dated], asked: dict[str, Any]) -> list[Dated]:
    """Those that answer to what is asked of activities. One query where a campaign is asked for."""
    if not asked:
        return found
    wanted = dict(asked)
    labels: set[Any] = {wanted["campaign"]} if "campaign" in wanted else set()
    if labels:
        labels |= set(Campaign.objects.filter(pk=wanted.pop("campaign")).values_list("name", flat=True))
    return [
        each
        for each in found
        if all(getattr(each, key) == (None if value == "none" else value) for key, value in wanted.items())
        and (not labels or each.campaign in labels)
    ]


def month_of(first: date, things: list[Dated], opened: date | None = None) -> Month:
    days = calendar.Calendar().monthdatescalendar(first.year, first.month)
    held = _by_day(things, days[0][0], days[-1][-1])
    weeks = work.laid_out(days, {}, first.month, opened)
    for week in weeks:
        for day in week:
            day.items, day.beyond = _drawn(held.get(day.day, []), work.FIRST, day)
    count = sum(
        days[0][0] <= each.day <= days[-1][-1] and (each.day.year, each.day.month) == (first.year, first.month) for each in things
    )
    before, after = (first - timedelta(days=1)).replace(day=1), (first + timedelta(days=32)).replace(day=1)
    title = dates.period(first, "month", language())
    return Month(first, title[:1].upper() + title[1:], weeks, count, 0, before, after)


def bounds(first: date) -> tuple[date, date]:
    """The first and the last day that a month's page shows."""
    days = calendar.Calendar().monthdatescalendar(first.year, first.month)
    return days[0][0], days[-1][-1]


def week_of(monday: date, things: list[Dated], by: str = "", opened: date | None = None) -> Month:
    """Seven days; with a group, a row for each that holds something."""
    days = [monday + timedelta(days=step) for step in range(7)]
    title = pgettext("days of a week", "%(first)s to %(last)s") % {
        "first": dates.day(days[0], language(), "weekday"), "last": dates.day(days[-1], language(), "weekday"),
    }  # fmt: skip
    title = title[:1].upper() + title[1:]
    count = sum(days[0] <= each.day <= days[-1] for each in things)
    names: list[str] = []
    groups: dict[Any, list[Dated]] = {None: things}
    if by in GROUPS:
        groups = defaultdict(list)
        for each in things:
            groups[getattr(each, by)].append(each)
        named = _names(by, [key for key in groups if isinstance(key, int)])
        order = sorted(groups, key=lambda key: (key is None, str(named.get(key, key)).casefold()))[:MANY]
        groups = {key: groups[key] for key in order}
        names = [str(named.get(key, key)) if key is not None else _("Others") for key in order]
    bare = work.laid_out([days], {}, 0, opened)[0]
    weeks: list[list[work.Day]] = []
    for rows in groups.values() if groups else [[]]:
        held = _by_day(rows, days[0], days[-1])
        weeks.append([_wide(day, held.get(day.day, [])) for day in bare])
    return Month(monday, title, weeks, count, 0, monday - timedelta(days=7), monday + timedelta(days=7), names)


def _wide(day: work.Day, things: list[Dated]) -> work.Day:
    items, beyond = _drawn(things, WEEK_FIRST, day)
    return Wide(day.day, day.is_outside, day.is_rest, day.is_today, day.feast, items, day.is_opened, beyond)


def _by_day(things: list[Dated], first: date, last: date) -> dict[date, list[Dated]]:
    """What lasts stands on each of its days; what is done stands last."""
    found: dict[date, list[Dated]] = defaultdict(list)
    for each in sorted(things, key=lambda each: each.rank + (10 if each.state == "good" else 0)):
        if each.until is None:
            if first <= each.day <= last:
                found[each.day].append(each)
            continue
        day, end = max(each.day, first), min(each.until, last)
        while day <= end:
            found[day].append(each)
            day += timedelta(days=1)
    return found


def _drawn(things: list[Dated], room: int, day: work.Day) -> tuple[list[work.Dated], int]:
    """As many as a day has room for, and how many there are besides; each is moved from its first day."""
    shown = things if day.is_opened or len(things) <= room else things[:room]
    items = [
        work.Dated(
            each.label, each.url, _drawing(each.state or each.icon), each.state, each.moves if day.day == each.day else "", each.note,
            (each.until or each.day) > each.day,
        )
        for each in shown
    ]  # fmt: skip
    return items, len(things) - len(shown)


@cache
def _drawing(sign: str) -> str:
    return icon(sign)


def _names(by: str, keys: list[int]) -> dict[Any, str]:
    """One query."""
    models: dict[str, Any] = {
        "channel": Channel,
        "audience": Audience,
        "person": Person,
        "objective": Objective,
        "campaign": Campaign,
    }
    return {each.pk: str(each) for each in models[by].objects.filter(pk__in=keys)}
