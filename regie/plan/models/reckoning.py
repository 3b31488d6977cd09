"""How the budget reckons: what an hour of the team costs, and which measure takes what was spent. One row."""

from __future__ import annotations

from decimal import Decimal

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regie.journal.models import Revised
from regie.lib.refused import Refused
from regie.plan.models.seeing import PlanQuerySet


class Reckoning(Revised):
    undone_by = "edit"

    measure = models.ForeignKey(
        "metrics.Measure", models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=gettext_lazy("measure that takes what was spent"),
    )  # fmt: skip
    is_flowing = models.BooleanField(gettext_lazy("write what was spent as figures"), default=True)
    hourly_cost = models.DecimalField(
        gettext_lazy("what an hour of the team costs"), max_digits=9, decimal_places=2, null=True, blank=True
    )
    ours = models.JSONField(default=list, editable=False)  # months, "2026-10", that the budget writes though figures were there
    theirs = models.JSONField(default=list, editable=False)  # months whose figures by hand or from a file stay
    flowed_at = models.DateTimeField(null=True, blank=True, editable=False)
    looked_at = models.DateTimeField(null=True, blank=True, editable=False)  # when what was spent was last compared with figures

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="one_reckoning"),
            models.CheckConstraint(condition=Q(hourly_cost=None) | Q(hourly_cost__gt=0), name="an_hour_costs_something"),
        ]

    def __str__(self) -> str:
        return _("How the budget reckons")

    @classmethod
    def here(cls) -> Reckoning:
        """The row of this instance, unsaved with its defaults before somebody has chosen."""
        return cls.objects.select_related("measure").filter(pk=1).first() or cls(pk=1)

    @classmethod
    def kept(cls) -> Reckoning:
        return cls.objects.get_or_create(pk=1)[0]

    def settle(self, month: str, whose: str, *, by) -> None:
        """Of a month in which figures stand already: theirs stay, or ours are written."""
        if whose not in ("ours", "theirs"):
            raise Refused(_("Say whose figures stand."))
        with transaction.atomic():
            held = type(self).objects.select_for_update(of=("self",)).get(pk=self.pk)
            lists = {"ours": {*held.ours} - {month}, "theirs": {*held.theirs} - {month}}
            lists[whose].add(month)
            held.edit(by=by, ours=sorted(lists["ours"]), theirs=sorted(lists["theirs"]))
        self.refresh_from_db()

    @property
    def hour(self) -> Decimal:
        return self.hourly_cost or Decimal(0)
