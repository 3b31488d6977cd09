"""The past out of the tables: passages as arrays, the steps they went through, the answers given. Three queries, whatever its length."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, FloatField, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from regie.work import folding
from regie.work.flow import past as flow
from regie.work.models import Answer, Passage, PassedStep

STATE = Case(
    *(When(state=key, then=Value(float(number))) for key, number in flow.STATES.items()),
    default=Value(0.0),
    output_field=FloatField(),
)
IS_NO = Case(When(outcome__in=flow.YES_OUTCOMES, then=Value(0.0)), default=Value(1.0), output_field=FloatField())
ANSWER = np.dtype([("step", "f8"), ("person", "f8"), ("given", "f8"), ("hours", "f8"), ("is_plain", "f8")])
COLUMNS = [{"state": "the_state"}.get(name, name) for name in flow.FIELDS]


def _plain(rows: QuerySet) -> list[tuple]:
    """The rows as the database gives them: these are numbers already, and turning each into one costs as much as all the rest."""
    try:
        sql, values = rows.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


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
        rows = Answer.objects.filter(step__in=list(self.steps)) if len(self.steps) < 500 else Answer.objects.exclude(step=None)
        plain = Case(When(decision="approved", then=Value(1.0)), default=Value(0.0), output_field=FloatField())
        columns = rows.annotate(plain=plain, whose=Coalesce("person_id", 0)).values_list(
            "step_id", "whose", "given", "hours", "plain"
        )
        return np.fromiter(_plain(columns.order_by()), dtype=ANSWER)


def read(workflow: Any = None, audit: Any = None) -> Read:
    """Of one workflow, of one audit, or of the whole house (audits apart)."""
    steps: QuerySet = PassedStep.objects.select_related("workflow")
    steps = steps.filter(audit=audit) if audit else steps.filter(audit=None)
    if workflow is not None:
        steps = steps.filter(workflow=workflow)
    known = {step.pk: step for step in steps}
    rows = Passage.objects.filter(step__audit=audit) if audit else Passage.objects.filter(step__audit=None)
    if workflow is not None:
        rows = rows.filter(step__workflow=workflow)
    rows = rows.annotate(the_state=STATE, is_no=IS_NO, person=Coalesce("by_id", 0))
    names = ["step_id" if name == "step" else "person" if name == "by" else name for name in COLUMNS]
    now = timezone.now().timestamp()
    clock = folding.clock()
    whole = flow.past(_plain(rows.order_by().values_list(*names)), now)
    whole = flow.up_to_now(whole, clock.between(whole["since"], np.full(len(whole), now)))
    of_runs = np.array([pk for pk, step in known.items() if step.kind == "run"], dtype="f8")
    is_run = np.isin(whole["step"], of_runs)
    return Read(whole.where(~is_run), whole.where(is_run), known, clock, now)
