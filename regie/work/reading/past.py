"""The past out of the tables: passages as arrays, the steps they went through, the answers given. Five queries at most, whatever its length."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db.models import Case, Count, FloatField, IntegerField, Max, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from regie.lib.columns import columns
from regie.work import folding
from regie.work.flow import past as flow
from regie.work.models import Answer, Folded, Passage, PassedStep

STATE = Case(
    *(When(state=key, then=Value(float(number))) for key, number in flow.STATES.items()),
    default=Value(0.0),
    output_field=FloatField(),
)
IS_NO = Case(When(outcome__in=flow.YES_OUTCOMES, then=Value(0.0)), default=Value(1.0), output_field=FloatField())
MOST_KEPT = 200_000  # passages kept in a process: thirty megabytes
MOST = 500  # steps that are named in a query
ANSWER = np.dtype([("step", "f8"), ("person", "f8"), ("given", "f8"), ("hours", "f8"), ("is_plain", "f8")])
AS_NUMBERS = {
    "the_state": STATE, "is_no": IS_NO, "person": Coalesce("by_id", 0),
    "blocked_now": Cast("is_blocked", IntegerField()), "dropped": Cast("is_dropped", IntegerField()),
}  # fmt: skip
NAMES = {"step": "step_id", "state": "the_state", "is_blocked": "blocked_now", "is_dropped": "dropped", "by": "person"}
COLUMNS = [NAMES.get(name, name) for name in flow.FIELDS]


@dataclass
class Read:
    """`tasks` and `runs` are the past of each; `steps` by key; `clock` counts working hours; `now` in seconds."""

    tasks: flow.Past
    runs: flow.Past
    steps: dict[int, PassedStep]
    clock: Any
    now: float

    def name_of(self, step: int) -> str:
        known = self.steps.get(int(step))
        return known.name or _("Tasks on their own") if known else _("A step that is gone")

    def is_approval(self, step: int) -> bool:
        known = self.steps.get(int(step))
        return known is not None and known.kind == "approval"

    def answers(self) -> flow.Column:
        rows = Answer.objects.filter(step__in=list(self.steps)) if len(self.steps) < MOST else Answer.objects.exclude(step=None)
        plain = Case(When(decision="approved", then=Value(1.0)), default=Value(0.0), output_field=FloatField())
        rows = rows.annotate(plain=plain, whose=Coalesce("person_id", 0)).order_by()
        return columns(rows.values_list("step_id", "whose", "given", "hours", "plain"), ANSWER)


_lock = Lock()
_known: OrderedDict[Any, tuple[Any, flow.Column]] = OrderedDict()


def _columns(rows: QuerySet) -> flow.Column:
    """The passages as an array, kept while nothing was folded since: what reads them most is asked again before it changes.

    Passages change only with the mark of what was folded, or with an audit, which makes and takes away whole rows.
    """
    wanted = rows.annotate(**AS_NUMBERS).order_by().values_list(*COLUMNS)
    mark = (*Folded.objects.values_list("last_event", "week"), *rows.order_by().aggregate(Count("pk"), Max("pk")).values())
    asked = (str(settings.REGIE_HOME), str(settings.DATABASES["default"].get("NAME")), *_said(wanted))
    with _lock:
        found = _known.get(asked)
        if found and found[0] == mark:
            _known.move_to_end(asked)
            return found[1]
    table = columns(wanted, flow.LAYOUT)
    table.setflags(write=False)
    with _lock:
        _known[asked] = mark, table
        _known.move_to_end(asked)
        while len(_known) > 1 and sum(len(each) for _mark, each in _known.values()) > MOST_KEPT:
            _known.popitem(last=False)
    return table


def _said(rows: QuerySet) -> tuple[Any, ...]:
    try:
        return rows.query.sql_with_params()
    except EmptyResultSet:
        return ()


def read(workflow: Any = None, audit: Any = None) -> Read:
    """Of one workflow, of one audit, or of the whole house (audits apart)."""
    steps: QuerySet = PassedStep.objects.select_related("workflow")
    steps = steps.filter(audit=audit) if audit else steps.filter(audit=None)
    if workflow is not None:
        steps = steps.filter(workflow=workflow)
    known = {step.pk: step for step in steps}
    rows = Passage.objects.filter(step__in=list(known)) if len(known) < MOST else Passage.objects.filter(step__audit=audit)
    if len(known) >= MOST and workflow is not None:
        rows = rows.filter(step__workflow=workflow)
    now = timezone.now().timestamp()
    clock = folding.clock()
    whole = flow.Past(_columns(rows), now)
    whole = flow.up_to_now(whole, clock.between(whole["since"], np.full(len(whole), now)))
    of_runs = np.array([pk for pk, step in known.items() if step.kind == "run"], dtype="f8")
    is_run = np.isin(whole["step"], of_runs)
    return Read(whole.where(~is_run), whole.where(is_run), known, clock, now)
