"""The house's own measures of time and of what a person can carry."""

from __future__ import annotations

from regie.lib.working_time import Week
from regie.people.models import Organisation

SILENCE_HOURS = 14.0  # a consulted person has two working days, unless the step says otherwise


def week() -> Week:
    here = Organisation.here()
    return Week(here.time_zone, here.country)
