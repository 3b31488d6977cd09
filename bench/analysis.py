"""The page that says where work is stuck, over 100,000 past tasks.

    python bench/run.py analysis

One JSON line a measure: {"name", "value", "unit", "n", "database"}. The past is written as a team writes it, as events of the
journal; what the worker then folds is measured too.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

TASKS = int(100_000 * float(os.environ.get("REGIE_BENCH_SCALE", "1")))
TIMES = 9


def say(name: str, value: float, unit: str, n: int) -> None:
    from django.db import connection

    print(json.dumps({"name": name, "value": round(value, 3), "unit": unit, "n": n, "database": connection.vendor}), flush=True)


def main() -> None:
    from regie.cli import set_up

    set_up()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from regie.people.models import Domain, Person
    from regie.work import folding
    from regie.work.models import Passage
    from regie.work.reading import stuck
    from regie.work.tests import history
    from regie.work.tests.world import cast, email_workflow

    home = Domain.objects.get_or_create(name="Marketing", defaults={"is_home": True})[0]
    lead = Person.objects.create_user(email="lead@tamarelle.example", name="Inès Carvalho", standing="lead", domain=home)
    writer, _design, legal = cast(home, lead)
    workflow = email_workflow(lead)
    people = {"writer": writer, "legal": legal, "lead": lead}
    history.write(workflow, people, max(20, TASKS * 2 // 9), days=540)  # four tasks and a half a run
    started = time.perf_counter()
    events = folding.fold(timedelta(0))
    spent = time.perf_counter() - started
    tasks = Passage.objects.exclude(task=None).count()
    say("events folded", events / spent, "events/s", events)
    client = Client(headers={"host": "localhost"})
    client.force_login(lead)
    address = f"{reverse('work:stuck')}?window=all"
    client.get(address)
    times = []
    for _turn in range(TIMES):
        started = time.perf_counter()
        answer = client.get(address)
        times.append((time.perf_counter() - started) * 1000)
        assert answer.status_code == 200, answer.status_code
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(address)
    say("analysis page, median", statistics.median(times), "ms", tasks)
    say("analysis page, p95", sorted(times)[-1], "ms", tasks)
    say("analysis page, queries", len(queries), "queries", tasks)
    say("analysis page, size", len(answer.content) / 1024, "KiB", tasks)
    started = time.perf_counter()
    stuck.of_workflow(workflow)
    say("panel on the workflow's page", (time.perf_counter() - started) * 1000, "ms", tasks)


main()
