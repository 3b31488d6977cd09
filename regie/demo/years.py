"""Eighteen months of believable figures: seasons, noise, a campaign that failed, one that worked, one missing month.

Everything follows from the month and a fixed seed: the same day gives the same figures.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from regie.lib.periods import Grain, Period

MONTHS = 18
PLATFORMS = {"Instagram": (9200, 4.4), "LinkedIn": (3100, 4.1), "YouTube": (5400, 5.3), "Facebook": (4300, 2.6)}  # reach a day, %

# (English, French), first and last month counted from the end (1 is the newest complete one), share of spend, return on spend
CAMPAIGNS = [
    (("Test rides at home", "Essai à domicile"), 18, 1, 0.42, 3.6),
    (("Back to school by bike", "La rentrée à vélo"), 16, 14, 0.30, 4.6),
    (("Tram posters", "Affichage tramway"), 12, 9, 0.22, 2.9),
    (("First ride, the film", "Premier trajet, le film"), 8, 5, 0.26, 3.4),
    (("Broad audiences", "Audiences larges"), 3, 1, 0.38, 1.1),
    (("Brio pre-orders", "Précommandes Brio"), 2, 1, 0.28, 4.1),
]
CHANNELS = [("Search", "Recherche", 0.46), ("Social", "Réseaux", 0.34), ("E-mail", "E-mail", 0.20)]


def channel_name(place: int, language: str) -> str:
    english, french, _share = CHANNELS[place]
    return english if language == "en" else french


@dataclass(frozen=True)
class Row:
    measure: str
    dimensions: dict[str, str]
    day: date
    value: float


def season(month: int) -> float:
    """Bikes sell from March to September."""
    return 1 + 0.24 * math.cos((month - 6) / 12 * 2 * math.pi)


def noise(seed: str, width: float) -> float:
    return 1 + random.Random(seed).uniform(-width, width)  # noqa: S311 figures of a story


def months_before(today: date) -> list[Period]:
    """The eighteen complete months, oldest first."""
    newest = Period.of(today, Grain.MONTH).previous
    return [newest.shift(back) for back in range(1 - MONTHS, 1)]


def money(month: Period, age: int, language: str) -> Iterator[Row]:
    """Spend, revenue, new customers by campaign and channel. `age` counts from 1, the newest month."""
    place = 0 if language == "en" else 1
    running = [each for each in CAMPAIGNS if each[1] >= age >= each[2]]
    share = sum(each[3] for each in running)
    wave = season(month.start.month)
    # Spend runs a little ahead of customers in the months of the two stories.
    strain = {11: 1.24, 2: 1.10, 1: 1.27}.get(age, 1.0)
    customers = round(760 * wave * (1 + 0.011 * (MONTHS - age)) * noise(f"c{month}", 0.025))
    spend = customers * 36.2 * strain * noise(f"s{month}", 0.03)
    for names, _first, _last, part, returns in running:
        for english, french, piece in CHANNELS:
            where = {"campaign": names[place], "channel": (english, french)[place]}
            portion = part / share * piece
            paid = round(spend * portion, 2)
            yield Row("spend", where, month.start, paid)
            yield Row("revenue", where, month.start, round(paid * returns * noise(f"r{month}{names[0]}", 0.07), 2))
            yield Row("new_customers", where, month.start, round(customers * portion * noise(f"n{month}{english}", 0.04)))


def leads(month: Period, age: int) -> Iterator[Row]:
    """The newest month is missing: sales has not sent it yet."""
    if age == 1:
        return
    many = round(5200 * season(month.start.month) * noise(f"l{month}", 0.05))
    yield Row("leads", {}, month.start, many)
    yield Row("converted_leads", {}, month.start, round(many * 0.148 * (1 + 0.004 * (MONTHS - age)) * noise(f"v{month}", 0.015)))


def satisfaction(month: Period, age: int) -> Iterator[Row]:
    """Deliveries were late in two months of the story: satisfaction fell under 85 twice running."""
    level = {7: 0.838, 6: 0.826, 5: 0.884}.get(age, 0.915)
    for offset in range(month.days):
        day = month.start + timedelta(days=offset)
        answers = round((34 if day.weekday() < 5 else 18) * season(day.month) * noise(f"a{day}", 0.2))
        yield Row("answers", {}, day, answers)
        yield Row("positive_answers", {}, day, round(answers * min(level * noise(f"p{day}", 0.03), 1)))


def engagement(first: date, last: date, today: date) -> Iterator[Row]:
    """By platform and day. Instagram loses readers two weeks running, each time a little less than its threshold."""
    day = first
    while day <= last:
        weeks_ago = (Period.of(today, Grain.WEEK).start - Period.of(day, Grain.WEEK).start).days // 7
        for platform, (reach, rate) in PLATFORMS.items():
            seen = round(reach * season(day.month) * noise(f"{platform}{day}", 0.12))
            week = Period.of(day, Grain.WEEK)
            wave = noise(f"{platform}{week}", 0.035)
            if platform == "Instagram" and weeks_ago <= 3:
                wave = {3: 1.0, 2: 0.88, 1: 0.76}.get(weeks_ago, 0.74)
            yield Row("reach", {"platform": platform}, day, seen)
            yield Row("interactions", {"platform": platform}, day, round(seen * rate / 100 * wave))
        day += timedelta(days=1)


def awareness(first: date, last: date) -> Iterator[Row]:
    week = Period.of(first, Grain.WEEK)
    while week.end <= last:
        yield Row("awareness_growth", {}, week.start, round(0.62 * noise(f"w{week}", 0.25), 2))
        week = week.next


def month_of(month: Period, age: int, language: str, today: date) -> list[Row]:
    """All that comes in for one month, a few days after its end."""
    return [
        *money(month, age, language),
        *leads(month, age),
        *satisfaction(month, age),
        *engagement(month.start, month.end, today),
        *awareness(month.start, month.end),
    ]


def days_of(month: Period, today: date) -> list[Row]:
    """What has come of the month under way, up to yesterday."""
    last = today - timedelta(days=1)
    if last < month.start:
        return []
    answered = [row for row in satisfaction(month, 0) if row.day <= last]
    return [*answered, *engagement(month.start, last, today), *awareness(month.start, last)]


# By every how many months: months after the first, which of its weekdays, the time. No two reviews stand at the same hour.
DATES = {
    "1": (1, 3, "TH", 3, time(10)),
    "3": (2, 3, "TH", 3, time(14)),
    "6": (3, 2, "TU", 1, time(9, 30)),
    "6 again": (4, 4, "TU", 1, time(14)),
    "12": (7, 2, "TH", 3, time(9)),
}


def nth_weekday(first: date, weekday: int, nth: int) -> date:
    """The nth such weekday of the month that begins on `first`."""
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
