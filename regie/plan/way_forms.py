"""A step of the way to purchase, and the arena in which voices are compared."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regie.metrics.models import Measure, Metric
from regie.plan.models import Arena, Channel, WayStep
from regie.ui.forms import DecimalField, RevisedModelForm


class StepForm(RevisedModelForm):
    share_wanted = DecimalField(
        label=_("Share of the step before that we want"),
        required=False,
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
    )
    acting = forms.ModelMultipleChoiceField(
        label=_("Channels that act on it"),
        queryset=Channel.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = WayStep
        fields = ["metric", "value_of", "share_wanted", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        labels = {
            "metric": _("How many are there"),
            "value_of": _("Only for"),
            "note": _("What decides here"),
        }
        help_texts = {
            "metric": _(
                "A metric that counts people. A percentage is taken of the step before; on the first one, of the size of the audience."
            ),
            "value_of": _("What figures call this audience, where it is not its name."),
            "note": _("What makes people go on from here, or leave."),
        }

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        shape: Any = self.fields
        held = Metric.objects.filter(pk=self.instance.metric_id) if self.instance.metric_id else Metric.objects.none()
        shape["metric"].queryset = (Metric.objects.in_use() | held).order_by("name")
        acting = self.instance.channels.all() if self.instance.pk else Channel.objects.none()
        offered = sorted((Channel.objects.in_use() | acting).distinct(), key=lambda each: each.sorted_by)
        shape["acting"].queryset = Channel.objects.filter(pk__in=[each.pk for each in offered])
        shape["acting"].choices = [(each.pk, str(each)) for each in offered]
        if self.instance.pk:
            shape["acting"].initial = [each.pk for each in acting]

    @property
    def typed(self) -> dict[str, Any]:
        return {name: value for name, value in super().typed.items() if name != "acting"}


class ArenaForm(RevisedModelForm):
    class Meta:
        model = Arena
        fields = ["name", "voices", "sales", "dimension", "ours"]
        labels = {
            "name": _("Market"),
            "voices": _("Media figures"),
            "sales": _("Sales figures"),
            "dimension": _("Column that names the competitor"),
            "ours": _("Our name in those figures"),
        }
        help_texts = {
            "name": _("Where voices compete: electric cargo bikes in France."),
            "voices": _("A measure kept by competitor: media spending, contacts, mentions. Shares in percent do too."),
            "sales": _("A measure kept by competitor, to set voice against the share of the market."),
        }

    dimension = forms.ChoiceField(label=_("Column that names the competitor"))

    def __init__(self, *args: Any, **named: Any) -> None:
        from regie.metrics.ruling import dimension_name

        super().__init__(*args, **named)
        shape: Any = self.fields
        kept = [each for each in Measure.objects.in_use().order_by("name") if each.dimensions]
        first = [each for each in kept if "competitor" in each.dimensions]
        offered = [*first, *[each for each in kept if each not in first]]
        choices = [(each.pk, str(each)) for each in offered]
        shape["voices"].choices = [("", "—"), *choices]
        shape["sales"].choices = [("", "—"), *choices]
        keys = dict.fromkeys(["competitor", *[key for each in kept for key in each.dimensions]])
        shape["dimension"].choices = [(key, dimension_name(key)) for key in keys]
        if not self.instance.pk:
            shape["dimension"].initial = "competitor"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        dimension = data.get("dimension")
        for name in ("voices", "sales"):
            measure = data.get(name)
            if measure and dimension and dimension not in measure.dimensions:
                self.add_error(
                    name,
                    _("%(measure)s is not kept by that column: add it on the measure’s page, or choose another.")
                    % {"measure": measure},
                )
        return data
