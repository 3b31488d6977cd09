"""The plan on one page, its calendar and its timeline: milliseconds in the server, number of queries, bytes compressed.

    python bench/run.py plan        500 campaigns, 10,000 activities over two years, a budget line and two contents for most of them

Through Django's test client (middleware, templates and queries, no socket). Each page is opened thirty times after three that warm up.
"""

from __future__ import annotations

import gzip
import json
import os
import statistics
import time
from datetime import date, timedelta
from decimal import Decimal

CAMPAIGNS, ACTIVITIES, OPENINGS = 500, 10_000, 30
OBJECTIVES, AUDIENCES, PEOPLE = 12, 8, 12


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regie.settings")
    import django
    from django.conf import settings

    django.setup()
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    settings.ALLOWED_HOSTS = ["testserver"]
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    people = company()
    fill(people, timezone.localdate())
    client = Client()
    client.force_login(people[0])
    index, calendar, timeline = (reverse(f"plan:{name}") for name in ("index", "calendar", "timeline"))
    for name, address in (
        ("matrix", index),
        ("matrix by money", f"{index}?colour=money"),
        ("matrix by result", f"{index}?colour=result"),
        ("calendar, month", calendar),
        ("calendar, week by channel", f"{calendar}?view=week&by=channel"),
        ("timeline", timeline),
        ("list of activities", reverse("plan:activities")),
    ):
        opened(name, client, address)


def company() -> list:
    from regie.people.models import Domain, Organisation, Person

    Organisation.objects.update_or_create(pk=1, defaults={"name": "Tamarelle", "language": "fr"})
    home = Domain.objects.get_or_create(name="Marketing", defaults={"is_home": True})[0]
    people = [
        Person.objects.create_user(email=f"p{count}@tamarelle.example", name=f"Person {count:02}", standing="member", domain=home)
        for count in range(PEOPLE)
    ]
    Person.objects.filter(pk=people[0].pk).update(standing="lead")
    people[0].refresh_from_db()
    return people


def fill(people: list, today: date) -> None:
    """Spread over two years around today; every fifth waits for the one before, every fortieth for a release."""
    from django.db import connection
    from django.utils import timezone

    from regie.objectives.models import Audience, Objective
    from regie.people.models import Domain
    from regie.plan.models import Activity, After, BudgetLine, Campaign, Channel, Envelope, Piece, PieceTarget, Portion
    from regie.work.models import Delivery

    audiences = [Audience.objects.create(name=f"Audience {count}", size=1000) for count in range(AUDIENCES)]
    year = {"starts_on": today - timedelta(days=200), "due_on": today + timedelta(days=300), "adopted_at": timezone.now()}
    objectives = [
        Objective.objects.create(text=f"Objective {count}", owner=people[0], status="adopted", language="en", **year)
        for count in range(OBJECTIVES)
    ]
    for count, objective in enumerate(objectives):
        objective.audiences.set(audiences[: 3 + count % 5])
    channels = list(Channel.objects.all()) or [
        Channel.objects.create(name=f"Channel {count}", push="push", place="online", breadth="many", ownership="owned")
        for count in range(20)
    ]
    releases = [
        Delivery.objects.create(what=f"Product {count}", domain=Domain.objects.create(name=f"Product {count}"), promised_on=today + timedelta(days=30 * count))
        for count in range(4)
    ]  # fmt: skip
    begin = today - timedelta(days=365)
    Campaign.objects.bulk_create(
        Campaign(
            name=f"Campaign {count}", owner=people[count % PEOPLE], status="running", launched_at=timezone.now(),
            starts_on=begin + timedelta(days=count), ends_on=begin + timedelta(days=count + 240),
        )
        for count in range(CAMPAIGNS)
    )  # fmt: skip
    campaigns = list(Campaign.objects.order_by("pk"))
    Activity.objects.bulk_create(
        (
            Activity(
                campaign=campaigns[count % CAMPAIGNS], name=f"Activity {count}", channel=channels[count % len(channels)],
                audience=audiences[count % AUDIENCES], objective=objectives[count % OBJECTIVES], owner=people[count % PEOPLE],
                status="live" if count % 7 == 0 else "planned", release=releases[count % 4] if count % 40 == 0 else None,
                starts_on=begin + timedelta(days=count * 730 // ACTIVITIES),
                ends_on=begin + timedelta(days=count * 730 // ACTIVITIES + count % 30),
            )
            for count in range(ACTIVITIES)
        ),
        batch_size=1000,
    )  # fmt: skip
    rows = list(Activity.objects.order_by("pk"))
    After.objects.bulk_create(After(earlier=rows[at - 1], later=rows[at]) for at in range(5, ACTIVITIES, 5))
    envelope = Envelope.objects.create(
        name="Year", starts_on=begin, ends_on=begin + timedelta(days=730), amount=Decimal(9_000_000)
    )
    BudgetLine.objects.bulk_create(
        BudgetLine(number=f"B-{at}", envelope=envelope, name=f"Line {at}", campaign=row.campaign, activity=row)
        for at, row in enumerate(rows)
        if at % 4
    )
    lines = list(BudgetLine.objects.select_related("activity"))
    Portion.objects.bulk_create(
        Portion(line=line, month=(line.activity.starts_on + timedelta(days=31 * step)).replace(day=1), planned=Decimal(300))
        for line in lines
        for step in range(2)
    )
    Piece.objects.bulk_create(
        Piece(activity=row, title=f"Content of {row.name}", goes_out_on=row.starts_on + timedelta(days=step))
        for row in rows[::2]
        for step in range(2)
    )
    PieceTarget.objects.bulk_create(PieceTarget(piece=piece, of="views", target=100, reached=80) for piece in Piece.objects.all())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def opened(name: str, client, address: str) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times = []
    for turn in range(OPENINGS + 3):
        before = time.perf_counter()
        answer = client.get(address)
        times.append((time.perf_counter() - before) * 1000) if turn > 2 else None
        assert answer.status_code == 200, (name, answer.status_code)
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    times.sort()
    say(f"{name}, median", statistics.median(times), "ms")
    say(f"{name}, 95th of 100", times[int(len(times) * 0.95)], "ms")
    say(f"{name}, queries", len(seen), "queries")
    say(f"{name}, compressed", len(gzip.compress(answer.content)) / 1024, "KB")


def say(name: str, value: float, unit: str) -> None:
    from django.db import connection

    print(
        json.dumps({"name": name, "value": round(value, 1), "unit": unit, "n": ACTIVITIES, "database": connection.vendor}),
        flush=True,
    )


if __name__ == "__main__":
    main()
