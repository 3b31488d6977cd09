"""The sheet on which a run is prepared: its steps with the dates and people it will have, each of which may be changed first."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regie.people.models import Person
from regie.ui.forms import Form
from regie.work import planning
from regie.work.models import Version, Workflow
from regie.work.planned import Planned, Who

MOST = 150  # steps that are changed before the start, and as many that nobody does; later ones are changed in the run's matrix


class ChoiceForm(Form):
    """Which workflow; the sheet follows."""

    workflow = forms.ModelChoiceField(queryset=Workflow.objects.none(), label=_("Workflow"), empty_label=None)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        ready = Version.objects.exclude(published_at=None).values("workflow")
        self.fields["workflow"].queryset = Workflow.objects.in_use().filter(pk__in=ready)  # type: ignore[attr-defined]


class StartForm(Form):
    """`steps` after validation: the plan with what was changed. A field a step: `<node>-R`, `<node>-A`, `<node>-due`."""

    title = forms.CharField(
        label=_("What it makes"), max_length=200, help_text=_("As people will say it: “Newsletter of December”.")
    )
    campaign = forms.CharField(label=_("Campaign"), max_length=120, required=False)
    starts_on = forms.DateField(label=_("Begins"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, version: Version, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.version = version
        self.fields["starts_on"].initial = timezone.localdate()
        self.plan = planning.plan(version, self.begins, given=self.given)
        people = [(person.pk, str(person)) for person in Person.objects.active().order_by("name")]
        self._name_missing()
        without = {step.node for step in self.missing[:MOST]}
        self.shown = [step for place, step in enumerate(self.plan) if place < MOST or step.node in without]
        for step in self.shown:
            for letter in "RA":
                first = next((who.person.pk for who in step.who if who.letter == letter and who.person), "")
                self.fields[f"{step.node}-{letter}"] = forms.TypedChoiceField(
                    widget=forms.Select(attrs={"class": "field__input"}),
                    choices=[("", "—"), *people],
                    coerce=int,
                    empty_value=None,
                    required=False,
                    initial=first,
                    label=letter,
                )
            self.fields[f"{step.node}-due"] = forms.DateField(
                required=False,
                initial=timezone.localtime(step.due_at).date() if step.due_at else None,
                widget=forms.DateInput(attrs={"type": "date", "class": "field__input"}, format="%Y-%m-%d"),
                label=_("Due"),
            )

    @property
    def begins(self) -> datetime:
        asked = self.data.get("starts_on") if self.is_bound else None
        try:
            day = datetime.strptime(asked or "", "%Y-%m-%d").date()
        except ValueError:
            return timezone.now()
        if day <= timezone.localdate():
            return timezone.now()
        return timezone.make_aware(datetime.combine(day, time(9)))

    @property
    def given(self) -> dict[str, dict[str, list]]:
        """Persons chosen on the sheet, by node and letter, before anything else is read."""
        if not self.is_bound:
            return {}
        chosen: dict[str, dict[str, Any]] = {}
        for key, value in self.data.items():
            node, _dash, letter = key.rpartition("-")
            if node and letter in {"R", "A"} and str(value).isdigit():
                chosen.setdefault(node, {})[letter] = int(value)
        people = Person.objects.active().in_bulk([pk for row in chosen.values() for pk in row.values()])
        return {node: {letter: [people[pk]] for letter, pk in row.items() if pk in people} for node, row in chosen.items()}

    def _name_missing(self) -> None:
        self.missing = [step for step in self.plan if not any(who.letter == "R" and who.person for who in step.who)]

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [
            {
                "step": step,
                "R": self[f"{step.node}-R"],
                "A": self[f"{step.node}-A"],
                "due": self[f"{step.node}-due"],
                "others": [who for who in step.who if who.letter in "CI"],
                "nobody": next((who.wanted for who in step.who if who.letter == "R" and not who.person), ""),
                "instead": [who for who in step.who if who.instead_of],
            }
            for step in self.shown
        ]

    @property
    def left_out(self) -> int:
        return len(self.plan) - len(self.shown)

    @property
    def ends_at(self) -> datetime | None:
        return max((step.due_at for step in self.plan if step.due_at), default=None)

    @property
    def steps(self) -> list[Planned]:
        people = Person.objects.active().in_bulk(
            [value for key, value in self.cleaned_data.items() if key.endswith(("-R", "-A")) and value]
        )
        for step in self.shown:
            for letter in "RA":
                pk = self.cleaned_data.get(f"{step.node}-{letter}")
                had = next((who for who in step.who if who.letter == letter), None)
                if pk and (had is None or had.person is None or had.person.pk != pk):
                    kept = [who for who in step.who if who.letter != letter]
                    step.who = [Who(letter, people[pk], had.role if had else None, None, had.wanted if had else ""), *kept]
            due = self.cleaned_data.get(f"{step.node}-due")
            if due and (step.due_at is None or timezone.localtime(step.due_at).date() != due):
                moment = timezone.make_aware(datetime.combine(due, time(17, 30)))
                step.due_at = max(moment, step.starts_at) if step.starts_at else moment
        return self.plan
