"""A series: a review of the evaluation schedule that repeats."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import uuid4

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from regie.journal.models import Revised, record
from regie.lib import dates, rest
from regie.lib.refused import Refused
from regie.reviews.calendar import recurrence

MONTHS_AHEAD = 13


class SeriesQuerySet(models.QuerySet):
    def alive(self) -> SeriesQuerySet:
        return self.filter(retired_at=None)

    def undated(self) -> SeriesQuerySet:
        return self.alive().filter(starts_on=None)

    def visible_to(self, person) -> SeriesQuerySet:
        from regie.reviews.models.participant import Participant

        if person.is_member or person.is_delegator:
            return self
        return self.filter(pk__in=Participant.objects.inviting(person).exclude(series=None).values("series"))

    def editable_by(self, person) -> SeriesQuerySet:
        return self if person.is_member else self.none()


class Series(Revised):
    name = models.CharField(gettext_lazy("name"), max_length=200)
    line = models.ForeignKey("charter.Line", models.SET_NULL, null=True, blank=True, related_name="review_series")
    rule = models.CharField(max_length=200)  # RFC 5545, without DTSTART
    starts_on = models.DateField(gettext_lazy("first date"), null=True, blank=True)  # None: a hole of the charter
    at = models.TimeField(gettext_lazy("time of day"), default=time(10))
    time_zone = models.CharField(gettext_lazy("time zone"), max_length=64, default="Europe/Paris")
    minutes_min = models.PositiveSmallIntegerField(null=True, blank=True)
    minutes_max = models.PositiveSmallIntegerField(gettext_lazy("length in minutes"), default=60)
    location = models.CharField(gettext_lazy("place"), max_length=200, blank=True)
    link = models.URLField(gettext_lazy("link to the call"), blank=True)
    uid = models.UUIDField(default=uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    grown = models.JSONField(default=dict, blank=True)  # what the charter last said, to know what people changed since
    retired_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "name"]
        verbose_name = gettext_lazy("review series")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("reviews:series", args=[self.pk])

    @property
    def rhythm(self) -> str:
        return recurrence.rhythm_of(self.rule)

    @staticmethod
    def said_of_rule(rule: str | None) -> str:
        """The rule as people say it; the journal shows it so."""
        if not rule:
            return "—"
        said = str(recurrence.WORDS.get(recurrence.rhythm_of(rule), _("by a rule of its own")))
        fields = recurrence.parts(rule)
        if "BYMONTHDAY" in fields:
            return f"{said}, {_('on the same day, such as the 19th')}"
        return (
            f"{said}, {_('on the same weekday, such as the third Thursday')}" if fields.get("BYDAY", "A")[0] in "-12345" else said
        )

    @property
    def length(self) -> str:
        """How long its reviews last, in the reader's language."""
        return dates.length(self.minutes_min, self.minutes_max, (get_language() or "en")[:2])

    @property
    def country(self) -> str:
        from regie.people.models import Organisation

        return Organisation.here().country

    def days(self, until: date, after: date | None = None) -> list[date]:
        """The days that the rule names, before any is moved off a rest day."""
        if self.starts_on is None:
            return []
        return list(recurrence.days(self.rule, self.starts_on, until, after))

    def moment_on(self, day: date, country: str) -> datetime:
        """When the review of that day is really held: a rest day gives way to the next working day."""
        return recurrence.moment(rest.working_day(day, country), self.at, self.time_zone)

    def extend(self, today: date | None = None) -> int:
        """Write the reviews of the coming thirteen months that are not there yet; returns how many."""
        from regie.reviews.models.review import Review

        today = today or timezone.localdate()
        if self.starts_on is None or self.retired_at:
            return 0
        with transaction.atomic():
            Series.objects.select_for_update().get(pk=self.pk)
            known = set(self.reviews.exclude(original_date=None).values_list("original_date", flat=True))
            country = self.country
            ahead = recurrence.months_ahead(today, MONTHS_AHEAD)
            coming = [day for day in self.days(ahead, max(today, self.starts_on)) if day not in known]
            Review.objects.bulk_create([Review.of_series(self, day, country) for day in coming])
        return len(coming)

    def plan(self, *, by, revision: int | None = None, moved: str = "keep", **fields) -> list[str]:
        """Give the series its dates, or others; coming reviews follow, with what people put on their agendas.

        `moved` says what happens to reviews that somebody moved by hand: "keep" them where they are, or
        let them "follow" the new dates. Reviews begun or past stay. Returns what changed, in field names.
        """
        from regie.reviews.replanning import replan

        if self.retired_at:
            raise Refused(_("This series has ended. Begin a new one instead."))
        if "rule" in fields:
            fields["rule"] = recurrence.check(fields["rule"])
        with transaction.atomic():
            changes = self.edit(by=by, revision=revision, **fields)
            if changes:
                replan(self, moved=moved)
                Series.objects.filter(pk=self.pk).update(sequence=models.F("sequence") + 1)
                self.refresh_from_db(fields=["sequence"])
            self.extend()
        return list(changes)

    def retire(self, *, by, because: str = "") -> None:
        """End the series: coming reviews that nobody touched go, the past stays."""
        with transaction.atomic():
            self.retired_at = timezone.now()
            self.save(update_fields=["retired_at"])
            self.reviews.coming().untouched().delete()
            record("reviews.series_retired", self, by=by, because=because)
