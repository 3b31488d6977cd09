"""The closed lists of the room: units, rhythms, directions, ways to add up."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Unit(models.TextChoices):
    """What a number counts. A percentage is kept as it is read: 61 is 61 %."""

    COUNT = "count", _("number")
    CURRENCY = "currency", _("amount of money")
    PERCENT = "percent", _("percentage")
    RATIO = "ratio", _("ratio")
    SCORE = "score", _("score")
    DURATION = "duration", _("hours")


class Rhythm(models.TextChoices):
    """How often; the values are the grains of `lib.periods`."""

    DAY = "day", _("daily")
    WEEK = "week", _("weekly")
    MONTH = "month", _("monthly")
    QUARTER = "quarter", _("quarterly")
    HALF_YEAR = "half_year", _("half-yearly")
    YEAR = "year", _("yearly")


class AddsUp(models.TextChoices):
    """How figures make one over time and over dimensions."""

    SUM = "sum", _("sum")
    MEAN = "mean", _("mean")
    LAST = "last", _("last value")


class Direction(models.TextChoices):
    HIGHER = "higher", _("better when higher")
    LOWER = "lower", _("better when lower")
    BAND = "band", _("better between two edges")


class State(models.TextChoices):
    """How a metric stands; words of the page, in the order in which they alarm."""

    BREACH = "breach", _("breach")
    WATCH = "watch", _("near its edge")
    WAIT = "wait", _("waits for figures")
    GOOD = "good", _("in its band")
    UNJUDGED = "unjudged", _("no threshold")
