"""Objectives on agendas: those proposed are adopted by consent, those that fall behind are talked about."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regie.metrics.models.units import Direction
from regie.objectives.models import Objective
from regie.objectives.reading import pursuits
from regie.reviews import sources
from regie.reviews.homes import Home
from regie.reviews.models import Review
from regie.reviews.sources import Proposed

KIND = "objective"
LOOK_AFTER = timedelta(days=91)


def proposed_objectives(review: Review) -> list[Proposed]:
    """Objectives that wait for consent, on the nearest review with room for them."""
    if not Home(review).takes(10):
        return []
    return [
        Proposed(
            KIND, f"objective:{each.pk}", each.text[:200], "", 10, each,
            {"why_code": "objective_proposed", "day": timezone.localdate(each.proposed_at).isoformat()},
        )
        for each in Objective.objects.proposed().order_by("proposed_at", "pk")
    ]  # fmt: skip


def objectives_behind(review: Review) -> list[Proposed]:
    """Adopted objectives whose metric is well behind, or which their owner expects to miss."""
    if not Home(review).takes(10):
        return []
    return [
        Proposed(
            KIND,
            f"objective-behind:{row.objective.pk}",
            row.objective.text[:200],
            "",
            10,
            row.objective,
            {"why_code": "objective_behind"},
        )
        for row in pursuits.behind()
    ]


def adopt(decision: Any, *, by: Any) -> None:
    """A settled decision about a proposed objective adopts it, in the same transaction."""
    subject = decision.item.subject if decision.item_id else None
    if isinstance(subject, Objective) and subject.status == Objective.Status.PROPOSED:
        subject.adopt(by=by, deed=decision)


def proposal_for(item: Any) -> dict[str, Any]:
    """What the proposal's form begins with while a proposed objective is talked about."""
    subject = item.subject if item is not None and item.kind == KIND else None
    if not isinstance(subject, Objective) or subject.status != Objective.Status.PROPOSED:
        return {}
    today = timezone.localdate()
    said = {
        "text": _("We adopt the objective: %(text)s") % {"text": subject.text},
        "owner": subject.owner_id,
        "look_again_on": _look_again(subject.due_on, today),
        "until": subject.due_on,
    }
    # A decision compares its metric's newest value over all: neither one platform's nor what has come together since the start.
    if subject.metric is not None and not subject.dimension and not subject.is_total:
        side = "most" if subject.direction == Direction.LOWER else "least"
        said |= {"metric": subject.metric_id, "expects": subject.target, "side": side}
    return said


def _look_again(due: date | None, today: date) -> date:
    return min(due, today + LOOK_AFTER) if due and due > today else today + LOOK_AFTER


def register() -> None:
    sources.register("objectives.proposed", proposed_objectives)
    sources.register("objectives.behind", objectives_behind)
    sources.WORDS["objective_proposed"] = gettext_lazy("objective proposed on %(day)s, to be adopted by consent")
    sources.WORDS["objective_behind"] = gettext_lazy("objective that falls behind")
