"""The verbs of a milestone: noted, moved, erased."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse

from regie.journal.models import record


class Marking:
    """What `Milestone` does; mixed into it."""

    def get_absolute_url(self: Any) -> str:
        return reverse("plan:milestone_edit", args=[self.pk])

    @classmethod
    def note(cls: Any, *, by, **fields) -> Any:
        with transaction.atomic():
            made = cls(**fields)
            made.full_clean()
            made.save()
            record("plan.milestone_noted", made, by=by, day=made.on)
        return made

    def move(self: Any, on: date, *, by) -> date:
        """To another day, as long as before; returns the day it had."""
        was = self.on
        until = self.until + (on - was) if self.until else None
        self.edit(by=by, on=on, until=until)
        return was

    def erase(self: Any, *, by) -> None:
        with transaction.atomic():
            record("plan.milestone_erased", self, by=by, page=self.campaign or self, day=self.on)
            self.delete()
