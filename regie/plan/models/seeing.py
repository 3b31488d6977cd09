"""Who sees and who changes rows of the plan: the team changes, the team and the delegator see."""

from __future__ import annotations

from typing import Self

from django.db import models


class PlanQuerySet(models.QuerySet):
    def visible_to(self, person) -> Self:
        return self if person.is_authenticated and (person.is_member or person.is_delegator) else self.none()

    def editable_by(self, person) -> Self:
        return self if person.is_authenticated and person.is_member else self.none()


class InUseQuerySet(PlanQuerySet):
    """Of things that are retired rather than erased: what was keeps its name."""

    def in_use(self) -> Self:
        return self.filter(retired_at=None)
