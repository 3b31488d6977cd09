"""A rule as a sentence: to be read, and to be filled in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from regie.lib.money import measured
from regie.lib.numbers import number
from regie.metrics import words
from regie.metrics.engine.rule import Rule
from regie.metrics.models import Measure, Metric, Rhythm, Unit
from regie.ui.forms import DecimalField, Form

SUBJECTS = [("value", _("the value")), ("change", _("the change")), ("change_percent", _("the change in percent"))]
SIDES = [("above", _("above")), ("below", _("below"))]
REFERENCES = [
    ("constant", _("a fixed number")),
    ("moving_mean", _("the mean of the periods before")),
    ("benchmark", _("the benchmark")),
    ("target", _("the target")),
    ("previous", _("the period before")),
    ("year_before", _("the same period a year before")),
]
UNITS = [("absolute", _("in its own unit")), ("percent", _("percent of it")), ("points", _("percentage points"))]
SINCE = [
    ("previous", pgettext_lazy("a change since", "the period before")),
    ("year_before", pgettext_lazy("a change since", "a year before")),
]
RHYTHMS = {
    Rhythm.DAY: pgettext_lazy("so many", "days"),
    Rhythm.WEEK: pgettext_lazy("so many", "weeks"),
    Rhythm.MONTH: pgettext_lazy("so many", "months"),
    Rhythm.QUARTER: pgettext_lazy("so many", "quarters"),
    Rhythm.HALF_YEAR: pgettext_lazy("so many", "half-years"),
    Rhythm.YEAR: pgettext_lazy("so many", "years"),
}

DIMENSIONS = {
    "platform": _("platform"),
    "campaign": _("campaign"),
    "channel": _("channel"),
    "audience": _("audience"),
    "competitor": _("competitor"),
}


def dimension_name(key: str) -> str:
    return str(DIMENSIONS.get(key, key))


def sentence(metric: Metric, rule: Rule | None) -> str:
    """The rule in plain words: the value is 15 % or more above the mean of the 4 quarters before, for each platform."""
    if rule is None:
        return gettext("Not understood yet: it stays a sentence and raises no alarm.")
    said = [_comparison(metric, rule)]
    grain = rule.grain or metric.measured
    if rule.periods > 1:
        said.append(gettext("for %(periods)s running") % {"periods": periods(rule.periods, grain)})
    if rule.dimension:
        said.append(gettext("for each %(dimension)s") % {"dimension": dimension_name(rule.dimension)})
    if rule.minimum is not None:
        said.append(
            gettext("silent under %(many)s of %(measure)s")
            % {"many": number(rule.minimum, words.language()), "measure": rule.minimum_measure}
        )
    return ", ".join(said) + "."


def periods(count: int, grain: str) -> str:
    """2 months."""
    named = {
        Rhythm.DAY: ngettext("%(count)s day", "%(count)s days", count),
        Rhythm.WEEK: ngettext("%(count)s week", "%(count)s weeks", count),
        Rhythm.MONTH: ngettext("%(count)s month", "%(count)s months", count),
        Rhythm.QUARTER: ngettext("%(count)s quarter", "%(count)s quarters", count),
        Rhythm.HALF_YEAR: ngettext("%(count)s half-year", "%(count)s half-years", count),
        Rhythm.YEAR: ngettext("%(count)s year", "%(count)s years", count),
    }
    return named[Rhythm(grain)] % {"count": count}


def _amount(metric: Metric, rule: Rule) -> str:
    if rule.unit == "percent" or (rule.subject == "change_percent"):
        return measured(rule.amount, "%", words.language())
    if rule.unit == "points":
        return gettext("%(much)s points") % {"much": number(rule.amount, words.language())}
    return words.value_of(metric, rule.amount)


def _comparison(metric: Metric, rule: Rule) -> str:
    if rule.subject != "value":
        since = gettext("on a year before") if rule.since == "year_before" else gettext("on the period before")
        if rule.reference == "constant" and rule.amount is not None:
            size = Rule(**{**rule.as_json(), "amount": abs(rule.amount)})
            facts = {"much": _amount(metric, size), "since": since}
            # The engine compares the signed change with the signed amount: under +15 is a rise that is too small, not a fall.
            falls = rule.amount < 0 or (rule.amount == 0 and rule.side == "below")
            is_far = falls == (rule.side == "below")
            if falls and is_far:
                template = (
                    gettext("It falls by more than %(much)s %(since)s")
                    if rule.strict
                    else gettext("It falls by %(much)s or more %(since)s")
                )
            elif falls:
                template = (
                    gettext("It falls by less than %(much)s %(since)s, or rises")
                    if rule.strict
                    else gettext("It falls by %(much)s or less %(since)s, or rises")
                )
            elif is_far:
                template = (
                    gettext("It rises by more than %(much)s %(since)s")
                    if rule.strict
                    else gettext("It rises by %(much)s or more %(since)s")
                )
            else:
                template = (
                    gettext("It rises by less than %(much)s %(since)s, or falls")
                    if rule.strict
                    else gettext("It rises by %(much)s or less %(since)s, or falls")
                )
            return template % facts
        subject = gettext("Its change %(since)s") % {"since": since}
    else:
        subject = gettext("The value")
    if rule.reference == "constant":
        facts = {"subject": subject, "bound": _amount(metric, rule)}
        if rule.side == "above":
            return (
                gettext("%(subject)s is above %(bound)s") if rule.strict else gettext("%(subject)s is %(bound)s or more")
            ) % facts
        return (gettext("%(subject)s is below %(bound)s") if rule.strict else gettext("%(subject)s is %(bound)s or less")) % facts
    facts = {"subject": subject, "reference": _reference(metric, rule), "much": _amount(metric, rule) if rule.amount else ""}
    if not rule.amount:
        return (
            gettext("%(subject)s is above %(reference)s")
            if rule.side == "above"
            else gettext("%(subject)s is below %(reference)s")
        ) % facts
    if rule.side == "above":
        template = (
            gettext("%(subject)s is above %(reference)s by more than %(much)s")
            if rule.strict
            else gettext("%(subject)s is above %(reference)s by %(much)s or more")
        )
    else:
        template = (
            gettext("%(subject)s is below %(reference)s by more than %(much)s")
            if rule.strict
            else gettext("%(subject)s is below %(reference)s by %(much)s or more")
        )
    return template % facts


def _reference(metric: Metric, rule: Rule) -> str:
    if rule.reference == "moving_mean":
        if not rule.window:
            return gettext("the mean of the periods before (how many is still to be said)")
        return gettext("the mean of the %(periods)s before") % {"periods": periods(rule.window, rule.grain or metric.measured)}
    named = {
        "benchmark": gettext("the benchmark"),
        "target": gettext("the target"),
        "previous": gettext("the period before"),
        "year_before": gettext("the same period a year before"),
    }
    return named[rule.reference]


FAULTS = {
    ("amount", "needed"): _("Say from which number on."),
    ("amount", "negative"): _("A margin is not negative: choose above or below instead."),
    ("amount", "not_finite"): _("This is not a number that can be compared."),
    ("periods", "too_small"): _("Say for how many periods: one is the least."),
    ("periods", "too_large"): _("Sixty periods in a row are the most."),
    ("window", "needed"): _("Say of how many periods the mean is made."),
    ("window", "too_small"): _("A mean needs two periods at least."),
    ("window", "too_large"): _("Four hundred periods are the most."),
    ("minimum", "needed"): _("Say under how many it stays silent, or leave the measure empty."),
    ("minimum", "negative"): _("A volume is not negative."),
    ("minimum_measure", "needed"): _("Choose the measure of that volume."),
}


class RuleForm(Form):
    """The slots of the sentence. `rule()` gives the rule that they say."""

    subject = forms.ChoiceField(choices=SUBJECTS, label=_("What is compared"))
    since = forms.ChoiceField(choices=SINCE, label=_("Since when"), required=False)
    side = forms.ChoiceField(choices=SIDES, label=_("Side"))
    reference = forms.ChoiceField(choices=REFERENCES, label=_("With what"))
    window = forms.IntegerField(label=_("Periods of the mean"), required=False, min_value=0)
    amount = DecimalField(label=_("Margin or number"), required=False)
    unit = forms.ChoiceField(choices=UNITS, label=_("Unit of the margin"))
    strict = forms.TypedChoiceField(
        choices=[("", _("or exactly so much")), ("yes", _("strictly"))],
        coerce=bool,
        empty_value=False,  # type: ignore[arg-type]  # the stubs know texts alone
        required=False,
        label=_("Strictly or not"),
    )
    periods = forms.IntegerField(label=_("Number of periods in a row"), min_value=1, max_value=60, initial=1)
    grain = forms.ChoiceField(label=_("Kind of period"), required=False)
    dimension = forms.ChoiceField(label=_("For each"), required=False)
    minimum = DecimalField(label=_("Volume under which it stays silent"), required=False)
    minimum_measure = forms.ChoiceField(label=_("Measure of the volume"), required=False)

    def __init__(self, data: Any = None, *, metric: Metric, rule: Rule | None = None, **named: Any) -> None:
        if rule is not None:
            named.setdefault("initial", {**rule.as_json(), "strict": "yes" if rule.strict else "", "window": rule.window or None})
        named.setdefault("prefix", "rule")
        super().__init__(data, **named)
        self.metric = metric
        self._slots["grain"].choices = [
            ("", RHYTHMS[Rhythm(metric.measured)]),
            *[each for each in RHYTHMS.items() if each[0] != metric.measured],
        ]
        keys = list(dict.fromkeys([*metric.dimensions, *DIMENSIONS]))
        self._slots["dimension"].choices = [("", "—"), *[(key, dimension_name(key)) for key in keys]]
        measures = Measure.objects.in_use().order_by("name").values_list("key", "name")
        self._slots["minimum_measure"].choices = [("", "—"), *measures]
        for field in self.fields.values():
            field.widget.attrs["class"] = "sentence__slot"
            field.widget.attrs["aria-label"] = field.label
        if metric.unit != Unit.PERCENT:
            self._slots["unit"].choices = UNITS[:2]

    @property
    def _slots(self) -> dict[str, Any]:
        return self.fields

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            for name, code in self.rule().faults():
                self.add_error(name if name in self.fields else None, FAULTS.get((name, code), _("This rule is not complete.")))
        return data

    def rule(self) -> Rule:
        typed = self.cleaned_data
        amount = typed.get("amount")
        minimum = typed.get("minimum")
        return Rule(
            side=typed["side"],
            amount=None if amount is None else float(amount),
            reference=typed["reference"],
            unit="absolute" if typed["reference"] == "constant" else typed["unit"],
            strict=bool(typed.get("strict")),
            subject=typed["subject"],
            since=(typed.get("since") or "previous") if typed["subject"] != "value" else "previous",
            periods=typed.get("periods") or 1,
            grain=typed.get("grain") or "",
            window=(typed.get("window") or 0) if typed["reference"] == "moving_mean" else 0,
            dimension=typed.get("dimension") or "",
            minimum=None if minimum is None else float(minimum),
            minimum_measure=typed.get("minimum_measure") or "",
        )
