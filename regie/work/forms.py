"""What people fill in about tasks and boards."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from regie.people.models import Person
from regie.ui.forms import DecimalField, Form, RevisedModelForm
from regie.work import channels, models_of
from regie.work.models import Board, Content, Run, Task, Workflow
from regie.work.models.board import EACH


class TaskForm(RevisedModelForm):
    estimate = DecimalField(label=_("Estimate, hours"), required=False, min_value=0, max_value=9999)
    channel = forms.ChoiceField(label=_("Kind of work"), required=False, choices=channels.choices)

    class Meta:
        model = Task
        fields = ["title", "text", "channel", "campaign", "starts_on", "due_at", "estimate"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 6}),
            "starts_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "due_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        }
        labels = {
            "title": _("Title"),
            "text": _("Text"),
            "campaign": _("Campaign"),
            "starts_on": _("Not before"),
            "due_at": _("Due"),
        }
        help_texts = {"text": _("Markdown; a picture can be pasted into it.")}


class NewTaskForm(Form):
    title = forms.CharField(label=_("Title"), max_length=300)
    text = forms.CharField(
        label=_("Text"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Markdown; a picture can be pasted into it."),
    )
    responsible = forms.ModelChoiceField(
        queryset=Person.objects.none(), label=_("Responsible (R)"), required=False, empty_label=_("nobody yet")
    )
    accountable = forms.ModelChoiceField(
        queryset=Person.objects.none(), label=_("Accountable (A)"), required=False, empty_label=_("the same person")
    )
    channel = forms.ChoiceField(label=_("Kind of work"), required=False, choices=channels.choices)
    campaign = forms.CharField(label=_("Campaign"), required=False, max_length=120)
    due_at = forms.DateTimeField(
        label=_("Due"), required=False, widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    estimate = DecimalField(label=_("Estimate, hours"), required=False, min_value=0, max_value=9999)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        people = Person.objects.active().order_by("name")
        for name in ("responsible", "accountable"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]

    def who(self) -> list[tuple[str, Person]]:
        data = self.cleaned_data
        pairs = [("R", data["responsible"]), ("A", data["accountable"] or data["responsible"])]
        return [(letter, person) for letter, person in pairs if person]


class BoardForm(RevisedModelForm):
    class Meta:
        model = Board
        fields = ["name", "campaign", "columns", "workflow"]
        labels = {"name": _("Name"), "campaign": _("Only of the campaign"), "columns": _("Columns by"), "workflow": _("Workflow")}
        help_texts = {"workflow": _("Its steps are the columns, when columns are by step.")}

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["workflow"].queryset = Workflow.objects.in_use()  # type: ignore[attr-defined]
        self.fields["workflow"].required = False
        self.keys = {
            f"limit_{key}" if key.isidentifier() else f"limit_step_{place}": key for place, key in enumerate(self._columns())
        }
        for (name, key), words in zip(self.keys.items(), self._columns().values(), strict=True):
            self.fields[name] = forms.IntegerField(
                label=words, required=False, min_value=1, max_value=999, initial=(self.instance.limits or {}).get(key)
            )

    def _columns(self) -> dict[str, Any]:
        """What may have a limit, by its key: the columns that the board has; of one that is not kept yet, those that are known."""
        kind = self.instance.columns if self.instance.pk else ""
        each = {EACH: _("At most for each person")}
        if kind == Board.Columns.STEP:
            version = self.instance.workflow.published
            steps = models_of.steps_of(version) if version else []
            return {step.id: _("At most in “%(column)s”") % {"column": step.name or step.id} for step in steps}
        if kind == Board.Columns.PERSON:
            return each
        statuses = {
            key: _("At most in “%(column)s”") % {"column": Task.Status(key).label} for key in ("to_do", "doing", "at_gate")
        }
        return statuses if kind else statuses | each

    @property
    def places(self) -> list[Any]:
        return [self[name] for name in self.keys]

    @property
    def limits(self) -> dict[str, int]:
        typed = {key: self.cleaned_data.get(name) for name, key in self.keys.items()}
        kept = {key: value for key, value in (self.instance.limits or {}).items() if key not in typed}
        return kept | {key: value for key, value in typed.items() if value}

    @property
    def typed(self) -> dict[str, Any]:
        fields = {name: self.cleaned_data[name] for name in ("name", "campaign", "columns", "workflow")}
        return fields | {"limits": self.limits}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("columns") == "step" and not data.get("workflow"):
            self.add_error("workflow", _("Choose the workflow whose steps are the columns."))
        return data


class ContentForm(RevisedModelForm):
    amount = DecimalField(label=_("Amount"), required=False, min_value=0, max_digits=14, decimal_places=2)

    class Meta:
        model = Content
        fields = ["title", "text", "audience", "sender", "goes_out_at", "amount", "currency"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 14}),
            "goes_out_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        }
        labels = {
            "title": _("Title"), "text": _("Text"), "audience": _("Audience"), "sender": _("Sender"),
            "goes_out_at": _("Goes out"), "currency": _("Currency"),
        }  # fmt: skip
        help_texts = {"text": _("Exactly what will be read: an approval covers these words and no others.")}


class RunForm(RevisedModelForm):
    class Meta:
        model = Run
        fields = ["title", "campaign", "due_on", "note"]
        widgets = {
            "note": forms.Textarea(attrs={"rows": 3}),
            "due_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        labels = {"title": _("What it makes"), "campaign": _("Campaign"), "due_on": _("Due"), "note": _("Note")}


class ManyForm(Form):
    """What changes for all of the picked tasks; what is left empty stays as it is."""

    responsible = forms.ModelChoiceField(
        queryset=Person.objects.none(), label=_("Responsible (R)"), required=False, empty_label=_("as it is")
    )
    accountable = forms.ModelChoiceField(
        queryset=Person.objects.none(), label=_("Accountable (A)"), required=False, empty_label=_("as it is")
    )
    day = forms.DateField(label=_("Due"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    campaign = forms.CharField(label=_("Campaign"), required=False, max_length=120)
    channel = forms.ChoiceField(label=_("Kind of work"), required=False, choices=[("", _("as it is")), *channels.choices()[1:]])
    blocked = forms.CharField(
        label=_("Blocked by"), required=False, max_length=300, help_text=_("Blocks them, with this reason.")
    )
    drop = forms.CharField(label=_("Why they are dropped"), max_length=300)

    def __init__(self, *args: Any, is_drop: bool = False, **named: Any) -> None:
        super().__init__(*args, **named)
        for name in list(self.fields):
            if (name == "drop") != is_drop:
                del self.fields[name]
        people = Person.objects.active().order_by("name")
        for name in {"responsible", "accountable"} & set(self.fields):
            self.fields[name].queryset = people  # type: ignore[attr-defined]

    @property
    def wanted(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if value}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and not any(data.values()):
            raise forms.ValidationError(_("Say at least one thing that changes."))
        return data
