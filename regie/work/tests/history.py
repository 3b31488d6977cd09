"""A past in the journal: events of runs long gone, in the order in which a team would have written them.

Each run: a text is written (three hours of work after some waiting), legal checks it (slow: one person, `slow` working hours), the
lead approves it (quick), it is sent. One run in four is sent back by legal once. Tasks and runs are not there any more: the journal is.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from regie.journal.models import Event
from regie.work import homes
from regie.work.models import Run, Task, Verdict

FIRST = 10_000_000  # keys that no row of a test has


def write(
    workflow: Any, people: dict[str, Any], runs: int, *, days: int = 365, slow: float = 20.0, seed: int = 3, first: int = FIRST
) -> int:
    """`people`: writer, legal, lead. Returns how many tasks it told of. Events are written in bulk, oldest first."""
    rows: list[tuple[datetime, Any]] = []
    tasks = 0
    for row in _events(workflow, people, runs, days, slow, seed, first):
        rows.append((row.at, row))
        tasks += row.verb == "work.task_opened"
    rows.sort(key=lambda pair: pair[0])
    Event.objects.bulk_create((row for _at, row in rows), batch_size=2_000)
    return tasks


def _events(workflow: Any, people: dict[str, Any], runs: int, days: int, slow: float, seed: int, first: int) -> Iterator[Event]:
    draw = random.Random(seed)
    week, types = homes.week(), ContentType.objects.get_for_models(Task, Run, Verdict)
    begin, now, number = timezone.now() - timedelta(days=days), timezone.now(), first

    def event(verb: str, model: Any, key: int, name: str, at: datetime, by: Any, **data: Any) -> Event:
        return Event(
            actor=by, actor_name=str(by or ""), verb=f"work.{verb}", subject_type=types[model], subject_id=str(key), subject_name=name,
            page_type=types[model], page_id=str(key), data=data, at=at,
        )  # fmt: skip

    for place in range(runs):
        run = first + place
        at = week.after(begin + (now - begin) * place / runs, 0.5)
        yield event("run_started", Run, run, f"Newsletter {place}", at, people["lead"], workflow=workflow.name)
        again = draw.random() < 0.25
        order = ["write", "legal", *(["write", "legal"] if again else []), "final", "send"]
        visits: dict[str, int] = {}
        for node in order:
            number += 1
            visits[node] = visits.get(node, 0) + 1
            kind = "approval" if node in {"legal", "final"} else "step"
            name = {"write": "Write the text", "legal": "Legal check", "final": "Final approval", "send": "Send it"}[node]
            who = people["legal"] if node == "legal" else people["lead"] if node == "final" else people["writer"]
            due = week.after(at, 21)
            stand = {"run": run, "node": node, "visit": visits[node], "kind": kind, "due": due.isoformat()}
            yield event("task_opened", Task, number, name, at, None, **stand)
            if kind == "approval":
                asked, wait = at, draw.lognormvariate(0, 0.5) * (slow if node == "legal" else 3)
                at = week.after(at, wait)
                back = node == "legal" and again and visits[node] == 1
                outcome = "sent_back" if back else "approved"
                if at > now:
                    return
                yield event("approval_asked", Task, number, name, asked, None, task=number, round=visits[node])
                yield event(
                    "verdict_given",
                    Verdict,
                    number,
                    name,
                    at,
                    who,
                    task=number,
                    asked=asked.isoformat(),
                    decision=outcome,
                    who=str(who),
                )
                yield event("approval_closed", Task, number, name, at, who, task=number, outcome=outcome, round=visits[node])
            else:
                at = week.after(at, draw.uniform(0.5, 3))
                yield event("task_started", Task, number, name, at, who, **stand)
                at = week.after(at, draw.uniform(2, 5))
            if at > now:
                return
            yield event("task_done", Task, number, name, at, who, **stand)
        yield event("run_finished", Run, run, f"Newsletter {place}", at, people["lead"])
