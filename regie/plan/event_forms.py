"""What people fill in about an event and its guests."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regie.objectives.models import Audience
from regie.people.models import Person
from regie.plan.campaign_forms import day_input
from regie.plan.models import Campaign, Channel, Event
from regie.ui.forms import Form


class EventForm(Form):
    on = forms.DateField(label=_("Day"), widget=day_input())
    begins = forms.TimeField(label=pgettext_lazy("time", "From"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(
        label=pgettext_lazy("time", "To"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    last_day = forms.DateField(label=_("Last day"), required=False, widget=day_input(), help_text=_("Empty: a single day."))
    place = forms.CharField(label=_("Place"), required=False, max_length=300)
    address = forms.URLField(label=_("Online address"), required=False, max_length=500, assume_scheme="https")
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
            self.add_error("place", _("Say where it takes place, or its online address."))
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


class NewEventForm(EventForm):
    """An event with the activity that it is."""

    field_order = ("name", "campaign", "channel", "audience")
    name = forms.CharField(label=_("What it is called"), max_length=200)
    campaign = forms.ModelChoiceField(label=_("Campaign"), queryset=Campaign.objects.none(), empty_label=_("choose one"))
    channel = forms.ModelChoiceField(label=_("Channel"), queryset=Channel.objects.none(), empty_label=None)
    audience = forms.ModelChoiceField(
        label=_("For whom"), queryset=Audience.objects.none(), required=False, empty_label=_("nobody in particular")
    )
    owner = forms.ModelChoiceField(label=_("Owner"), queryset=Person.objects.none(), required=False, empty_label=_("nobody yet"))
    tasks = forms.BooleanField(
        label=_("Lay out its tasks, backwards from the day"), required=False, initial=True,
        help_text=_("They go to its owner; each may be given to somebody else."),
    )  # fmt: skip

    def __init__(self, *args: Any, person: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        fields: Any = self.fields
        fields["campaign"].queryset = Campaign.objects.editable_by(person).open().order_by("-starts_on", "name")
        here = Channel.objects.in_use()
        fields["channel"].queryset = here
        usual = here.filter(key="events").first()
        self.initial.setdefault("channel", usual.pk if usual else None)
        fields["audience"].queryset = Audience.objects.in_use()
        fields["owner"].queryset = Person.objects.active().order_by("name")

    @property
    def fields_of_event(self) -> dict[str, Any]:
        whose = {name: self.cleaned_data[name] for name in ("audience", "owner", "tasks")}
        return super().fields_of_event | whose


class CountForm(Form):
    invited = forms.IntegerField(label=_("Invited"), required=False, min_value=0, max_value=2_000_000_000)
    registered = forms.IntegerField(label=_("Registered"), required=False, min_value=0, max_value=2_000_000_000)
    attended = forms.IntegerField(label=_("Came"), required=False, min_value=0, max_value=2_000_000_000)

    def __init__(self, *args: Any, event: Event, **named: Any) -> None:
        named["initial"] = {name: getattr(event, name) for name in ("invited", "registered", "attended")}
        super().__init__(*args, **named)
