"""What people fill in about a workshop."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regie.objectives.models import Step, Survey, Workshop
from regie.objectives.models.workshopping import MINUTES
from regie.people.models import Organisation, Person
from regie.ui.forms import RevisedModelForm


class WorkshopForm(RevisedModelForm):
    on = forms.DateField(
        label=gettext_lazy("Date"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    at = forms.TimeField(
        label=gettext_lazy("Time of day"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    class Meta:
        model = Workshop
        fields = ["title", "aim", "place", "facilitator", "survey", "dots", "hides_names"]
        widgets = {"aim": forms.Textarea(attrs={"rows": 2})}
        labels = {
            "title": gettext_lazy("Title"),
            "aim": gettext_lazy("What it is for"),
            "place": gettext_lazy("Where"),
            "facilitator": gettext_lazy("Led by"),
            "survey": gettext_lazy("Survey before it"),
            "dots": gettext_lazy("Dots each"),
            "hides_names": gettext_lazy("Ideas without names"),
        }
        help_texts = {
            "place": gettext_lazy("A room, or the address of a call."),
            "survey": gettext_lazy("Its themes are the first themes of the wall."),
            "dots": gettext_lazy("What each may give in the vote; several may lie on one idea."),
            "hides_names": gettext_lazy("No screen says who proposed what."),
        }

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        fields: Any = self.fields
        fields["facilitator"].queryset = Person.objects.team().order_by("name")
        fields["survey"].queryset = Survey.objects.exclude(opened_at=None)
        fields["survey"].empty_label = _("none")
        fields["dots"].min_value, fields["dots"].max_value = 1, 50
        if self.instance.starts_at:
            local = self.instance.starts_at.astimezone(_zone())
            self.initial.update({"on": local.date(), "at": local.time()})
        there = {step.kind: step.minutes for step in self.instance.steps.all()} if self.instance.pk else {}
        for kind, label in Step.Kind.choices:
            minutes = there.get(kind, MINUTES[kind])
            self.fields[f"step_{kind}"] = forms.BooleanField(
                label=label, required=False, initial=kind in there or not self.instance.pk
            )
            self.fields[f"minutes_{kind}"] = forms.IntegerField(
                label=_("%(step)s, minutes") % {"step": label}, min_value=1, max_value=480, required=False, initial=minutes
            )

    @property
    def step_lines(self) -> list[tuple[Any, Any]]:
        return [(self[f"step_{kind}"], self[f"minutes_{kind}"]) for kind in Step.Kind.values]

    def clean_dots(self) -> int:
        dots = self.cleaned_data["dots"]
        if not 1 <= dots <= 50:
            raise ValidationError(_("From 1 to 50 dots each."))
        return int(dots)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not any(data.get(f"step_{kind}") for kind in Step.Kind.values):
            self.add_error(None, _("Choose one step at least."))
        if data.get("at") and not data.get("on"):
            self.add_error("on", _("Say on which day."))
        return data

    @property
    def steps(self) -> list[tuple[str, int]]:
        said = self.cleaned_data
        return [(kind, said.get(f"minutes_{kind}") or MINUTES[kind]) for kind in Step.Kind.values if said.get(f"step_{kind}")]

    @property
    def typed(self) -> dict[str, Any]:
        said = {name: self.cleaned_data[name] for name in self.Meta.fields}
        day, clock = self.cleaned_data.get("on"), self.cleaned_data.get("at")
        starts_at = datetime.combine(day, clock or datetime.strptime("09:00", "%H:%M").time(), _zone()) if day else None
        return said | {"starts_at": starts_at}


class NewWorkshopForm(WorkshopForm):
    persons = forms.ModelMultipleChoiceField(
        queryset=Person.objects.none(), label=gettext_lazy("Who takes part"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        fields: Any = self.fields
        fields["persons"].queryset = Person.objects.active().order_by("name")


def _zone() -> ZoneInfo:
    return ZoneInfo(Organisation.here().time_zone)
