"""When a series takes place, how long, and who takes part."""

from __future__ import annotations

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regie.people.models import Domain, Person, Role
from regie.reviews.calendar import recurrence
from regie.reviews.forms.inputs import MINUTES, ClockField, DayField, zones
from regie.reviews.models import Series

RHYTHMS = list(recurrence.WORDS.items())
MOVED = [("keep", gettext_lazy("stay where they are")), ("follow", gettext_lazy("follow the new dates"))]


class PlanForm(forms.Form):
    """Dates of a series. `series.starts_on` None is a hole of the charter; this form fills it."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    starts_on = DayField(
        label=gettext_lazy("First date"),
        help_text=gettext_lazy("A weekend or a public holiday gives way to the next working day."),
    )
    at = ClockField(label=gettext_lazy("Time of day"))
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"))
    rhythm = forms.ChoiceField(label=gettext_lazy("Repeats"), choices=RHYTHMS)
    by = forms.ChoiceField(
        label=gettext_lazy("In its month"),
        choices=[
            ("weekday", gettext_lazy("on the same weekday, such as the third Thursday")),
            ("day", gettext_lazy("on the same day, such as the 19th")),
        ],
        widget=forms.RadioSelect,
        initial="weekday",
    )
    minutes_max = forms.IntegerField(label=gettext_lazy("Length"), **MINUTES)
    location = forms.CharField(label=gettext_lazy("Place"), max_length=200, required=False)
    link = forms.URLField(label=gettext_lazy("Link to the call"), required=False, assume_scheme="https")
    moved = forms.ChoiceField(
        label=gettext_lazy("Reviews that somebody moved"), choices=MOVED, widget=forms.RadioSelect, initial="keep", required=False
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, series: Series | None = None, has_moved: bool = False, **kwargs) -> None:
        self.series = series
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].choices = zones()
        self.fields["minutes_max"].unit = _("min")
        if not has_moved:
            del self.fields["moved"]

    @classmethod
    def initial_of(cls, series: Series) -> dict:
        fields = recurrence.parts(series.rule)
        return {
            "name": series.name,
            "starts_on": series.starts_on,
            "at": series.at,
            "time_zone": series.time_zone,
            "rhythm": series.rhythm or "monthly",
            "by": "day" if "BYMONTHDAY" in fields else "weekday",
            "minutes_max": series.minutes_max,
            "location": series.location,
            "link": series.link,
            "moved": "keep",
            "revision": series.revision,
        }

    def clean_starts_on(self) -> date:
        day = self.cleaned_data["starts_on"]
        unchanged = self.series is not None and self.series.starts_on == day
        if not unchanged and day < timezone.localdate():
            raise ValidationError(_("This date is past. Choose today or later; reviews already held stay as they are."))
        if day > recurrence.months_ahead(timezone.localdate(), 24):
            raise ValidationError(_("This is more than two years away. Choose a nearer first date."))
        return day

    def plan(self) -> dict:
        """The fields of `Series.plan`."""
        data = self.cleaned_data
        fields = {name: data[name] for name in ("name", "starts_on", "at", "time_zone", "minutes_max", "location", "link")}
        return fields | {"rule": recurrence.anchored(data["rhythm"], data["starts_on"], data["by"])}


class SeriesForm(PlanForm):
    """A series that no charter line asked for."""


class ParticipantForm(forms.Form):
    """One who takes part: a person, a role or a domain."""

    who = forms.ChoiceField(label=gettext_lazy("Who takes part"))
    is_only_told = forms.BooleanField(label=gettext_lazy("Gets the minutes only"), required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        people = [(f"person:{each.pk}", str(each)) for each in Person.objects.active()]
        roles = [(f"role:{each.pk}", str(each)) for each in Role.objects.all()]
        domains = [(f"domain:{each.pk}", str(each)) for each in Domain.objects.all()]
        self.fields["who"].choices = [
            ("", _("choose")), (_("People"), people), (_("Roles, whoever holds them"), roles), (_("Domains, all of their people"), domains),
        ]  # fmt: skip

    def target(self) -> dict:
        kind, _colon, pk = self.cleaned_data["who"].partition(":")
        return {"person": None, "role": None, "domain": None} | {
            kind: {"person": Person, "role": Role, "domain": Domain}[kind].objects.get(pk=pk)
        }
