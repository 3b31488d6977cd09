"""Who sees what of the reports room."""

from __future__ import annotations

from typing import Self

from django.db import models


class ReportsQuerySet(models.QuerySet):
    def visible_to(self, person) -> Self:
        return self if person.is_authenticated and (person.is_member or person.is_delegator) else self.none()

    def editable_by(self, person) -> Self:
        return self if person.is_authenticated and person.is_member else self.none()
