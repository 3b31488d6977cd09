"""One review: called, moved, cancelled; its points and its minutes."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regie.people.models import Organisation, Person
from regie.reviews.calendar import recurrence
from regie.reviews.forms.inputs import MINUTES, ClockField, DayField


class WhenForm(forms.Form):
    on = DayField(label=gettext_lazy("Date"))
    at = ClockField(label=gettext_lazy("Time of day"))
    minutes = forms.IntegerField(label=gettext_lazy("Length"), initial=60, **MINUTES)

    zone = ""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["minutes"].unit = _("min")

    def clean(self) -> dict:
        data = super().clean() or {}
        if data.get("on") and data.get("at"):
            data["starts_at"] = recurrence.moment(data["on"], data["at"], self.zone or Organisation.here().time_zone)
            if data["starts_at"] < timezone.now():
                raise ValidationError({"on": _("This moment is past. Choose a later one.")})
        return data


class CallForm(WhenForm):
    """A review for itself."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    driver = forms.ModelChoiceField(
        queryset=None, label=gettext_lazy("Driver that calls it"), required=False, empty_label=gettext_lazy("none")
    )
    people = forms.ModelMultipleChoiceField(
        queryset=None, label=gettext_lazy("Who takes part"), required=False, widget=forms.CheckboxSelectMultiple
    )
    location = forms.CharField(label=gettext_lazy("Place"), max_length=200, required=False)
    link = forms.URLField(label=gettext_lazy("Link to the call"), required=False, assume_scheme="https")

    field_order = ["name", "driver", "on", "at", "minutes", "people", "location", "link"]

    def __init__(self, *args, drivers, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["driver"].queryset = drivers
        self.fields["people"].queryset = Person.objects.active()


class MoveForm(WhenForm):
    def __init__(self, *args, review, **kwargs) -> None:
        self.zone = review.time_zone
        super().__init__(*args, **kwargs)

    @staticmethod
    def initial_of(review) -> dict:
        start: datetime = review.starts_at.astimezone(ZoneInfo(review.time_zone))
        return {"on": start.date(), "at": start.time(), "minutes": review.minutes}


class CancelForm(forms.Form):
    because = forms.CharField(label=gettext_lazy("Reason"), max_length=300, required=False)


class ItemForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Point"), max_length=200)
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), initial=5, min_value=1, max_value=480)
    why = forms.CharField(label=gettext_lazy("Why"), max_length=300, required=False)


class MinuteForm(forms.Form):
    text = forms.CharField(label=gettext_lazy("Minute"), widget=forms.Textarea(attrs={"rows": 2}), max_length=20_000)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
