"""What the plan room tells the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from regie.plan import sentences
from regie.ui import rooms

rooms.register(rooms.Room("plan", 30, _("Plan"), "plan", "plan:index", key_to="p"))

__all__ = ["sentences"]
