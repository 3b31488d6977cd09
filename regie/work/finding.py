"""What the command palette finds of work."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from regie.ui.palette import Found
from regie.work.models import Workflow


def workflows(person: Any, sought: str) -> list[Found]:
    """One query."""
    rows = Workflow.objects.visible_to(person).in_use().filter(name__icontains=sought)[:6]
    return [Found(str(row), row.get_absolute_url(), "fork", _("Work, workflows")) for row in rows]
