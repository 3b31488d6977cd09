"""Boards, cards and runs: milliseconds in the server, number of queries, bytes compressed.

    python bench/run.py boards                 a board of 2,000 tasks and one of 10,000; a run of 30 steps

Through Django's test client (middleware, templates and queries, no socket). Opening is done thirty times after three that warm up,
moving and completing a hundred times; a run of 30 steps in a row, where each answers for what they do, is started ten times.
"""

from __future__ import annotations

import gzip
import json
import os
import statistics
import time
from collections.abc import Callable
from datetime import timedelta

SIZES = (2_000, 10_000)
OPENINGS, MOVES, STARTS, STEPS = 30, 100, 10, 30


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regie.settings")
    import django
    from django.conf import settings

    django.setup()
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    settings.ALLOWED_HOSTS = ["testserver"]
    from django.test import Client
    from django.urls import reverse

    from regie.work.models import Task

    people = company()
    client = Client()
    client.force_login(people[0])
    there = 0
    for size in SIZES:
        fill(people, there, size)
        there = size
        for name, address in (
            ("board", reverse("work:index")),
            ("board by person", reverse("work:index") + "?by=person"),
            ("list of tasks", reverse("work:tasks") + "?status=open"),
            ("calendar", reverse("work:calendar")),
            ("timeline", reverse("work:timeline")),
            ("load", reverse("work:load")),
        ):
            opened(name, client, address, size)
        cards = list(Task.objects.open().filter(status="to_do").order_by("rank")[:MOVES])
        beside = Task.objects.open().filter(status="to_do").order_by("-rank").first()
        timed("moving a card", size, [lambda card=card, beside=beside: moved(client, card, beside) for card in cards])
        timed("completing a task", size, [lambda card=card: finished(client, card) for card in cards])
    version = thirty_steps(people)
    plans, runs = [], []
    timed("planning a run of 30 steps", STEPS, [lambda: plans.append(plan(version)) for _ in range(STARTS)])
    timed(
        "starting a run of 30 steps", STEPS, [lambda steps=steps: runs.append(start(version, steps, people)) for steps in plans]
    )
    steps_done: list[Callable[[], object]] = []
    for run in runs[:4]:
        steps_done += [lambda run=run: finished(client, run.tasks.open().get())] * STEPS
    timed("completing a step of a run of 30", STEPS, steps_done)
    assert runs[0].tasks.open().count() == 0, "the run went all the way"


def company() -> list:
    from regie.people.models import Domain, Organisation, Person

    Organisation.objects.update_or_create(pk=1, defaults={"name": "Tamarelle", "language": "fr"})
    home = Domain.objects.get_or_create(name="Marketing", defaults={"is_home": True})[0]
    people = [
        Person.objects.create_user(email=f"p{count}@tamarelle.example", name=f"Person {count:02}", standing="member", domain=home)
        for count in range(12)
    ]
    Person.objects.filter(pk=people[0].pk).update(standing="lead")
    people[0].refresh_from_db()
    return people


def fill(people: list, there: int, size: int) -> None:
    """Open tasks in the three columns, half of them with a date, each with R and A; a tenth wait for another."""
    from django.utils import timezone

    from regie.work import ranks
    from regie.work.models import Duty, Task, Wait

    now, rank = timezone.now(), Task.objects.order_by("-rank").values_list("rank", flat=True).first() or ""
    rows = []
    for count in range(there, size):
        rank = ranks.after(rank)
        status = ("to_do", "to_do", "to_do", "doing", "at_gate")[count % 5]
        due = now + timedelta(days=count % 90 - 10) if count % 2 else None
        rows.append(
            Task(
                title=f"Task {count} of the campaign",
                status=status,
                rank=rank,
                made_by=people[0],
                due_at=due,
                campaign=f"Campaign {count % 9}",
                channel=("email", "page", "visual", "")[count % 4],
                estimate=count % 7 + 1,
            )
        )
    Task.objects.bulk_create(rows, batch_size=500)
    rows = list(Task.objects.order_by("pk")[there:size])
    Duty.objects.bulk_create(
        [
            Duty(task=task, letter=letter, person=people[(place + step) % len(people)])
            for place, task in enumerate(rows)
            for step, letter in enumerate("RA")
        ],
        batch_size=500,
    )
    waiting = [row for row in rows if row.status == "doing"]
    Wait.objects.bulk_create(
        [Wait(task=one, on=other) for one, other in zip(waiting[::2], waiting[1::2], strict=False)], batch_size=500
    )


def thirty_steps(people: list):
    from regie.people.models import Domain, Holding, Role
    from regie.work.engine import outline
    from regie.work.engine.model import Duty
    from regie.work.engine.rows import Row
    from regie.work.models import Workflow

    role = Role.objects.create(name="Lead", domain=Domain.objects.home())
    Holding.objects.create(role=role, person=people[0])
    duties = (Duty("R", role="Lead"), Duty("A", role="Lead"))
    rows = [Row(f"s{n}", f"Step {n}", after=(f"s{n - 1}",) if n else (), duties=duties, hours=2) for n in range(STEPS)]
    workflow = Workflow.make("Thirty", outline.draw(rows, name="Thirty").decode(), by=people[0])
    return workflow.draft.publish(by=people[0]) or workflow.published


def plan(version) -> list:
    from regie.work import planning

    return planning.plan(version)


def start(version, steps: list, people: list):
    from regie.work.models import Run

    return Run.start(version, "A run of thirty", steps, by=people[0])


def moved(client, card, beside) -> None:
    from django.urls import reverse

    answer = client.post(
        reverse("work:task_place", args=[card.pk]),
        {"after": beside.pk, "by": "status", "column": "doing"},
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 204, answer.content[:300]


def finished(client, task) -> None:
    from django.urls import reverse

    from regie.work.models import Duty

    if not task.run_id:  # whoever asks must be the one who does it and answers for it
        Duty.objects.filter(task=task).delete()
    answer = client.post(reverse("work:task_submission", args=[task.pk]), headers={"HX-Request": "true"})
    assert answer.status_code == 204, answer.content[:300]


class Queries:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute, *arguments):
        self.count += 1
        return execute(*arguments)


def opened(name: str, client, address: str, size: int) -> None:
    from django.db import connection

    for _ in range(3):
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
    queries = Queries()
    with connection.execute_wrapper(queries):
        client.get(address)
    times, worked = [], []
    for _ in range(OPENINGS):
        began, work = time.perf_counter(), time.process_time()
        answer = client.get(address)
        answer.content  # noqa: B018 - all of it
        times.append(1000 * (time.perf_counter() - began))
        worked.append(1000 * (time.process_time() - work))
    said(name, times, worked, size)
    say(f"{name}, queries", queries.count, "queries", size)
    say(f"{name}, compressed", len(gzip.compress(answer.content, 6)) / 1000, "KB", size)


def timed(name: str, n: int, acts: list[Callable[[], object]]) -> None:
    from django.db import connection

    times, worked, queries = [], [], Queries()
    for act in acts:
        began, work = time.perf_counter(), time.process_time()
        with connection.execute_wrapper(queries):
            act()
        times.append(1000 * (time.perf_counter() - began))
        worked.append(1000 * (time.process_time() - work))
    said(name, times, worked, n)
    say(f"{name}, queries", queries.count / max(1, len(acts)), "queries", n)


def said(name: str, times: list[float], worked: list[float], n: int) -> None:
    """By the clock, and of this process's processor, which busy neighbours blur less."""
    say(f"{name}, median", statistics.median(times), "ms", n)
    say(f"{name}, p95", statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0], "ms", n)
    say(f"{name}, processor", statistics.median(worked), "ms", n)


def say(name: str, value: float, unit: str, n: int) -> None:
    from django.db import connection

    print(json.dumps({"name": name, "value": round(value, 1), "unit": unit, "n": n, "database": connection.vendor}), flush=True)


if __name__ == "__main__":
    main()
