"""A large department beside the demo's: 1,000 metrics, 3 million figures, 500 reviews, 2,000 open tasks, 20,000 past ones, 50 people.

Not a benchmark itself; `pages.py` measures on it. What people would have done by hand is written in bulk, figures go in
through `Batch` and are evaluated as the worker does it, so that values, readings, breaches and drivers are the real ones.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

PLATFORMS = ("LinkedIn", "Instagram", "YouTube", "Newsletter", "Search")
RHYTHMS = ("month",) * 5 + ("week",) * 3 + ("quarter", "day")
DAYS = 3 * 365


@dataclass(frozen=True)
class Size:
    """How much of everything; `scale` 1 is the reference size."""

    metrics: int
    measures: int
    reviews: int
    people: int
    events: int
    tasks: int
    past_tasks: int

    @classmethod
    def of(cls, scale: float) -> Size:
        def least(number: int, floor: int) -> int:
            return max(floor, round(number * scale))

        work = least(2000, 50), least(20_000, 100)
        return cls(least(1000, 20), least(550, 10), least(500, 12), least(50, 10), least(30_000, 300), *work)

    @property
    def figures(self) -> int:
        return self.measures * DAYS * len(PLATFORMS)


def fill(size: Size) -> None:
    """On an empty, migrated instance."""
    from django.utils import timezone

    from regie.demo.life import Life

    today = timezone.localdate()
    Life("en", today).tell()
    chance = random.Random(7)
    people = _people(size)
    measures = _measures(size, people)
    metrics = _metrics(size, measures, people, today)
    _thresholds(metrics, today)
    _figures(measures, today)
    _reviews(size, people, metrics, today, chance)
    _events(size, people, metrics, chance)
    _work(size, people)
    _analyze()


def _people(size: Size) -> list:
    from regie.people.models import Domain, Person

    domains = list(Domain.objects.all())
    there = Person.objects.count()
    Person.objects.bulk_create(
        [
            Person(
                name=f"Person {number:02}",
                email=f"person{number}@tamarelle.example",
                standing="member" if number % 3 else "neighbour",
                domain=domains[number % len(domains)],
                language="en",
            )
            for number in range(size.people - there)
        ]
    )
    return list(Person.objects.team().order_by("pk"))


def _measures(size: Size, people: list) -> list:
    from regie.metrics.models import Measure

    return Measure.objects.bulk_create(
        [
            Measure(
                key=f"large_measure_{number}",
                name=f"Measure {number:03}",
                rhythm="day",
                dimensions=["platform"],
                owner=people[number % len(people)],
            )
            for number in range(size.measures)
        ]
    )


def _metrics(size: Size, measures: list, people: list, today: date) -> list:
    """Ratios of two measures, at the rhythms that departments keep; each tenth is made of other metrics' measures and a third."""
    from regie.metrics.models import Formula, Metric

    made_at = datetime.combine(today - timedelta(days=DAYS), time(9)).astimezone()
    metrics = Metric.objects.bulk_create(
        [
            Metric(
                key=f"large_metric_{number}",
                name=f"Metric {number:04}",
                group=f"Group {number // 50:02}",
                formula=f"large_measure_{number % len(measures)} / large_measure_{(number * 7 + 1) % len(measures)}",
                measured=RHYTHMS[number % len(RHYTHMS)],
                reported=RHYTHMS[number % len(RHYTHMS)],
                shown=RHYTHMS[number % len(RHYTHMS)],
                dimensions=["platform"] if number % 3 == 0 else [],
                owner=people[number % len(people)],
                made_at=made_at,
                decimals=2,
            )
            for number in range(size.metrics)
        ]
    )
    Formula.objects.bulk_create([Formula(metric=metric, number=1, text=metric.formula) for metric in metrics])
    pair = Metric.measures.through
    pair.objects.bulk_create(
        [
            pair(metric=metric, measure=measures[place])
            for number, metric in enumerate(metrics)
            for place in {number % len(measures), (number * 7 + 1) % len(measures)}
        ]
    )
    return metrics


def _thresholds(metrics: list, today: date) -> None:
    """Two rules in three metrics that hold rarely, one in twenty that is crossed now, one in fifty nobody confirmed."""
    from django.utils import timezone

    from regie.metrics.engine.rule import Rule
    from regie.metrics.models import Threshold

    calm, crossed = Rule("below", 30, "moving_mean", "percent", window=4), Rule("above", 0.01)
    now, since = timezone.now(), today - timedelta(days=40)

    def rule(number: int):
        return crossed if number % 20 == 0 else calm

    Threshold.objects.bulk_create(
        [
            Threshold(
                metric=metric,
                sentence="Act when it leaves its band.",
                rule=rule(number).as_json(),
                confirmed_at=None if number % 50 == 1 else now,
                in_force_from=since,
            )
            for number, metric in enumerate(metrics)
            if number % 3 or number % 20 == 0
        ]
    )


def entries(measures: list, today: date) -> Iterator:
    """Three years of days by platform, in the order of a file: a year's wave, a week's, and some noise."""
    from regie.metrics.staging import Entry

    row = 1
    for age in range(DAYS, 0, -1):
        day = today - timedelta(days=age)
        season = 1 + 0.1 * math.sin(day.timetuple().tm_yday / 58) + (0.05 if day.weekday() < 5 else -0.1)
        for place, measure in enumerate(measures):
            for number, platform in enumerate(PLATFORMS):
                row += 1
                level = 100 + (place * 37 + number * 11) % 400
                yield Entry(measure.pk, {"platform": platform}, day, round(level * season + (row * 7919) % 17, 2), row)


def _figures(measures: list, today: date) -> None:
    """In files of about 300,000 rows, then all metrics evaluated."""
    from django.utils import timezone

    from regie.metrics import evaluation
    from regie.metrics.models import Batch, Evaluation

    for start in range(0, len(measures), 55):
        portion = measures[start : start + 55]
        Batch.open(by=None, source=Batch.Source.FILE, file_name=f"figures-{start // 55 + 1}.csv").write(entries(portion, today))
    evaluation.rebuild()
    Evaluation.objects.waiting().update(done_at=timezone.now())  # what the batches asked for has just been done


def _reviews(size: Size, people: list, metrics: list, today: date, chance: random.Random) -> None:
    """Held ones over the years: points, minutes, a decision and a follow-up each, rated by those who came."""
    from django.utils import timezone

    from regie.lib.stems import folded
    from regie.metrics.models import Breach
    from regie.reviews.models import Criterion, Decision, FollowUp, Item, Minute, Participant, Presence, Rating, Review, Voice

    criteria, breaches = list(Criterion.objects.all()), list(Breach.objects.order_by("pk"))
    now = timezone.now()
    reviews = Review.objects.bulk_create(
        [
            Review(
                name=f"Weekly of team {number % 5 + 1}",
                starts_at=(began := now - timedelta(days=3 + number * 2, hours=number % 6)),
                started_at=began,
                closed_at=began + timedelta(hours=1),
                collected_at=began,
                started_by=people[0],
                closed_by=people[0],
            )
            for number in range(size.reviews)
        ]
    )
    items, minutes, decisions, follow_ups, voices, ratings, presences, participants = [], [], [], [], [], [], [], []
    for number, review in enumerate(reviews):
        there = [people[(number + step) % len(people)] for step in range(min(6, len(people)))]
        participants += [Participant(review=review, person=person) for person in there]
        presences += [
            Presence(review=review, person=person, came_at=review.starts_at, left_at=review.closed_at) for person in there
        ]
        mine = [
            Item(
                review=review, kind="hand", key=f"hand-{place}", title=f"Point {place + 1}", order=place, done_at=review.closed_at
            )
            for place in range(6)
        ]
        items += mine
        minutes += [
            Minute(
                review=review,
                author=chance.choice(there),
                text=(
                    text
                    := f"What was said about point {place % 6 + 1} of review {number}: the newsletter brings more than before."
                ),
                folded=folded(text),
                said_at=review.starts_at + timedelta(minutes=place * 4),
            )
            for place in range(12)
        ]
        for place in range(2):
            text = f"Decision {place + 1} of review {number}: move a part of the budget to the newsletter."
            decision = Decision(
                review=review,
                text=text,
                folded=folded(text),
                owner=chance.choice(there),
                metric=chance.choice(metrics),
                breach=breaches[number % len(breaches)] if breaches and number < 60 and not place else None,
                look_again_on=review.starts_at.date() + timedelta(days=90),
                value_then=1.0,
                proposed_by=there[0],
                proposed_at=review.starts_at,
                settled_at=review.closed_at,
                settled_by=there[0],
            )
            decisions.append(decision)
            voices += [Voice(decision=decision, person=person, consents=True) for person in there[:4]]
        follow_ups += [
            FollowUp(
                review=review,
                what=f"Follow-up {place + 1} of review {number}",
                who=chance.choice(there),
                by_when=review.starts_at.date() + timedelta(days=14),
                given_by=there[0],
                done_at=None if number < 5 else review.closed_at,
            )
            for place in range(2)
        ]
        ratings += [Rating(review=review, criterion=each, person=person, score=3) for each in criteria for person in there[:3]]
    for model, rows in (
        (Participant, participants), (Presence, presences), (Item, items), (Minute, minutes), (Decision, decisions),
        (Voice, voices), (FollowUp, follow_ups), (Rating, ratings),
    ):  # fmt: skip
        model.objects.bulk_create(rows, batch_size=500)


def _events(size: Size, people: list, metrics: list, chance: random.Random) -> None:
    """The journal of three years: the tenth of it about one metric; each person was told of a share."""
    from django.contrib.contenttypes.models import ContentType
    from django.utils import timezone

    from regie.journal.models import Event, Notification
    from regie.metrics.models import Metric

    kind, now = ContentType.objects.get_for_model(Metric), timezone.now()

    def event(number: int) -> Event:
        metric = metrics[0] if number % 10 == 0 else chance.choice(metrics)
        person = chance.choice(people)
        return Event(
            actor=person, actor_name=person.name, verb="metrics.metric_changed", subject_type=kind, subject_id=str(metric.pk),
            subject_name=metric.name, page_type=kind, page_id=str(metric.pk), data={"changes": {"purpose": ["before", "after"]}},
            at=now - timedelta(minutes=50 * number),
        )  # fmt: skip

    events = Event.objects.bulk_create([event(number) for number in range(size.events)], batch_size=500)
    Notification.objects.bulk_create(
        [
            Notification(person=people[number % 4], event=each, at=each.at, told_at=now, read_at=now if number > 400 else None)
            for number, each in enumerate(events[::5])
        ],
        batch_size=500,
    )


def _work(size: Size, people: list) -> None:
    """Open tasks beside the demo's on the boards; and a past, written as events and folded as the worker does it."""
    import boards

    from regie.people.models import Person
    from regie.work import folding
    from regie.work.models import Task, Workflow
    from regie.work.tests import history

    there = Task.objects.count()
    boards.fill(people, there, there + size.tasks)
    workflow = Workflow.objects.exclude(versions__published_at=None).order_by("pk")[0]
    cast = {"writer": people[0], "legal": people[1], "lead": Person.objects.leads().order_by("pk")[0]}
    history.write(workflow, cast, max(20, size.past_tasks * 2 // 9), days=540)  # four tasks and a half a run
    folding.fold(timedelta(0))


def _analyze() -> None:
    """As a database that has been in use has it: PostgreSQL does so by itself after a while."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
