"""What hangs on the charter's lines and on metrics here, and the holes that only objectives can see."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regie.charter.hooks import Hole, Hook
from regie.charter.models.charter import Section
from regie.lib.text import shorten
from regie.metrics.marks import Mark
from regie.objectives.models import Objective
from regie.objectives.reading import pursuits


def hooks(line_ids, person) -> dict[int, list[Hook]]:
    """Open objectives on the responsibility that they serve. 3 queries."""
    rows = Objective.objects.visible_to(person).open().filter(responsibility__in=list(line_ids)).select_related("metric", "owner")
    answers: dict[int, list[Hook]] = {}
    for row in pursuits.rows_of(list(rows)):
        objective = row.objective
        state = row.standing.state if objective.status == Objective.Status.ADOPTED else ""
        hook = Hook("target", shorten(objective.text, 60), row.standing.label, state, objective.get_absolute_url())
        answers.setdefault(objective.responsibility_id, []).append(hook)
    return answers


def holes(version, person) -> list[Hole]:
    """Responsibilities that no open objective serves, once the department has objectives at all. 2 queries."""
    served = set(
        Objective.objects.visible_to(person).open().exclude(responsibility=None).values_list("responsibility", flat=True)
    )
    if not served:
        return []
    url = reverse("objectives:objective_new")
    return [
        Hole(
            "responsibility_without_objective", _("Responsibilities that no objective serves"), wording.line_id, str(wording),
            _("Draft an objective"), f"{url}?responsibility={wording.line_id}",
        )
        for wording in version.wordings.filter(section=Section.RESPONSIBILITIES, is_note=False)
        if wording.line_id not in served
    ]  # fmt: skip


def marks(metric, first: date, last: date) -> list[Mark]:
    """The days on which objectives about the metric begin and are due. 1 query."""
    found = []
    for each in Objective.objects.filter(metric=metric, status__in=["adopted", "ended"]):
        if each.due_on and first <= each.due_on <= last:
            label = gettext("Due: %(objective)s") % {"objective": shorten(each.text, 50)}
            found.append(Mark(each.due_on, label, "event", each.get_absolute_url()))
    return found
