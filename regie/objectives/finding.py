"""What the command palette finds of objectives, audiences, surveys and workshops."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from regie.objectives.models import Audience, Objective, Survey, Workshop
from regie.ui.palette import Found


def find(person: Any, sought: str) -> list[Found]:
    """Those still open first. Four queries."""
    aims = Objective.objects.visible_to(person).filter(text__icontains=sought)
    found = [
        Found(row.text, row.get_absolute_url(), "target", _("Objectives"))
        for row in aims.order_by(F("ended_at").desc(nulls_first=True), "pk")[:5]
    ]
    audiences = Audience.objects.visible_to(person).in_use().filter(name__icontains=sought)[:4]
    found += [Found(row.name, row.get_absolute_url(), "person", _("Objectives, audiences")) for row in audiences]
    for kind, path in ((Survey, _("Objectives, surveys")), (Workshop, _("Objectives, workshops"))):
        rows = kind.objects.visible_to(person).filter(title__icontains=sought)[:4]
        found += [Found(row.title, row.get_absolute_url(), "team", path) for row in rows]
    return found
