"""When reviews take place: recurrence, rest days, and the calendar that other programs read.

`recurrence` and `rest` are pure Python; `ics` writes what `reviews.models` holds."""

from regie.reviews.calendar.ics import ics_for, ics_of

__all__ = ["ics_for", "ics_of"]
