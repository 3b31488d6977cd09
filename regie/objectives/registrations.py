"""What the objectives room tells the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from regie.objectives import sentences
from regie.ui import rooms

rooms.register(rooms.Room("objectives", 20, _("Objectives"), "flag", "objectives:index", key_to="o"))

__all__ = ["sentences"]
