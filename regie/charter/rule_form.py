"""A rule as a sentence of plain words and slots; keys as `charter.reading.Threshold` has them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regie.charter.forms import AmountField
from regie.charter.hooks import WATCHERS
from regie.ui.forms import Form

SUBJECTS = [("", _("the value")), ("change", _("the change")), ("change_percent", _("the change in percent"))]
SINCE = [
    ("", pgettext_lazy("a change since", "the period before")),
    ("year_before", pgettext_lazy("a change since", "a year before")),
]
SIDES = [("", "?"), (">", _("above")), ("<", _("below"))]
COMPARES = [
    ("", "?"), ("constant", _("the amount")), ("target", _("the target")), ("benchmark", _("the benchmark")),
    ("moving_mean", _("the moving mean")), ("previous", _("the period before")), ("year_before", _("the same period a year before")),
]  # fmt: skip
UNITS = [
    ("", "?"), ("percent", pgettext_lazy("unit of a margin", "% of it")), ("points", pgettext_lazy("unit of a margin", "points")),
    ("absolute", pgettext_lazy("unit of a margin", "as is")),
]  # fmt: skip
LIMITS = [("", _("limit not included")), ("=", _("limit included"))]
GRAINS = [
    ("", _("period(s)")), ("day", pgettext_lazy("so many", "day(s)")), ("week", pgettext_lazy("so many", "week(s)")),
    ("month", pgettext_lazy("so many", "month(s)")), ("quarter", pgettext_lazy("so many", "quarter(s)")),
    ("half_year", pgettext_lazy("so many", "half-year(s)")), ("year", pgettext_lazy("so many", "year(s)")),
]  # fmt: skip
EACH = [
    ("", _("over all")), ("platform", _("for each platform")), ("campaign", _("for each campaign")),
    ("channel", _("for each channel")), ("audience", _("for each audience")),
]  # fmt: skip
SMALL = ("window", "periods", "amount", "minimum")


def volumes(formulas: Sequence[str]) -> list[tuple[str, str]]:
    """The measures in which the rooms above can count a volume; a constant number of queries."""
    return [each for watcher in WATCHERS.values() for each in watcher.volumes(formulas)]


class ThresholdForm(Form):
    """`changed()` gives the rule that the slots say, confirmed. `measures` are those of `volumes()`."""

    subject = forms.ChoiceField(label=_("What is compared"), required=False, choices=SUBJECTS)
    since = forms.ChoiceField(label=_("Since when"), required=False, choices=SINCE)
    side = forms.ChoiceField(label=_("Side"), required=False, choices=SIDES)
    compare = forms.ChoiceField(label=_("Compared with"), required=False, choices=COMPARES)
    window = forms.IntegerField(label=_("Periods in the mean"), required=False, min_value=2, max_value=400)
    amount = AmountField(label=_("Amount"), required=False, max_length=20)
    unit = forms.ChoiceField(label=_("Unit"), required=False, choices=UNITS)
    limit = forms.ChoiceField(label=_("The limit itself"), required=False, choices=LIMITS)
    periods = forms.IntegerField(label=_("Periods in a row"), required=False, min_value=1, max_value=60)
    period = forms.ChoiceField(label=_("Kind of period"), required=False, choices=GRAINS)
    per = forms.ChoiceField(label=_("For each"), required=False, choices=EACH)
    minimum = AmountField(label=_("Volume under which it stays silent"), required=False, max_length=20)
    minimum_measure = forms.ChoiceField(label=_("Measure of the volume"), required=False)
    response = forms.CharField(label=_("Response"), required=False, max_length=600)

    def __init__(self, data: Any = None, *, rule: dict, measures: Sequence[tuple[str, str]] = (), **more: Any) -> None:
        super().__init__(data, **more)
        self.rule = rule
        fields: dict[str, Any] = self.fields
        kept = rule.get("minimum_measure")
        unknown = [(kept, kept)] if kept and kept not in dict(measures) else []
        fields["minimum_measure"].choices = [("", "—"), *measures, *unknown]
        for name, field in fields.items():
            field.initial = rule.get(name)
            field.widget.attrs |= {"class": "sentence__slot", "aria-label": field.label}
        op = rule.get("op") or ""
        fields["side"].initial, fields["limit"].initial = op[:1], op[1:]
        fields["period"].initial = rule.get("period") or rule.get("window_period")
        if rule.get("unit") == "percent_or_points":
            fields["unit"].initial = ""
        if not self.is_bound and not rule.get("confirmed"):
            for name in self.missing():
                fields[name].widget.attrs |= {"aria-invalid": "true", "placeholder": "?"}
        for name in SMALL:
            fields[name].widget.attrs["size"] = 4
        if self.is_bound:
            for name in self.errors:
                if name in fields:
                    fields[name].widget.attrs["aria-invalid"] = "true"

    def missing(self) -> list[str]:
        """The slots that the sentence leaves for a person to fill."""
        rule = self.rule
        asked = {
            "compare": not rule.get("compare"),
            "side": not rule.get("op"),
            "amount": rule.get("compare") == "constant" and rule.get("amount") is None,
            "unit": rule.get("unit") == "percent_or_points",
            "window": rule.get("compare") == "moving_mean" and not rule.get("window"),
            "minimum_measure": rule.get("minimum") is not None and not rule.get("minimum_measure"),
        }
        return [name for name, is_missing in asked.items() if is_missing]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        compare, amount = data.get("compare"), data.get("amount")
        if not compare:
            self.add_error("compare", _("Say what it is compared with."))
        if not data.get("side"):
            self.add_error("side", _("Say on which side it calls for action."))
        if compare == "constant" and amount is None and "amount" not in self.errors:
            self.add_error("amount", _("Write the amount."))
        if compare == "moving_mean" and not data.get("window") and "window" not in self.errors:
            self.add_error("window", _("Write over how many periods the mean is taken."))
        if compare not in ("", None, "constant") and amount is not None:
            if amount < 0:
                self.add_error("amount", _("A margin is not negative: choose above or below instead."))
            if not data.get("unit"):
                self.add_error("unit", _("Say whether it is a percentage of the base or percentage points."))
        if data.get("minimum") is not None and data["minimum"] < 0:
            self.add_error("minimum", _("A volume is not negative."))
        if data.get("minimum") is not None and not data.get("minimum_measure"):
            self.add_error("minimum_measure", _("Choose the measure of that volume."))
        if data.get("minimum_measure") and data.get("minimum") is None and "minimum" not in self.errors:
            self.add_error("minimum", _("Say under how many it stays silent, or leave the measure empty."))
        return data

    def changed(self) -> dict[str, Any]:
        """The rule, confirmed."""
        data = {key: (None if value == "" else value) for key, value in self.cleaned_data.items() if key not in ("side", "limit")}
        data["op"] = self.cleaned_data["side"] + self.cleaned_data["limit"]
        data["periods"] = data["periods"] or 1
        if data["compare"] == "constant":
            data["unit"] = data["unit"] or "absolute"
        if data["compare"] != "moving_mean":
            data["window"] = None
        data["window_period"] = data["period"] if data["window"] else None
        if not data["subject"]:
            data["since"] = None
        if self.add_prefix("response") not in self.data:
            data["response"] = self.rule.get("response")
        # What only another base could say goes with it.
        if data["compare"] not in ("benchmark", "target"):
            data["reference"] = None
        if data["compare"] != "target":
            data["reference_period"] = None
        if data["unit"] != "absolute":
            data["currency"] = None
        return {**self.rule, **data, "confirmed": True, "kept_as_sentence": False, "certainty": "understood", "reason": None}
