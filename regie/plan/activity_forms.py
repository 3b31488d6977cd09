"""What people fill in about an activity and its contents."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Case, IntegerField, Q, When
from django.utils.translation import gettext_lazy as _

from regie.lib.text import shorten
from regie.objectives.models import Audience, Objective
from regie.people.models import Person
from regie.plan.campaign_forms import day_input
from regie.plan.gates.content_types import CHOICES
from regie.plan.models import Activity, Campaign, Channel, Piece, PieceTarget
from regie.ui.forms import DecimalField, Form, ModelForm, RevisedModelForm
from regie.work.models import Content, Delivery, Version, Workflow


class ActivityForm(RevisedModelForm):
    content_type = forms.ChoiceField(
        label=_("Kind of content"), required=False, choices=[("", _("none")), *CHOICES],
        help_text=_("Advertising rules tell some of them apart."),
    )  # fmt: skip
    estimate = DecimalField(label=_("Estimated work, in hours"), required=False, min_value=0, max_digits=8, decimal_places=2)

    class Meta:
        model = Activity
        fields = [
            "name", "channel", "audience", "objective", "starts_on", "ends_on", "owner", "content_type", "workflow", "estimate",
            "release", "note",
        ]  # fmt: skip
        widgets = {"starts_on": day_input(), "ends_on": day_input(), "note": forms.Textarea(attrs={"rows": 3})}
        labels = {
            "name": _("What is done"), "channel": _("Channel"), "audience": _("For whom"), "objective": _("Objective"),
            "starts_on": _("Seen from"), "ends_on": _("Until"), "owner": _("Owner"), "workflow": _("Workflow"),
            "release": _("Waits for"), "note": _("Note"),
        }  # fmt: skip
        help_texts = {
            "starts_on": _("The day on which the audience sees it. What depends on it moves along."),
            "workflow": _("Its work is started from it, on the activity’s page."),
        }

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        fields: Any = self.fields
        campaign: Campaign = self.instance.campaign
        here = Channel.objects.in_use() | Channel.objects.filter(pk=self.instance.channel_id)
        fields["channel"].choices = [("", _("choose one")), *_by_ownership(here)]
        fields["audience"].queryset = _first(Audience.objects.in_use(), campaign.audiences.all(), self.instance.audience_id)
        fields["audience"].empty_label = _("nobody in particular")
        fields["objective"].queryset = _first(Objective.objects.open(), campaign.objectives.all(), self.instance.objective_id)
        fields["objective"].label_from_instance = lambda row: shorten(row.text, 110)
        fields["objective"].empty_label = _("none")
        fields["owner"].queryset = Person.objects.active().order_by("name")
        fields["owner"].empty_label = _("nobody yet")
        ready = Version.objects.exclude(published_at=None).values("workflow")
        fields["workflow"].queryset = Workflow.objects.in_use().filter(pk__in=ready)
        fields["workflow"].empty_label = _("none: tasks of its own")
        fields["workflow"].disabled = self.instance.run_id is not None
        fields["release"].queryset = Delivery.objects.filter(dropped_at=None).select_related("domain").order_by("needed_on", "pk")
        fields["release"].label_from_instance = lambda row: f"{shorten(row.what, 80)} ({row.domain})"
        fields["release"].empty_label = _("nothing of another department")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = data.get("starts_on"), data.get("ends_on")
        if last and not first:
            self.add_error("starts_on", _("Say from when."))
        elif first and last and last < first:
            self.add_error("ends_on", _("The end must come after the beginning."))
        return data

    def _post_clean(self) -> None:
        """The instance stays as it was: its verb compares old and new."""


def _first(everything: Any, mine: Any, held: int | None) -> Any:
    """Those of the campaign alone, where it names any; whatever the activity has already stays to choose."""
    chosen = mine if mine.exists() else everything
    return everything.model.objects.filter(pk__in=[*chosen.values_list("pk", flat=True), *([held] if held else [])])


def _by_ownership(rows: Any) -> list[Any]:
    groups: dict[str, list[Any]] = {}
    for row in rows.order_by("ownership", "pk"):
        groups.setdefault(str(row.get_ownership_display()), []).append((row.pk, str(row)))
    return [(name.capitalize(), sorted(each, key=lambda pair: pair[1].casefold())) for name, each in groups.items()]


class WaitForm(Form):
    earlier = forms.ModelChoiceField(label=_("Comes after"), queryset=Activity.objects.none(), empty_label=None)
    days = forms.IntegerField(label=_("Days between"), min_value=-365, max_value=365, initial=1)

    def __init__(self, activity: Activity, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        others = Activity.objects.filter(campaign=activity.campaign_id).open().exclude(pk=activity.pk)
        self.fields["earlier"].queryset = others.exclude(pk__in=activity.waits_on.values("earlier"))  # type: ignore[attr-defined]


class PieceForm(ModelForm):
    """A field a kind of target: `views`, `shares`, …; empty is none."""

    class Meta:
        model = Piece
        fields = ["title", "goes_out_on", "address", "content"]
        labels = {
            "title": _("Title"), "goes_out_on": _("Goes out on"), "address": _("Address"), "content": _("Made in work as"),
        }  # fmt: skip
        help_texts = {
            "address": _("Where it is read once it is out."),
            "content": _("Its text and its approvals are there; this page leads to it."),
        }
        widgets = {"goes_out_on": day_input()}

    def __init__(self, *args: Any, activity: Activity, **named: Any) -> None:
        super().__init__(*args, **named)
        self._offer_contents(activity)
        held = {each.of: each.target for each in self.instance.targets.all()} if self.instance.pk else {}
        for value, label in PieceTarget.Of.choices:
            self.fields[value] = forms.IntegerField(
                label=str(label).capitalize(), required=False, min_value=1, max_value=2_000_000_000, initial=held.get(value)
            )

    def _offer_contents(self, activity: Activity) -> None:
        """Those of the activity's own work first, then all that carry the campaign's label; no question where there is none."""
        label = activity.campaign.name
        found = Q(run__campaign=label) | Q(task__campaign=label) | Q(run=activity.run_id or 0) | Q(pk=self.instance.content_id)
        mine = Case(When(run=activity.run_id or 0, then=0), default=1, output_field=IntegerField())
        rows = Content.objects.filter(found).select_related("run__version__workflow", "task").order_by(mine, "-pk")
        field: Any = self.fields["content"]
        field.queryset = rows
        field.label_from_instance = _made
        field.empty_label = _("nothing in work")
        if not rows.exists():
            del self.fields["content"]

    @property
    def of_targets(self) -> list[Any]:
        return [self[value] for value in PieceTarget.Of.values]

    @property
    def targets(self) -> dict[str, int]:
        return {value: self.cleaned_data[value] for value in PieceTarget.Of.values if self.cleaned_data.get(value)}

    @property
    def told(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.fields}

    def _post_clean(self) -> None:
        """Its verb writes."""


def _made(content: Content) -> str:
    """A content of work with what makes it."""
    return f"{shorten(content.title, 80)} ({content.run.version.workflow if content.run else _('a task')})"


class ManyActivitiesForm(Form):
    owner = forms.ModelChoiceField(label=_("Owner"), queryset=Person.objects.none(), required=False, empty_label=_("as it is"))
    audience = forms.ModelChoiceField(
        label=_("For whom"), queryset=Audience.objects.none(), required=False, empty_label=_("as it is")
    )
    objective = forms.ModelChoiceField(
        label=_("Objective"), queryset=Objective.objects.none(), required=False, empty_label=_("as it is")
    )

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        fields: Any = self.fields
        fields["owner"].queryset = Person.objects.active().order_by("name")
        fields["audience"].queryset = Audience.objects.in_use()
        fields["objective"].queryset = Objective.objects.open()
        fields["objective"].label_from_instance = lambda row: shorten(row.text, 110)

    @property
    def changes(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if value}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(data.values()) and not self.errors:
            raise forms.ValidationError(_("Say what changes: an owner, an audience or an objective."))
        return data
