"""What people fill in about an objective."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from regie.charter.models import Wording
from regie.charter.models.charter import Section
from regie.lib.text import shorten
from regie.metrics.models import Metric
from regie.objectives.models import Audience, Objective
from regie.objectives.smart.check import is_to_be_kept
from regie.people.models import Person
from regie.ui.forms import DecimalField, Form, RevisedModelForm


class NumberField(DecimalField):
    """A number as people write it, kept as a float as metrics keep theirs."""

    def clean(self, value: Any) -> float | None:
        number = super().clean(value)
        return None if number is None else float(number)


class ObjectiveForm(RevisedModelForm):
    baseline = NumberField(
        label=pgettext_lazy("target", "From"), required=False, help_text=_("Where the metric stands at the beginning.")
    )
    target = NumberField(label=pgettext_lazy("target", "To"), required=False, help_text=_("Where it should stand at the end."))

    class Meta:
        model = Objective
        fields = [
            "text", "metric", "baseline", "target", "is_total", "starts_on", "due_on", "owner", "audiences", "why_reachable", "responsibility", "level", "parent", "campaign",
        ]  # fmt: skip
        widgets = {
            "text": forms.Textarea(attrs={"rows": 2}),
            "why_reachable": forms.Textarea(attrs={"rows": 3}),
            "starts_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "due_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "audiences": forms.CheckboxSelectMultiple,
        }
        labels = {
            "text": _("In one sentence"),
            "metric": _("Metric that judges it"),
            "is_total": _("Counted together since the beginning"),
            "starts_on": _("Beginning"),
            "due_on": pgettext_lazy("objective", "By"),
            "owner": _("Owner"),
            "audiences": _("For whom"),
            "why_reachable": _("Why it can be reached"),
            "responsibility": _("Responsibility of the charter that it serves"),
            "level": _("Level"),
            "parent": _("Serves the objective"),
            "campaign": _("Campaign"),
        }
        help_texts = {
            "is_total": _("For what adds up, such as orders. Otherwise the metric’s newest value is compared."),
            "text": _("Who does what, for whom, from where to where, by when. Twenty-five words are enough."),
            "why_reachable": _("What makes you believe it: means, past results, what changes."),
            "campaign": _("The label that its tasks and figures carry, for an objective of one campaign."),
        }

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        fields: Any = self.fields
        fields["metric"].queryset = Metric.objects.in_use().order_by("name")
        fields["metric"].empty_label = pgettext_lazy("metric", "none yet")
        fields["owner"].queryset = Person.objects.active().order_by("name")
        fields["owner"].empty_label = _("nobody yet")
        fields["audiences"].queryset = Audience.objects.in_use()
        fields["audiences"].required = False
        fields["parent"].queryset = Objective.objects.open().exclude(pk=self.instance.pk).order_by("level", "pk")
        fields["parent"].empty_label = _("none: it stands by itself")
        fields["responsibility"].choices = [("", _("none")), *responsibilities()]
        if self.instance.pk is None:
            fields["level"].initial = Objective.Level.DEPARTMENT

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if (
            data.get("baseline") is not None
            and data.get("baseline") == data.get("target")
            and not is_to_be_kept(data.get("text"))
        ):
            said = _("From and to are the same number: nothing would change. To hold a level, write that it is to be kept.")
            self.add_error("target", said)
        if data.get("campaign") and data.get("level") != Objective.Level.CAMPAIGN:
            data["level"] = Objective.Level.CAMPAIGN
        return data


def responsibilities() -> list[tuple[int, str]]:
    """The lines of the charter in force that say what the department answers for."""
    found = Wording.objects.filter(
        version__state="in_force", version__charter__domain__is_home=True, line__section=Section.RESPONSIBILITIES
    ).order_by("order", "pk")
    return [(wording.line_id, shorten(str(wording), 120)) for wording in found]


class EndForm(Form):
    ending = forms.ChoiceField(label=_("How it ended"), choices=Objective.Ending.choices)
    learnt = forms.CharField(
        label=_("What was learnt"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence: the next objective begins from it."),
    )


def language() -> str:
    return (get_language() or "en")[:2]
