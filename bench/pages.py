"""Every page on a large instance: milliseconds in the server and number of queries.

    python bench/run.py pages                      1,000 metrics, 3 million figures, 500 reviews, 50 people
    python bench/run.py pages --scale 0.05         a smaller one, to see what grows

All addresses of the rooms that answer GET are walked as a lead, through Django's test client (middleware, templates and
queries, no socket): the median of seven after two that warm up. What is no page but a file that one takes away (a table, a
picture, a calendar) is listed apart. An address whose arguments are not known here is said on the error stream, so that a new
page is not forgotten.
"""

from __future__ import annotations

import json
import logging
import os
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator

TIMES = 7
ROOMS = ("desk", "ui", "charter", "metrics", "work", "reviews", "people", "journal", "connect")
LIMIT = 60  # ms, median


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regie.settings")
    import django
    from django.conf import settings

    django.setup()
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    settings.ALLOWED_HOSTS = ["testserver"]
    logging.getLogger("django.request").setLevel(logging.ERROR)  # what takes no GET says so each time
    from django.db import connection
    from django.test import Client
    from large import Size, fill

    from regie.people.models import Person

    size = Size.of(float(os.environ.get("REGIE_BENCH_SCALE", "1")))
    began = time.perf_counter()
    if not Person.objects.exists():
        fill(size)
        say("large instance filled", time.perf_counter() - began, "s", size.figures)
    client = Client()
    client.force_login(Person.objects.leads().order_by("pk")[0])
    slow, medians = [], []
    for address in addresses():
        answer = client.get(address)
        if answer.status_code != 200:
            if answer.status_code not in (302, 405):
                print(f"not walked: {address} answers {answer.status_code}", file=sys.stderr)
            continue
        _read(client, address)
        queries = Queries()
        with connection.execute_wrapper(queries):
            _read(client, address)
        times = [_timed(client, address) for _ in range(TIMES)]
        taken = statistics.median(wall for wall, _processor in times)
        name = re.sub(r"feeds/.+ics", "feeds/….ics", address)
        is_page = answer.headers["Content-Type"].startswith("text/html")
        say(f"{'page' if is_page else 'download'} {name}", taken, "ms", size.figures)
        say(f"processor {name}", statistics.median(processor for _wall, processor in times), "ms", size.figures)
        say(f"queries {name}", queries.count, "queries", size.figures)
        if not is_page:
            continue
        medians.append(taken)
        if taken > LIMIT:
            slow.append((taken, name))
    say("pages walked", len(medians), "pages", size.figures)
    say("pages, median of all", statistics.median(medians), "ms", size.figures)
    say("pages, slowest", max(medians), "ms", size.figures)
    say("load of the machine over these minutes", os.getloadavg()[1], "processes", os.cpu_count() or 1)
    say(f"pages over {LIMIT} ms", len(slow), "pages", size.figures)


class Queries:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute, *arguments):
        self.count += 1
        return execute(*arguments)


def _read(client, address: str) -> None:
    answer = client.get(address)
    if answer.streaming:
        for _part in answer.streaming_content:
            pass
    answer.close()


def _timed(client, address: str) -> tuple[float, float]:
    """Milliseconds by the clock, and of this process's processor, which busy neighbours blur less."""
    began, worked = time.perf_counter(), time.process_time()
    _read(client, address)
    return 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - worked)


def addresses() -> Iterator[str]:
    """Each address of each room, with arguments of the large instance; then the ones with a search, a filter, a page."""
    from django.urls import NoReverseMatch, get_resolver, reverse

    things = known()
    for entry in get_resolver().url_patterns:
        if getattr(entry, "app_name", None) not in ROOMS:
            continue
        for pattern in entry.url_patterns:
            name = f"{entry.app_name}:{pattern.name}"
            wanted = list(pattern.pattern.converters)
            arguments = things[name] if name in things else things.get(f"{entry.app_name}:{pattern.name.split('_')[0]}")
            if wanted and arguments is None:
                if name not in things:
                    print(f"not walked: {name} needs {', '.join(wanted)}", file=sys.stderr)
                continue
            arguments = arguments or {}
            try:
                yield reverse(name, kwargs={key: arguments[key] for key in wanted})
            except (NoReverseMatch, KeyError):
                print(f"not walked: {name} needs {', '.join(wanted)}", file=sys.stderr)
    metric = reverse("metrics:metric", kwargs=things["metrics:metric"])
    daily = reverse("metrics:metric", kwargs=things["daily"])
    yield from (f"{metric}?{query}" for query in ("range=all", "by=platform", "compare=year", "by=platform&value=LinkedIn"))
    yield daily
    yield f"{daily}?range=all"
    yield from (f"/metrics/?{query}" for query in ("shape=table", "page=3", "view=breach", "whose=mine", "q=Metric+07"))
    yield from (f"/search/?q={word}" for word in ("newsletter", "metric"))
    yield from ("/reviews/search/?q=newsletter", "/reviews/decisions/?page=5", "/journal/?page=50", "/palette/?q=metric")
    yield from (f"/work/?{query}" for query in ("by=person", "by=campaign"))
    yield from ("/work/tasks/?status=open", "/work/tasks/?page=3", "/work/stuck/?window=all")
    yield from ("/metrics/breaches/?state=open", "/metrics/measures/?page=3", "/metrics/figures/?page=2")


def known() -> dict[str, dict | None]:
    """Arguments by name of address; None for addresses that only take what is sent to them."""
    from regie.charter.models import Competency, Deliverable, Line, Reading, Version
    from regie.connect.models import Intake
    from regie.journal.models import Comment, Event, Notification
    from regie.metrics.models import Batch, Breach, Measure, Metric, Threshold
    from regie.people.models import Domain, Person, Role
    from regie.reviews.models import Decision, Driver, Item, Minute, Review, Series

    metric, measure = Metric.objects.get(key="large_metric_3"), Measure.objects.get(key="large_measure_3")
    by_key = {"key": metric.key}

    def one(rows, **more):
        found = rows.order_by("pk").last()
        return {"pk": found.pk, **more} if found else None

    held = Review.objects.closed().filter(name__startswith="Weekly of team").order_by("starts_at").last()
    review = {"pk": held.pk}
    reading = one(Reading.objects.all())
    period = metric.values.overall().exclude(value=None).latest("period").period

    things: dict[str, dict | None] = {
        "ui:components_chart": None, "ui:saved_view_erasure": None,
        "charter:reading": reading, "charter:clause": one(Line.objects.all()), "charter:version": {"number": Version.objects.latest("number").number},
        "charter:competency": one(Competency.objects.all()), "charter:deliverable": one(Deliverable.objects.all()),
        "charter:reading_item": None, "charter:reading_act": None, "charter:reading_answer": None, "charter:reading_threshold": None,
        "charter:clause_threshold": None,
        "metrics:metric": by_key, "metrics:following": by_key, "metrics:references": by_key, "metrics:reference": None,
        "metrics:threshold_new": by_key, "metrics:chart": {**by_key, "kind": "svg"},
        "metrics:figures": {**by_key, "period": period.isoformat()},
        "metrics:breach": one(Breach.objects.all()), "metrics:threshold": one(Threshold.objects.filter(metric__key__startswith="large")),
        "metrics:measure": {"key": measure.key}, "metrics:batch": one(Batch.objects.filter(file_name__startswith="figures-")),
        "reviews:review": review, "reviews:item": one(Item.objects.all()), "reviews:minute": one(Minute.objects.all()),
        "reviews:minutes": review, "reviews:presences": review, "reviews:items": review, "reviews:ratings": review,
        "reviews:decision": one(Decision.objects.filter(review=held)), "reviews:decision_objection": None,
        "reviews:follow_up_done": None, "reviews:follow_up_undo": None, "reviews:participant": None, "reviews:participant_removal": None,
        "reviews:series": one(Series.objects.all()), "reviews:driver": one(Driver.objects.all()),
        "people:person": one(Person.objects.team()), "people:standing": one(Person.objects.team()), "people:departure": one(Person.objects.team()),
        "people:return": None, "people:absences": one(Person.objects.team()), "people:absence_removal": None,
        "people:role": one(Role.objects.all()), "people:holdings": None, "people:holding_end": None, "people:domain": one(Domain.objects.all()),
        "people:invitation_resend": None, "people:invitation_withdrawal": None, "people:link_end": None,
        "people:link_new": {"kind": "reviews.read_minutes", "key": str(held.pk)},
        "journal:event": one(Event.objects.all()), "journal:notification": None, "journal:of_thing": {"kind": "metrics.metric", "key": str(Metric.objects.get(key="large_metric_0").pk)},
        "journal:comments": {"kind": "metrics.metric", "key": str(metric.pk)}, "journal:comment": one(Comment.objects.all()), "journal:file": None,
        "connect:import": one(Intake.objects.all()), "connect:progress": one(Intake.objects.all()), "connect:columns": one(Intake.objects.all()),
        "connect:readings": None, "connect:measures": None, "connect:writing": None, "connect:undoing": None,
        "connect:refused": one(Intake.objects.all()), "connect:feed": None, "connect:feed_file": _feed(),
        "daily": {"key": "large_metric_9"},
        **_work(one),
    }  # fmt: skip
    assert Notification.objects.exists()
    return things


def _work(one: Callable) -> dict[str, dict | None]:
    """Of the room of work: what is asked of a task, a run, an approval by the pages that show them."""
    from django.db.models import Count

    from regie.work.models import Approval, Board, Content, Delivery, Offer, Request, Run, Task, Workflow

    workflow = one(Workflow.objects.exclude(versions__published_at=None), number=1)
    Workflow.objects.get(pk=workflow["pk"]).open_draft(by=None)
    run = {"pk": Run.objects.annotate(many=Count("steps")).order_by("many", "pk").last().pk}
    again = Approval.objects.filter(round__gt=1)
    task = one(Task.objects.open().filter(run=None))
    return {
        "work:board": one(Board.objects.all()), "work:task": task, "work:run": run, "work:workflow": workflow, "work:version": workflow,
        "work:approval": one(again if again.exists() else Approval.objects.all(), other=1), "work:approval_picture": None,
        "work:content": one(Content.objects.all()), "work:offer": one(Offer.objects.all()), "work:request": one(Request.objects.all()),
        "work:delivery": one(Delivery.objects.all()), "work:stuck_chart": {"name": "ages", "kind": "svg"},
        "work:task_picture": None, "work:task_check": None, "work:task_wait": None, "work:pin": None, "work:stuck_driver": None,
        "work:improvements": None, "work:improvement_end": None, "work:audit": None, "work:task_approvals": task,
    }  # fmt: skip


def _feed() -> dict:
    from regie.connect.feeds import FEEDS
    from regie.connect.models import FeedLink
    from regie.people.models import Person

    return {"token": FeedLink.make(next(iter(FEEDS)), by=Person.objects.leads().order_by("pk")[0])[1]}


def say(name: str, value: float, unit: str, n: int) -> None:
    from django.db import connection

    print(json.dumps({"name": name, "value": round(value, 1), "unit": unit, "n": n, "database": connection.vendor}), flush=True)


if __name__ == "__main__":
    main()
