"""An earlier campaign, typed by hand: what one audience had of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regie.objectives.models import Audience
from regie.plan.models import EarlierEffort
from regie.ui.forms import DecimalField, ModelForm


class EffortForm(ModelForm):
    days = DecimalField(label=_("Working days"), required=False, min_value=0, max_digits=9, decimal_places=2)
    money = DecimalField(label=_("Money, without VAT"), required=False, min_value=0, max_digits=14, decimal_places=2)
    result = DecimalField(label=_("Result"), required=False, min_value=0, max_digits=16, decimal_places=2)

    class Meta:
        model = EarlierEffort
        fields = ["audience", "name", "starts_on", "ends_on", "days", "money", "result", "result_of"]
        widgets = {"starts_on": forms.DateInput, "ends_on": forms.DateInput}
        labels = {
            "audience": _("For whom"),
            "name": _("Campaign"),
            "starts_on": _("Beginning"),
            "ends_on": _("End"),
            "result_of": _("What the result counts"),
        }
        help_texts = {
            "name": _("If it spoke to several audiences, write a line for each."),
            "result_of": _("One word, the same each time: leads, sales, visits."),
        }

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        shape: Any = self.fields
        held = Audience.objects.filter(pk=self.instance.audience_id) if self.instance.audience_id else Audience.objects.none()
        shape["audience"].queryset = Audience.objects.in_use() | held
        counted = EarlierEffort.objects.exclude(result_of="").order_by("result_of").values_list("result_of", flat=True)
        self.counted = list(counted.distinct()[:20])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and all(data.get(name) is None for name in ("days", "money", "result")):
            self.add_error("days", _("Say at least one of the three: working days, money or result."))
        if data.get("result") is not None and not data.get("result_of"):
            self.add_error("result_of", _("Say what this number counts."))
        starts, ends = data.get("starts_on"), data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The end must come after the beginning."))
        return data
