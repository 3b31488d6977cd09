"""The passage from the charter to objectives: whether what the department answers for is aimed at, and how that goes."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from regie.charter.hooks import HOLES
from regie.charter.models import Version
from regie.desk.passage import Passage
from regie.metrics.models import State
from regie.objectives.models import Objective
from regie.objectives.reading import pursuits


def adopted(person) -> str:
    """For the station: “5 adopted”."""
    count = Objective.objects.visible_to(person).adopted().count()
    return ngettext("%(count)s adopted", "%(count)s adopted", count) % {"count": count}


def charter_to_objectives(person, version: Version | None, start: str, end: str) -> Passage:
    """Six queries."""
    rows = list(Objective.objects.visible_to(person).adopted().select_related("metric", "owner"))
    if not rows:
        return _none_yet(person, start, end)
    standings = pursuits.rows_of(rows)
    judged = [row for row in standings if row.standing.state != State.WAIT]
    figure = gettext("%(good)s of %(all)s on course") % {
        "good": sum(row.standing.state == State.GOOD for row in judged),
        "all": len(rows),
    }
    far = [row for row in judged if row.standing.state == State.BREACH]
    behind = [row for row in judged if row.standing.state == State.WATCH]
    unserved = _unserved(version, person)
    said = []
    if far:
        said.append(
            ngettext("One objective is far behind its line.", "%(count)s objectives are far behind their line.", len(far))
            % {"count": len(far)}
        )
    if behind:
        said.append(
            ngettext("One objective is behind.", "%(count)s objectives are behind.", len(behind)) % {"count": len(behind)}
        )
    if unserved:
        said.append(
            ngettext("One responsibility has no objective.", "%(count)s responsibilities have no objective.", unserved)
            % {"count": unserved}
        )
    if not said:
        return Passage(
            start, end, State.GOOD, figure, gettext("Every responsibility is aimed at, and every objective is on course.")
        )
    state = State.BREACH if far else State.WATCH
    if far and len(far) == 1:
        return Passage(
            start, end, state, figure, " ".join(said), far[0].objective.get_absolute_url(), gettext("See the objective")
        )
    if far or behind:
        return Passage(start, end, state, figure, " ".join(said), reverse("objectives:index"), gettext("See the objectives"))
    return Passage(start, end, state, figure, " ".join(said), reverse("charter:coverage"), gettext("Read them"))


def _none_yet(person, start: str, end: str) -> Passage:
    proposed = Objective.objects.visible_to(person).proposed().count()
    if proposed:
        text = ngettext(
            "One objective waits for the consent of a review.", "%(count)s objectives wait for the consent of a review.", proposed
        ) % {"count": proposed}
        return Passage(start, end, State.WAIT, "—", text, reverse("reviews:index"), gettext("See the calendar"))
    text = gettext("No objective is adopted yet.")
    return Passage(start, end, State.WAIT, "—", text, reverse("objectives:index"), gettext("Find one"))


def _unserved(version: Version | None, person) -> int:
    if version is None or "objectives" not in HOLES:
        return 0
    return sum(hole.kind == "responsibility_without_objective" for hole in HOLES["objectives"](version, person))
