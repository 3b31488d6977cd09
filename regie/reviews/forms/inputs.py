"""Inputs that several forms of the room share."""

from __future__ import annotations

import zoneinfo
from functools import cache

from django import forms
from django.utils.translation import gettext_lazy as _

from regie.people.models import Organisation, Person


class DayField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    input_formats = ["%Y-%m-%d", "%d/%m/%Y"]


class ClockField(forms.TimeField):
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    input_formats = ["%H:%M", "%H:%M:%S", "%Hh%M", "%H h %M"]


class PersonField(forms.ModelChoiceField):
    def __init__(self, **kwargs) -> None:
        super().__init__(queryset=Person.objects.none(), **kwargs)

    def offer(self, people) -> None:
        self.queryset = people


def zones() -> list[tuple[str, str]]:
    """The organisation's zone first, then all others."""
    here = Organisation.here().time_zone
    return [(here, here.replace("_", " ")), *(each for each in _known_zones() if each[0] != here)]


@cache
def _known_zones() -> list[tuple[str, str]]:
    """Read once: they lie in six hundred files."""
    zones = sorted(zoneinfo.available_timezones())
    return [(zone, zone.replace("_", " ")) for zone in zones if "/" in zone and not zone.startswith(("Etc/", "SystemV/"))]


MINUTES = {
    "min_value": 1,
    "max_value": 24 * 60,
    "error_messages": {"min_value": _("One minute at least."), "max_value": _("A day at most.")},
}
