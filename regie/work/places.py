"""Where a card goes when its place is said in words: at the top of a column, at its foot, one higher, one lower."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import pgettext_lazy

from regie.work.models import Task

WORDS = {
    "": pgettext_lazy("place of a card", "where it is"),
    "top": pgettext_lazy("place of a card", "at the top"),
    "up": pgettext_lazy("place of a card", "one higher"),
    "down": pgettext_lazy("place of a card", "one lower"),
    "foot": pgettext_lazy("place of a card", "at the foot"),
}


def neighbours(task: Task, where: str, status: str, reader: Any) -> dict[str, Task | None]:
    """The cards between which it comes to lie among those of `status`. At most two queries."""
    near: dict[str, Task | None] = {"after": None, "before": None}
    cards = Task.objects.visible_to(reader).filter(status=status).exclude(pk=task.pk).order_by("rank", "pk")
    above = cards.filter(Q(rank__lt=task.rank) | Q(rank=task.rank, pk__lt=task.pk)).order_by("-rank", "-pk")
    below = cards.filter(Q(rank__gt=task.rank) | Q(rank=task.rank, pk__gt=task.pk))
    if where == "top":
        near["before"] = cards.first()
    elif where == "foot":
        near["after"] = cards.last()
    elif where == "up":
        near["before"], near["after"], *_rest = [*above[:2], None, None]
    elif where == "down":
        near["after"], near["before"], *_rest = [*below[:2], None, None]
        if near["after"] is None:  # it is the last already
            near["before"] = None
    return near
