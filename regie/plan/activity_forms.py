"""What people fill in about an activity, its contents and its event."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regie.lib.text import shorten
from regie.objectives.models import Audience, Objective
from regie.people.models import Person
from regie.plan.campaign_forms import day_input
from regie.plan.gates.content_types import CHOICES
from regie.plan.models import Activity, Campaign, Channel, Event, Piece, PieceTarget
from regie.ui.forms import DecimalField, Form, ModelForm, RevisedModelForm
from regie.work.models import Delivery, Version, Workflow


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
        fields = ["title", "goes_out_on", "address"]
        labels = {"title": _("Title"), "goes_out_on": _("Goes out on"), "address": _("Address")}
        widgets = {"goes_out_on": day_input()}

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        held = {each.of: each.target for each in self.instance.targets.all()} if self.instance.pk else {}
        for value, label in PieceTarget.Of.choices:
            self.fields[value] = forms.IntegerField(
                label=str(label).capitalize(), required=False, min_value=1, max_value=2_000_000_000, initial=held.get(value)
            )

    @property
    def of_targets(self) -> list[Any]:
        return [self[value] for value in PieceTarget.Of.values]

    @property
    def targets(self) -> dict[str, int]:
        return {value: self.cleaned_data[value] for value in PieceTarget.Of.values if self.cleaned_data.get(value)}

    @property
    def told(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def _post_clean(self) -> None:
        """Its verb writes."""


class EventForm(Form):
    on = forms.DateField(label=_("Day"), widget=day_input())
    begins = forms.TimeField(label=pgettext_lazy("time", "From"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(
        label=pgettext_lazy("time", "To"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    last_day = forms.DateField(label=_("Last day"), required=False, widget=day_input(), help_text=_("Empty: a single day."))
    place = forms.CharField(label=_("Place"), required=False, max_length=300)
    address = forms.URLField(label=_("Address on line"), required=False, max_length=500, assume_scheme="https")
    invited = forms.IntegerField(label=_("Invited"), required=False, min_value=0, max_value=2_000_000_000)

    def __init__(self, *args: Any, event: Event | None = None, **named: Any) -> None:
        if event is not None:
            begins, ends = timezone.localtime(event.begins_at), event.ends_at and timezone.localtime(event.ends_at)
            named["initial"] = {
                "on": begins.date(), "begins": begins.time(), "ends": ends and ends.time(), "place": event.place,
                "last_day": ends.date() if ends and ends.date() != begins.date() else None, "address": event.address,
                "invited": event.invited,
            }  # fmt: skip
        super().__init__(*args, **named)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("place") and not data.get("address") and "address" not in self.errors:
            self.add_error("place", _("Say where it takes place, or its address on line."))
        last, first = data.get("last_day"), data.get("on")
        if last and first and last < first:
            self.add_error("last_day", _("The end must come after the beginning."))
        if last and last != first and not data.get("ends"):
            self.add_error("ends", _("Say until what time on the last day."))
        if data.get("ends") and data.get("begins") and last in (None, first) and data["ends"] <= data["begins"]:
            self.add_error("ends", _("The end must come after the beginning."))
        return data

    @property
    def fields_of_event(self) -> dict[str, Any]:
        data = self.cleaned_data
        begins = timezone.make_aware(datetime.combine(data["on"], data["begins"]))
        ends = data["ends"] and timezone.make_aware(datetime.combine(data["last_day"] or data["on"], data["ends"]))
        return {
            "begins_at": begins,
            "ends_at": ends,
            "place": data["place"],
            "address": data["address"],
            "invited": data["invited"],
        }


class CountForm(Form):
    invited = forms.IntegerField(label=_("Invited"), required=False, min_value=0, max_value=2_000_000_000)
    registered = forms.IntegerField(label=_("Registered"), required=False, min_value=0, max_value=2_000_000_000)
    attended = forms.IntegerField(label=_("Came"), required=False, min_value=0, max_value=2_000_000_000)

    def __init__(self, *args: Any, event: Event, **named: Any) -> None:
        named["initial"] = {name: getattr(event, name) for name in ("invited", "registered", "attended")}
        super().__init__(*args, **named)
